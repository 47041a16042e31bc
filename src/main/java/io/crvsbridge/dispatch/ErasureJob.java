package io.crvsbridge.dispatch;

import io.crvsbridge.action.Erasure;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Erases, a few at each sweep, the declarations whose retention time is over. */
@Singleton
class ErasureJob {

    private static final int AT_ONCE = 200;

    private final Erasure erasure;

    @Inject
    ErasureJob(Erasure erasure) {
        this.erasure = erasure;
    }

    void run() {
        erasure.eraseDue(AT_ONCE);
    }
}

package io.crvsbridge.dispatch;

import io.crvsbridge.kernel.Erasing;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;

/** Erases, a few at each sweep, what was kept for a time that is over. */
@Singleton
class ErasureJob {

    private static final int AT_ONCE = 200;

    private final List<Erasing> erasing;

    @Inject
    ErasureJob(@Any Instance<Erasing> erasing) {
        this.erasing = erasing.stream().toList();
    }

    void run() {
        erasing.forEach(room -> room.eraseDue(AT_ONCE));
    }
}

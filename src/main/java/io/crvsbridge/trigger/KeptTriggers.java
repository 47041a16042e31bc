package io.crvsbridge.trigger;

import io.crvsbridge.journal.Journaled;
import io.crvsbridge.journal.NeverStorable;
import io.crvsbridge.problem.Problem;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;

/** Triggers that were answered 202 while the database was away. */
@Singleton
class KeptTriggers implements Journaled {

    static final String KIND = "trigger";

    private final Judge judge;

    @Inject
    KeptTriggers(Judge judge) {
        this.judge = judge;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void replay(byte[] contents, Instant arrived) {
        KeptTrigger kept = read(contents);
        try {
            judge.held(kept.trigger(), kept.body().orElseThrow(() -> new NeverStorable("a trigger without its document")), arrived);
        } catch (Problem e) {
            throw new NeverStorable(e.getMessage());
        }
    }

    static KeptTrigger read(byte[] contents) {
        try {
            return KeptTrigger.read(contents);
        } catch (IllegalArgumentException e) {
            throw new NeverStorable(e.getMessage());
        }
    }
}

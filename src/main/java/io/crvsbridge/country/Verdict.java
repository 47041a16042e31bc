package io.crvsbridge.country;

import io.crvsbridge.kernel.WhenDeclined;
import java.util.List;
import java.util.Optional;

/** What the pack decides about an action, with the rule and the pack version that decided. */
public sealed interface Verdict {

    String rule();

    String packVersion();

    /** What the national ID system is asked, or told. */
    default Optional<String> operation() {
        return Optional.empty();
    }

    /** Of whom the national ID system is asked first whether they are who they say; names of the pack's {@code identities}. */
    default List<String> checks() {
        return List.of();
    }

    /** What follows a negative outcome of a hold. */
    default WhenDeclined whenDeclined() {
        return WhenDeclined.REJECT;
    }

    /**
     * Core may carry the action out now.
     *
     * @param tells the operation by which the national ID system is told afterwards
     */
    record Accept(String rule, String packVersion, Optional<String> tells, List<String> checks) implements Verdict {

        Accept(String rule, String packVersion, Optional<String> tells) {
            this(rule, packVersion, tells, List.of());
        }

        @Override
        public Optional<String> operation() {
            return tells;
        }
    }

    /** Core must drop the action. */
    record Refuse(String rule, String packVersion, String reason) implements Verdict {}

    /** Core must wait until the operation at the national ID system has an outcome. */
    record Hold(String rule, String packVersion, String asks, WhenDeclined whenDeclined) implements Verdict {
        @Override
        public Optional<String> operation() {
            return Optional.of(asks);
        }
    }
}

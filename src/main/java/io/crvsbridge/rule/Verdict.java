package io.crvsbridge.rule;

import io.crvsbridge.kernel.Additions;
import io.crvsbridge.kernel.WhenDeclined;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the pack decides about an action, with the rule and the pack version that decided. */
public sealed interface Verdict {

    String rule();

    String packVersion();

    /** What the national ID system is asked, or told. */
    default Optional<String> operation() {
        return Optional.empty();
    }

    /** What follows a negative outcome of a hold. */
    default WhenDeclined whenDeclined() {
        return WhenDeclined.REJECT;
    }

    /** What the rule sets of the record and of the action's annotation. */
    default Additions sets() {
        return Additions.NONE;
    }

    /** The same with what the rule sets. What neither accepts nor may come to be accepted sets nothing. */
    default Verdict setting(Additions additions) {
        return this;
    }

    /**
     * Core may carry the action out now.
     *
     * @param tells the operation by which the national ID system is told afterwards
     */
    record Accept(String rule, String packVersion, Optional<String> tells, Additions sets) implements Verdict {

        public Accept(String rule, String packVersion, Optional<String> tells) {
            this(rule, packVersion, tells, Additions.NONE);
        }

        @Override
        public Optional<String> operation() {
            return tells;
        }

        @Override
        public Verdict setting(Additions additions) {
            return new Accept(rule, packVersion, tells, additions);
        }
    }

    /** Core must drop the action. */
    record Refuse(String rule, String packVersion, String reason) implements Verdict {}

    /** Core must wait until the operation at the national ID system has an outcome. */
    record Hold(String rule, String packVersion, String asks, WhenDeclined whenDeclined, Additions sets) implements Verdict {

        public Hold(String rule, String packVersion, String asks, WhenDeclined whenDeclined) {
            this(rule, packVersion, asks, whenDeclined, Additions.NONE);
        }

        @Override
        public Optional<String> operation() {
            return Optional.of(asks);
        }

        @Override
        public Verdict setting(Additions additions) {
            return new Hold(rule, packVersion, asks, whenDeclined, additions);
        }
    }

    /**
     * Core must wait until a human has decided.
     *
     * @param reason for that human
     */
    record Ask(String rule, String packVersion, String reason, Additions sets) implements Verdict {

        @Override
        public Verdict setting(Additions additions) {
            return new Ask(rule, packVersion, reason, additions);
        }
    }

    /**
     * Not decided yet: peers are asked first, and the action is judged again with what they said.
     *
     * @param checks about whom the national ID system is asked; names of the pack's {@code identities}
     * @param reads  what is read from Core; names of the pack's {@code readings}
     */
    record Inquire(String rule, String packVersion, List<String> checks, List<String> reads) implements Verdict {

        /** Of the step itself; of a step that asks something else, another one. */
        public String key() {
            return "step:" + rule + ":" + String.join(",", new TreeSet<>(keys()));
        }

        /** The keys of all that is asked. */
        public Set<String> keys() {
            return Stream.concat(checks.stream().map(IdentityQuestion::key), reads.stream().map(ReadingQuestion::key)).collect(Collectors.toUnmodifiableSet());
        }
    }
}

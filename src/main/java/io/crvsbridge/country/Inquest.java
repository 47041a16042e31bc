package io.crvsbridge.country;

import io.crvsbridge.rule.Verdict;
import io.crvsbridge.rule.IdentityQuestion;
import io.crvsbridge.rule.ReadingQuestion;
import io.crvsbridge.rule.Question;
import io.crvsbridge.rule.JudgementFailed;
import io.crvsbridge.kernel.Additions;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;

/**
 * Judges an action to its end: what a rule wants to know first is asked, and the action judged again with what was said. Each question is asked once, so it comes to an end.
 */
public final class Inquest {

    /** Whoever can be asked: the peers themselves, or what a sample says that they would say. */
    public interface Respondent {

        /** Takes as long as the peer does, within bounds. */
        Reply ask(Question question);
    }

    /** What a peer says. */
    public sealed interface Reply {}

    /**
     * An answer.
     *
     * @param value of an identity question: verified, failed or pending; of a reading: what Core has, or null
     * @param told  for the history, free of personal data
     */
    public record Said(JsonValue value, String told) implements Reply {

        /** Masked. */
        @Override
        public String toString() {
            return "Said[" + told + "]";
        }
    }

    /** Why nothing was said. */
    public enum Why {
        /** A peer is away, not set up, or something is wrong for now: the same question is due again. */
        LATER,
        /** Core does not take the action's token any more. */
        TOKEN_ENDED,
        /** The peer does not let us know: a human must look. */
        REFUSED
    }

    /**
     * No answer, which is never taken as one.
     *
     * @param cause for a human, free of personal data
     */
    public record Silent(Why why, String cause, Optional<Duration> retryAfter) implements Reply {}

    /**
     * How far it came.
     *
     * @param verdict   the decision; or, when somebody was silent, the step that could not be taken
     * @param additions all that has come to the action, with what the deciding rule sets
     * @param steps     the rules that had something asked, in order
     * @param told      what was asked and said now, for the history; empty when nothing was
     * @param silent    set when the action could not be judged to its end
     */
    public record Finding(Verdict verdict, Additions additions, List<String> steps, String told, Optional<Silent> silent) {}

    private final CountryPack pack;
    private final CountryPack.Abilities abilities;
    private final Respondent respondent;
    private final StringJoiner told = new StringJoiner(", ");
    private final List<String> steps = new ArrayList<>();
    private Situation situation;

    private Inquest(CountryPack pack, CountryPack.Abilities abilities, Situation situation, Respondent respondent) {
        this.pack = pack;
        this.abilities = abilities;
        this.situation = situation;
        this.respondent = respondent;
    }

    /**
     * @param situation with what was learnt before
     * @throws JudgementFailed if a rule cannot be evaluated on this declaration, or on what was found
     */
    public static Finding hold(CountryPack pack, CountryPack.Abilities abilities, Situation situation, Respondent respondent) {
        return new Inquest(pack, abilities, situation, respondent).hold();
    }

    /** What was learnt before, as far as it still counts: in another pack a question of the same name may be another one, so all is asked again. */
    public static Additions learnt(CountryPack pack, Additions kept) {
        Additions learnt = kept.learnt();
        return learnt.asked().contains(mark(pack)) ? learnt : Additions.NONE;
    }

    private static String mark(CountryPack pack) {
        return "pack:" + pack.recordedVersion();
    }

    private Finding hold() {
        while (true) {
            Verdict verdict = pack.judge(situation, abilities);
            if (!(verdict instanceof Verdict.Inquire step)) {
                return new Finding(verdict, situation.additions().and(verdict.sets()), List.copyOf(steps), told.toString(), Optional.empty());
            }
            steps.add(step.rule());
            Optional<Silent> silent = taken(step);
            if (silent.isPresent()) {
                return new Finding(verdict, situation.additions(), List.copyOf(steps), told.toString(), silent);
            }
        }
    }

    /** Nobody is asked after the first who is silent, so that nobody waits for the others in vain. */
    private Optional<Silent> taken(Verdict.Inquire step) {
        for (Question question : pack.questions(situation, step)) {
            Reply reply = respondent.ask(question);
            if (reply instanceof Silent silent) {
                return Optional.of(new Silent(silent.why(), name(question) + ": " + silent.cause(), silent.retryAfter()));
            }
            Said said = (Said) reply;
            told.add(name(question) + " " + said.told());
            situation = situation.with(addition(question, said.value()).and(Additions.asked(Set.of(question.key(), mark(pack)))));
        }
        situation = situation.with(Additions.asked(Set.of(step.key(), mark(pack))));
        return Optional.empty();
    }

    private static Additions addition(Question question, JsonValue value) {
        return question instanceof IdentityQuestion identity ? Additions.field(identity.result(), value) : Additions.found(((ReadingQuestion) question).reading(), value);
    }

    private static String name(Question question) {
        return question instanceof IdentityQuestion identity ? identity.about() : ((ReadingQuestion) question).reading();
    }
}

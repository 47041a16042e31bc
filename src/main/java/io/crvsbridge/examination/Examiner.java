package io.crvsbridge.examination;

import io.crvsbridge.country.CountryPack;
import io.crvsbridge.rule.IdentityQuestion;
import io.crvsbridge.country.Inquest;
import io.crvsbridge.rule.Question;
import io.crvsbridge.rule.ReadingQuestion;
import io.crvsbridge.country.Situation;
import io.crvsbridge.identity.NationalIdSystem;
import io.crvsbridge.kernel.JsonMaking;
import io.crvsbridge.reading.CoreReading;
import io.crvsbridge.verification.Answer;
import io.crvsbridge.verification.IdentityCheck;
import io.crvsbridge.verification.Person;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.Optional;

/** Judges actions with what the national ID system says about people, and what Core holds, where a rule wants to know. */
@Singleton
public class Examiner {

    private static final String VERIFIED = "verified";
    private static final String FAILED = "failed";
    private static final String PENDING = "pending";

    private final IdentityCheck check;
    private final CoreReading core;
    private final CountryPack.Abilities abilities;

    @Inject
    Examiner(NationalIdSystem system, IdentityCheck check, CoreReading core) {
        this.check = check;
        this.core = core;
        this.abilities = new CountryPack.Abilities(system::runs, check::ready);
    }

    /** What is set up here. */
    public CountryPack.Abilities abilities() {
        return abilities;
    }

    /**
     * Judges an action to its end, or as far as the peers let it come.
     *
     * @param situation with what was learnt before
     * @param token     of the action, for what is read with it
     * @param patience  after so long nobody else is asked, and the rest is left for later
     * @throws io.crvsbridge.rule.JudgementFailed if a rule cannot be evaluated
     */
    public Inquest.Finding examine(CountryPack pack, Situation situation, String token, Duration patience) {
        long ends = System.nanoTime() + patience.toNanos();
        return Inquest.hold(pack, abilities, situation, question -> System.nanoTime() - ends < 0 ? asked(question, token) : later("asked later"));
    }

    private Inquest.Reply asked(Question question, String token) {
        return question instanceof IdentityQuestion identity ? asked(identity) : asked((ReadingQuestion) question, token);
    }

    private Inquest.Reply asked(IdentityQuestion question) {
        Answer answer = check.check(new Person(question.id(), Optional.empty(), question.name(), question.birthDate(), question.gender()));
        if (answer instanceof Answer.TryAgain again) {
            return new Inquest.Silent(Inquest.Why.LATER, again.cause(), again.retryAfter());
        }
        if (answer instanceof Answer.OurFault ours) {
            return later(ours.code() + ", " + ours.explanation());
        }
        return new Inquest.Said(JsonMaking.text(finding(answer)), said(answer));
    }

    private static Inquest.Silent later(String cause) {
        return new Inquest.Silent(Inquest.Why.LATER, cause, Optional.empty());
    }

    private static String finding(Answer answer) {
        if (answer instanceof Answer.Mismatch mismatch && mismatch.cannotTell()) {
            return PENDING;
        }
        return answer instanceof Answer.Verified ? VERIFIED : FAILED;
    }

    private static String said(Answer answer) {
        if (answer instanceof Answer.Mismatch mismatch) {
            return mismatch.cannotTell() ? "cannot be compared " + mismatch.unheld() : "does not match " + mismatch.differing();
        }
        return answer instanceof Answer.Unusable unusable ? "has an identifier that cannot be used (" + unusable.code() + ")" : VERIFIED;
    }

    private Inquest.Reply asked(ReadingQuestion question, String token) {
        CoreReading.Found found = core.read(question, token);
        if (found instanceof CoreReading.Found.Known known) {
            return new Inquest.Said(known.value(), "read");
        }
        if (found instanceof CoreReading.Found.Nothing) {
            return new Inquest.Said(JsonValue.NULL, "not in Core");
        }
        if (found instanceof CoreReading.Found.NotYet notYet) {
            return new Inquest.Silent(Inquest.Why.LATER, notYet.cause(), notYet.retryAfter());
        }
        if (found instanceof CoreReading.Found.NotSetUp missing) {
            return later(missing.cause());
        }
        CoreReading.Found.Refused refused = (CoreReading.Found.Refused) found;
        return new Inquest.Silent(refused.tokenEnded() ? Inquest.Why.TOKEN_ENDED : Inquest.Why.REFUSED, refused.cause(), Optional.empty());
    }
}

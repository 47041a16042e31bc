package io.crvsbridge.examination;

import io.crvsbridge.country.IdentityQuestion;
import io.crvsbridge.verification.Answer;
import io.crvsbridge.verification.IdentityCheck;
import io.crvsbridge.verification.Person;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/** Asks the national ID system about the people whom a rule names, one after the other. */
@Singleton
public class Examiner {

    private static final String VERIFIED = "verified";
    private static final String FAILED = "failed";
    private static final String PENDING = "pending";

    private final IdentityCheck check;

    @Inject
    Examiner(IdentityCheck check) {
        this.check = check;
    }

    /** Whether the national ID system can be asked at all. */
    public boolean ready() {
        return check.ready();
    }

    /** Takes as long as the checks do; ends with the first that has no answer, so that nobody waits for the others in vain. */
    public Examination examine(List<IdentityQuestion> questions) {
        Map<String, String> findings = new LinkedHashMap<>();
        StringJoiner told = new StringJoiner(", ");
        for (IdentityQuestion question : questions) {
            Answer answer = check.check(new Person(question.id(), Optional.empty(), question.name(), question.birthDate(), question.gender()));
            if (answer instanceof Answer.TryAgain later) {
                return new Examination.NotYet(question.about() + ": " + later.cause(), later.retryAfter());
            }
            if (answer instanceof Answer.OurFault ours) {
                return new Examination.NotYet(question.about() + ": " + ours.code() + ", " + ours.explanation(), Optional.empty());
            }
            findings.put(question.result(), finding(answer));
            told.add(question.about() + " " + said(answer));
        }
        return new Examination.Done(Map.copyOf(findings), told.toString());
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
}

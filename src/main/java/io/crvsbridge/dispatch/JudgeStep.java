package io.crvsbridge.dispatch;

import io.crvsbridge.action.Claim;
import io.crvsbridge.action.Decision;
import io.crvsbridge.action.ParkCause;
import io.crvsbridge.action.PendingActions;
import io.crvsbridge.country.CountryPack;
import io.crvsbridge.country.JudgementFailed;
import io.crvsbridge.country.Situation;
import io.crvsbridge.country.Verdict;
import io.crvsbridge.document.RecordSnapshot;
import io.crvsbridge.document.UnreadableDocument;
import io.crvsbridge.examination.Examination;
import io.crvsbridge.examination.Examiner;
import io.crvsbridge.identity.NationalIdSystem;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Judges an action that had no verdict when it came: its rule had failed, and a human has let it go on; or the national ID system could not be asked about its people. */
@Singleton
class JudgeStep {

    private final PendingActions actions;
    private final Examiner examiner;
    private final CountryPack.Abilities abilities;

    @Inject
    JudgeStep(PendingActions actions, NationalIdSystem system, Examiner examiner) {
        this.actions = actions;
        this.examiner = examiner;
        this.abilities = new CountryPack.Abilities(system::runs, examiner::ready);
    }

    /** The action under its verdict, or nothing when it is parked again. */
    Optional<Claim> judge(Claim claim, CountryPack pack) {
        try {
            Situation situation = RecordSnapshot.read(claim.document()).situation();
            Verdict verdict = pack.judge(situation, abilities);
            Examination examination = examiner.examine(pack.questions(situation, verdict));
            if (examination instanceof Examination.NotYet notYet) {
                actions.failed(claim, notYet.cause(), notYet.retryAfter());
                return Optional.empty();
            }
            return Optional.of(judged(claim, verdict, (Examination.Done) examination));
        } catch (JudgementFailed | UnreadableDocument | IllegalArgumentException e) {
            actions.park(claim, ParkCause.RULE_FAILED, e.getMessage());
            return Optional.empty();
        }
    }

    private Claim judged(Claim claim, Verdict verdict, Examination.Done done) {
        Optional<String> reason = verdict instanceof Verdict.Refuse refuse ? Optional.ofNullable(refuse.reason()) : Optional.of(done.told()).filter(told -> !told.isEmpty());
        return actions.judged(claim, decision(verdict), verdict.rule(), verdict.packVersion(), verdict.operation(), verdict.whenDeclined(), reason, done.findings());
    }

    private static Decision decision(Verdict verdict) {
        return verdict instanceof Verdict.Hold ? Decision.HOLD : verdict instanceof Verdict.Accept ? Decision.ACCEPT : Decision.REFUSE;
    }
}

package io.crvsbridge.dispatch;

import io.crvsbridge.action.Claim;
import io.crvsbridge.action.Decision;
import io.crvsbridge.action.ParkCause;
import io.crvsbridge.action.PendingActions;
import io.crvsbridge.country.CountryPack;
import io.crvsbridge.country.JudgementFailed;
import io.crvsbridge.country.Verdict;
import io.crvsbridge.document.RecordSnapshot;
import io.crvsbridge.document.UnreadableDocument;
import io.crvsbridge.identity.NationalIdSystem;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Judges anew an action whose rule had failed when it came, once a human has let it go on. */
@Singleton
class JudgeStep {

    private final PendingActions actions;
    private final NationalIdSystem system;

    @Inject
    JudgeStep(PendingActions actions, NationalIdSystem system) {
        this.actions = actions;
        this.system = system;
    }

    /** The action under its verdict, or nothing when it is parked again. */
    Optional<Claim> judge(Claim claim, CountryPack pack) {
        try {
            Verdict verdict = pack.judge(RecordSnapshot.read(claim.document()).situation(), system::runs);
            return Optional.of(actions.judged(claim, decision(verdict), verdict.rule(), verdict.packVersion(), verdict.operation(), verdict.whenDeclined(),
                    verdict instanceof Verdict.Refuse refuse ? Optional.ofNullable(refuse.reason()) : Optional.empty()));
        } catch (JudgementFailed | UnreadableDocument | IllegalArgumentException e) {
            actions.park(claim, ParkCause.RULE_FAILED, e.getMessage());
            return Optional.empty();
        }
    }

    private static Decision decision(Verdict verdict) {
        return verdict instanceof Verdict.Hold ? Decision.HOLD : verdict instanceof Verdict.Accept ? Decision.ACCEPT : Decision.REFUSE;
    }
}

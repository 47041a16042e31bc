package io.crvsbridge.dispatch;

import io.crvsbridge.action.Claim;
import io.crvsbridge.action.Decision;
import io.crvsbridge.action.ParkCause;
import io.crvsbridge.action.PendingActions;
import io.crvsbridge.country.CountryPack;
import io.crvsbridge.country.Inquest;
import io.crvsbridge.rule.JudgementFailed;
import io.crvsbridge.country.Situation;
import io.crvsbridge.rule.Verdict;
import io.crvsbridge.document.RecordSnapshot;
import io.crvsbridge.document.UnreadableDocument;
import io.crvsbridge.examination.Examiner;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** Judges an action that had no verdict when it came: its rule had failed, and a human has let it go on; or a peer whom the rule asks had no answer. */
@Singleton
class JudgeStep {

    /** Well within a lease. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final PendingActions actions;
    private final Examiner examiner;

    @Inject
    JudgeStep(PendingActions actions, Examiner examiner) {
        this.actions = actions;
        this.examiner = examiner;
    }

    /** The action under its verdict, or nothing when it is parked, or due again. */
    Optional<Claim> judge(Claim claim, CountryPack pack) {
        try {
            Situation situation = RecordSnapshot.read(claim.document()).with(claim.additions().learnt()).situation();
            Inquest.Finding finding = examiner.examine(pack, situation, claim.token(), PATIENCE);
            Claim learnt = finding.additions().equals(claim.additions()) || finding.silent().isEmpty() ? claim : actions.learnt(claim, finding.additions());
            return finding.silent().map(silent -> silent(learnt, silent)).orElseGet(() -> judged(claim, finding));
        } catch (JudgementFailed | UnreadableDocument | IllegalArgumentException e) {
            actions.park(claim, ParkCause.RULE_FAILED, e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Claim> silent(Claim claim, Inquest.Silent silent) {
        switch (silent.why()) {
            case LATER -> actions.failed(claim, silent.cause(), silent.retryAfter());
            case TOKEN_ENDED -> actions.park(claim, ParkCause.TOKEN_ENDED, silent.cause());
            case REFUSED -> actions.park(claim, ParkCause.CORE_REFUSED, silent.cause());
        }
        return Optional.empty();
    }

    private Optional<Claim> judged(Claim claim, Inquest.Finding finding) {
        Verdict verdict = finding.verdict();
        Optional<String> told = Optional.of(finding.told()).filter(text -> !text.isEmpty());
        Optional<String> reason = verdict instanceof Verdict.Refuse refuse ? Optional.of(refuse.reason()) : told;
        Claim judged = actions.judged(claim, decision(verdict), verdict.rule(), verdict.packVersion(), verdict.operation(), verdict.whenDeclined(), reason, finding.additions());
        if (verdict instanceof Verdict.Ask ask) {
            actions.park(judged, ParkCause.AWAITS_DECISION, ask.reason());
            return Optional.empty();
        }
        return Optional.of(judged);
    }

    private static Decision decision(Verdict verdict) {
        return verdict instanceof Verdict.Accept ? Decision.ACCEPT : verdict instanceof Verdict.Refuse ? Decision.REFUSE : Decision.HOLD;
    }
}

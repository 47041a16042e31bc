package io.crvsbridge.dispatch;

import io.crvsbridge.action.Claim;
import io.crvsbridge.action.Decision;
import io.crvsbridge.action.Decisions;
import io.crvsbridge.action.ParkCause;
import io.crvsbridge.action.PendingActions;
import io.crvsbridge.country.CountryPack;
import io.crvsbridge.country.Inquest;
import io.crvsbridge.rule.JudgementFailed;
import io.crvsbridge.country.Situation;
import io.crvsbridge.rule.Verdict;
import io.crvsbridge.document.RecordNumber;
import io.crvsbridge.document.RecordSnapshot;
import io.crvsbridge.document.UnreadableDocument;
import io.crvsbridge.examination.Examiner;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Judges an action that had no verdict when it came: its rule had failed, and a human has let it go on; or a peer whom the rule asks had no answer. */
@Singleton
class JudgeStep {

    /** Well within a lease. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final PendingActions actions;
    private final Decisions decisions;
    private final Examiner examiner;
    private final FreshToken tokens;
    private final Lanes lanes;

    @Inject
    JudgeStep(PendingActions actions, Decisions decisions, Examiner examiner, FreshToken tokens, Lanes lanes) {
        this.actions = actions;
        this.decisions = decisions;
        this.examiner = examiner;
        this.tokens = tokens;
        this.lanes = lanes;
    }

    /** The action under its verdict, or nothing when it is parked, or due again. */
    Optional<Claim> judge(Claim claim, CountryPack pack) {
        Optional<Optional<Claim>> judged = lanes.in(Lanes.Lane.JUDGING, () -> judge(claim, pack, false));
        if (judged.isEmpty()) {
            actions.postpone(claim, lanes.whenFull(Lanes.Lane.JUDGING));
        }
        return judged.flatMap(Function.identity());
    }

    /** @param renewed whether the token is fresh from Core */
    private Optional<Claim> judge(Claim claim, CountryPack pack, boolean renewed) {
        try {
            Situation situation = RecordSnapshot.read(claim.document()).with(Inquest.learnt(pack, claim.additions())).situation();
            Inquest.Finding finding = examiner.examine(pack, situation, claim.token(), PATIENCE);
            Claim learnt = finding.additions().equals(claim.additions()) || finding.silent().isEmpty() ? claim : decisions.learnt(claim, finding.additions(), finding.told());
            return finding.silent().map(silent -> silent(learnt, silent, pack, renewed)).orElseGet(() -> judged(claim, finding, pack));
        } catch (JudgementFailed | UnreadableDocument | IllegalArgumentException e) {
            actions.park(claim, ParkCause.RULE_FAILED, e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Claim> silent(Claim claim, Inquest.Silent silent, CountryPack pack, boolean renewed) {
        if (silent.why() == Inquest.Why.TOKEN_ENDED && !renewed) {
            return tokens.of(claim).flatMap(fresh -> judge(fresh, pack, true));
        }
        switch (silent.why()) {
            case LATER -> actions.failed(claim, silent.cause(), silent.retryAfter());
            case TOKEN_ENDED -> actions.park(claim, ParkCause.TOKEN_ENDED, silent.cause());
            case REFUSED -> actions.park(claim, ParkCause.CORE_REFUSED, silent.cause());
        }
        return Optional.empty();
    }

    private Optional<Claim> judged(Claim claim, Inquest.Finding finding, CountryPack pack) {
        Verdict verdict = finding.verdict();
        Optional<String> reason = verdict instanceof Verdict.Refuse refuse ? Optional.of(refuse.reason()) : Optional.empty();
        Claim judged = decisions.judged(claim, decision(verdict), verdict.rule(), verdict.packVersion(), verdict.operation(), verdict.whenDeclined(), reason, finding.told(),
                finding.additions(), RecordNumber.stored(pack));
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

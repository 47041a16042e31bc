package io.crvsbridge.action;

import static io.crvsbridge.audit.AuditEventType.ACTION_JUDGED;

import io.crvsbridge.audit.AuditTrail;
import io.crvsbridge.kernel.Additions;
import io.crvsbridge.kernel.WhenDeclined;
import io.crvsbridge.numbering.Recipe;
import io.crvsbridge.time.RowClock;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Verdicts on actions that had none when they came: their rule had failed, or a peer whom it asks had no answer. */
@Singleton
public class Judgements {

    private final Recording recording;
    private final Numbering numbering;
    private final ActionSeal seal;
    private final AuditTrail audit;
    private final Event<Setback> setbacks;
    private final RowClock clock;

    @Inject
    Judgements(Recording recording, Numbering numbering, ActionSeal seal, AuditTrail audit, Event<Setback> setbacks, RowClock clock) {
        this.recording = recording;
        this.numbering = numbering;
        this.seal = seal;
        this.audit = audit;
        this.setbacks = setbacks;
        this.clock = clock;
    }

    /**
     * The verdict. Accepting and refusing are then told to Core as late answers. A REGISTER that is not refused gets its registration number with it, before anything is sent;
     * where none can be made it is parked.
     *
     * @param operation    what the national ID system is asked or told, if anything
     * @param whenDeclined for {@link Decision#HOLD}
     * @param reason       for {@link Decision#REFUSE}
     * @param told         what peers were asked and said now, for the history
     * @param additions    all that has come to the action
     */
    public Claim judged(Claim claim, Decision decision, String rule, String packVersion, Optional<String> operation, WhenDeclined whenDeclined, Optional<String> reason,
            String told, Additions additions, Recipe recipe) {
        return recording.record(claim.with(additions), action -> {
            action.judged(new Ruling(decision, rule, packVersion, operation, whenDeclined));
            seal.close(action, additions);
            audit.record(ACTION_JUDGED, action.id(), AuditTrail.BRIDGE, decision + " rule=" + rule + " pack=" + packVersion);
            if (decision != Decision.HOLD) {
                recording.go(action, decision == Decision.ACCEPT ? ActionState.APPROVED : ActionState.DECLINED, clock.instant(), ActionStep.of(rule, told, reason));
                reason.ifPresent(why -> setbacks.fire(action.setback(Setback.Kind.DECLINED, why, claim.token())));
            } else {
                recording.note(action, ActionStep.of(rule, told, reason));
            }
            numbering.give(action, recipe);
        });
    }

    /** What peers said is kept, so that they are not asked again. */
    public Claim learnt(Claim claim, Additions additions, String told) {
        return recording.record(claim.with(additions), action -> {
            seal.close(action, additions);
            recording.note(action, told);
        });
    }
}

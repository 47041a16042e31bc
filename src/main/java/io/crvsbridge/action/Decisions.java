package io.crvsbridge.action;

import io.crvsbridge.audit.AuditEventType;
import io.crvsbridge.audit.AuditTrail;
import io.crvsbridge.database.Transactions;
import io.crvsbridge.kernel.ActionKey;
import io.crvsbridge.kernel.Additions;
import io.crvsbridge.kernel.Nudge;
import io.crvsbridge.kernel.WhenDeclined;
import io.crvsbridge.numbering.Recipe;
import io.crvsbridge.problem.Problem;
import io.crvsbridge.problem.ProblemType;
import io.crvsbridge.time.RowClock;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** What is decided after the trigger was answered: by a rule that is judged again, since it had failed or a peer whom it asks had no answer; and by a human to whom a rule leaves it. */
@Singleton
public class Decisions {

    private static final int MOST = 1_000;

    private final ActionRows rows;
    private final ActionSeal seal;
    private final Recording recording;
    private final Numbering numbering;
    private final AuditTrail audit;
    private final Transactions transactions;
    private final Event<Nudge> nudges;
    private final Event<Setback> setbacks;
    private final RowClock clock;

    @Inject
    Decisions(ActionRows rows, ActionSeal seal, Recording recording, Numbering numbering, AuditTrail audit, Transactions transactions, Event<Nudge> nudges,
            Event<Setback> setbacks, RowClock clock) {
        this.rows = rows;
        this.seal = seal;
        this.recording = recording;
        this.numbering = numbering;
        this.audit = audit;
        this.transactions = transactions;
        this.nudges = nudges;
        this.setbacks = setbacks;
        this.clock = clock;
    }

    /**
     * A rule's verdict on an action that had none when it came. Accepting and refusing are then told to Core as late answers. A REGISTER that is not refused gets its registration number with it, before anything is sent;
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
            audit.record(AuditEventType.ACTION_JUDGED, action.id(), AuditTrail.BRIDGE, decision + " rule=" + rule + " pack=" + packVersion);
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

    /**
     * An action that waits for a decision; free of personal data.
     *
     * @param id     ours
     * @param rule   that leaves it to a human
     * @param reason why, in the words of the country's pack
     */
    public record Question(String id, ActionKey key, String eventType, String actionType, Optional<String> customActionType, Optional<String> trackingId, String rule,
            Optional<String> reason, Instant receivedAt) {}

    /** The oldest first, at most a thousand. @param may whether the types of the events are the reader's to know */
    public List<Question> open(Predicate<String> may) {
        return transactions.call(() -> {
            List<String> types = rows.parkedTypes(ParkCause.AWAITS_DECISION).stream().filter(may).toList();
            List<Object[]> found = types.isEmpty() ? List.of() : rows.parked(ParkCause.AWAITS_DECISION, types, MOST);
            Map<String, String> reasons = found.isEmpty() ? Map.of() : reasons(found.stream().map(row -> (String) row[0]).toList());
            return found.stream().map(row -> question(row, reasons)).toList();
        });
    }

    /** The last word counts. */
    private Map<String, String> reasons(List<String> ids) {
        Map<String, String> reasons = new HashMap<>();
        rows.parkReasons(ids).forEach(step -> reasons.put((String) step[0], ((String) step[1]).replaceFirst("^" + ParkCause.AWAITS_DECISION + "(: )?", "")));
        return reasons;
    }

    private static Question question(Object[] row, Map<String, String> reasons) {
        return new Question((String) row[0], new ActionKey((String) row[1], (String) row[2]), (String) row[3], (String) row[4], Optional.ofNullable((String) row[5]),
                Optional.ofNullable((String) row[6]), (String) row[7], Optional.ofNullable(reasons.get(row[0])), (Instant) row[8]);
    }

    /**
     * Somebody has decided.
     *
     * @param by         who: a user's id in Core
     * @param may        whether the type of the event is his to decide
     * @param rejectable whether Core takes a later reject of a type of action
     * @param mustWait   how long Core must still not be told of an action, by its id in Core and the time it was received
     * @return nothing when no such action waits for a decision
     * @throws Problem CONFLICTING when it is to be rejected, and Core takes no later reject of its type
     */
    public Optional<ActionKey> decided(String id, boolean accept, Optional<String> reason, String by, Predicate<String> may, Predicate<String> rejectable,
            BiFunction<String, Instant, Duration> mustWait) {
        return transactions.call(() -> rows.find(id).map(found -> rows.lock(found.id()))
                .filter(action -> action.state() == ActionState.PARKED && action.parkCause() == ParkCause.AWAITS_DECISION && may.test(action.eventType()))
                .map(action -> decide(action, accept, reason, by, rejectable, mustWait)));
    }

    private ActionKey decide(PendingAction action, boolean accept, Optional<String> reason, String by, Predicate<String> rejectable, BiFunction<String, Instant, Duration> mustWait) {
        if (!accept && !rejectable.test(action.actionType())) {
            throw new Problem(ProblemType.CONFLICTING, "Core takes no later reject of " + action.actionType() + "; it can only be accepted");
        }
        String said = (accept ? "accepted" : "rejected") + " by " + by + reason.map(why -> ": " + why).orElse("");
        if (!accept) {
            setbacks.fire(action.setback(Setback.Kind.DECLINED, reason.orElse(null), seal.token(action)));
        }
        Instant now = clock.instant();
        Duration wait = mustWait.apply(action.key().actionId(), action.receivedAt());
        rows.add(action.move(accept ? ActionState.APPROVED : ActionState.DECLINED, now, now.plus(wait), said));
        audit.record(AuditEventType.ACTION_DECIDED, action.id(), by, accept ? "accept" : "reject");
        transactions.afterCommit(() -> nudges.fire(new Nudge(PendingActions.WORKLIST, action.id())));
        return action.key();
    }
}

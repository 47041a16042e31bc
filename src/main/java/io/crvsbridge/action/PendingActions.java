package io.crvsbridge.action;

import static io.crvsbridge.audit.AuditEventType.ACTION_JUDGED;
import static io.crvsbridge.audit.AuditEventType.ACTION_RESUMED;

import io.crvsbridge.attention.Attention;
import io.crvsbridge.attention.Attentions;
import io.crvsbridge.audit.AuditTrail;
import io.crvsbridge.kernel.ActionKey;
import io.crvsbridge.kernel.Ids;
import io.crvsbridge.kernel.Nudge;
import io.crvsbridge.database.Transactions;
import io.crvsbridge.numbering.NoNumber;
import io.crvsbridge.numbering.Recipe;
import io.crvsbridge.packet.Packet;
import io.crvsbridge.packet.PacketRows;
import io.crvsbridge.problem.Problem;
import io.crvsbridge.problem.ProblemType;
import io.crvsbridge.time.RowClock;
import io.crvsbridge.vault.Vault;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;

/**
 * The one place that loads, locks and saves pending actions, and that writes step and audit line together with the change. Each method is one
 * transaction and returns after its commit.
 */
@Singleton
public class PendingActions {

    /** Name of the work list that carries actions. */
    public static final String WORKLIST = "actions";

    private static final Logger LOG = Logger.getLogger(PendingActions.class.getName());
    private static final int OPEN_TRIES = 4;
    private static final int SAME_FAILURE_ALARM = 10;
    private static final int GO_ON_AT_ONCE = 100;

    private final ActionRows rows;
    private final PacketRows packets;
    private final Numbering numbering;
    private final ActionSeal seal;
    private final Recording recording;
    private final Endings endings;
    private final Attentions attentions;
    private final AuditTrail audit;
    private final Transactions transactions;
    private final ActionSettings settings;
    private final Event<Nudge> nudges;
    private final Event<Setback> setbacks;
    private final RowClock clock;
    private final RandomGenerator random = RandomGenerator.getDefault();

    @Inject
    PendingActions(ActionRows rows, PacketRows packets, Numbering numbering, ActionSeal seal, Recording recording, Endings endings, Attentions attentions, AuditTrail audit,
            Transactions transactions, ActionSettings settings, Event<Nudge> nudges, Event<Setback> setbacks, RowClock clock) {
        this.rows = rows;
        this.packets = packets;
        this.numbering = numbering;
        this.seal = seal;
        this.recording = recording;
        this.endings = endings;
        this.attentions = attentions;
        this.audit = audit;
        this.transactions = transactions;
        this.settings = settings;
        this.nudges = nudges;
        this.setbacks = setbacks;
        this.clock = clock;
    }

    /** What was answered to this action's trigger, if it was ever stored. */
    public Optional<Answer> answerGiven(ActionKey key) {
        return transactions.call(() -> rows.byActionId(key.actionId()).filter(a -> a.key().equals(key)).map(seal::answer));
    }

    /** What became of an action; nothing when it is not known. */
    public Optional<History> history(ActionKey key) {
        return transactions.call(() -> rows.byActionId(key.actionId()).filter(a -> a.key().equals(key)).map(this::history));
    }

    private History history(PendingAction action) {
        Optional<Packet> packet = Optional.ofNullable(action.packetNumber()).map(packets::get);
        return new History(action.state(), Optional.ofNullable(action.parkCause()), action.rule(), action.packVersion(), Optional.ofNullable(action.registrationNumber()),
                packet.map(Packet::reference), packet.map(Packet::note), rows.steps(action.id()));
    }

    /**
     * Stores a judged trigger and gives the answer to it, or the answer already given: fifty parallel calls for one action leave one row and get one answer.
     *
     * @param recipe makes a registration number, if one is needed. When it cannot the action is held, and parked as NO_NUMBER
     * @return the answer, durable
     * @throws Problem CONFLICTING when the action id, or the registration number that it brings, is known as another event's
     */
    public Answer open(Opening opening, Recipe recipe) {
        for (int attempt = 1; ; attempt++) {
            try {
                PendingAction opened = transactions.call(() -> insert(opening, recipe));
                if (opened.state() == ActionState.RECEIVED || opened.state() == ActionState.CONFIRMED) {
                    nudge(opened.id());
                }
                return opened.answer().with(opening.additions());
            } catch (RuntimeException e) {
                Optional<Answer> given = transactions.call(() -> rows.byActionId(opening.key().actionId()).map(known -> seal.answer(sameAction(known, opening.key()))));
                if (given.isPresent()) {
                    return given.get();
                }
                if (attempt == OPEN_TRIES) {
                    throw e;
                }
            }
        }
    }

    /** Seen in one look: a parallel opening may be stored at any moment, and is none of another event. */
    private static PendingAction sameAction(PendingAction known, ActionKey key) {
        if (!known.key().equals(key)) {
            throw new Problem(ProblemType.CONFLICTING, "The action is known as an action of another event");
        }
        return known;
    }

    /** The actions that came by these rules and have not ended, the oldest first. */
    public List<History.Waiting> waiting(Set<String> rules, int most) {
        return transactions.call(() -> rows.open(rules, most).stream().map(this::waiting).toList());
    }

    private History.Waiting waiting(PendingAction a) {
        return new History.Waiting(a.id(), a.eventType(), a.state(), Optional.ofNullable(a.parkCause()), Optional.ofNullable(a.registrationNumber()), Optional.ofNullable(a.trackingId()),
                Optional.ofNullable(a.packetNumber()).map(packets::get).map(Packet::reference), a.receivedAt());
    }

    /** Within a transaction. */
    PendingAction insert(Opening opening, Recipe recipe) {
        Instant now = clock.instant();
        if (!numbering.brought(opening, now)) {
            throw new Problem(ProblemType.CONFLICTING, "The registration number is another record's");
        }
        String id = Ids.next();
        Optional<String> number;
        try {
            number = numbering.given(opening, recipe, now);
        } catch (NoNumber e) {
            return insert(opening.unnumbered(e.getMessage()), recipe);
        }
        ActionState first = firstState(opening.decision());
        PendingAction action = new PendingAction(id, opening, first, Answer.of(opening, number), opening.held().orElse(now),
                opening.held().isPresent() ? now : firstDue(first, now));
        number.or(opening::registrationNumber).ifPresent(action::number);
        seal.close(action, opening);
        rows.add(action);
        rows.add(new ActionStep(id, null, first, now, PendingAction.shortened(ActionStep.of(opening.rule(), opening.told(), opening.reason()))));
        audit.record(ACTION_JUDGED, id, AuditTrail.BRIDGE, opening.decision() + " rule=" + opening.rule() + " pack=" + opening.packVersion()
                + " event=" + opening.key().eventId() + " action=" + opening.key().actionId() + opening.held().map(at -> " held=" + at).orElse(""));
        opening.park().ifPresent(cause -> recording.park(action, cause, opening.reason().orElse(opening.rule())));
        if (opening.decision() == Decision.REFUSE || opening.park().filter(ParkCause.UNFIT::equals).isPresent()) {
            setbacks.fire(action.setback(opening.decision() == Decision.REFUSE ? Setback.Kind.DECLINED : Setback.Kind.NEEDS_INFORMATION, opening.reason().orElse(null), opening.token()));
        }
        if (first == ActionState.CONFIRMED) {
            action.sealed().eraseToken();
        } else if (first != ActionState.RECEIVED && settings.confirmDelay().isEmpty() && opening.held().isEmpty()) {
            told(action);
        }
        rows.flush();
        return action;
    }

    /** The answer to the trigger was all that Core hears of us. */
    private void told(PendingAction action) {
        String by = "told by the answer to the trigger";
        if (action.state() == ActionState.APPROVED && action.operation() != null) {
            endings.toBeSent(action, by);
        } else {
            endings.finish(action, action.state() == ActionState.APPROVED ? ActionState.ACCEPTED : ActionState.REJECTED, by);
        }
    }

    private static ActionState firstState(Decision decision) {
        return switch (decision) {
            case HOLD -> ActionState.RECEIVED;
            case ACCEPT -> ActionState.APPROVED;
            case REFUSE -> ActionState.DECLINED;
            case TELL -> ActionState.CONFIRMED;
        };
    }

    private Instant firstDue(ActionState state, Instant now) {
        return state == ActionState.RECEIVED || state == ActionState.CONFIRMED ? now : settings.confirmDelay().map(now::plus).orElse(null);
    }

    /** Ids that are due and free. */
    public List<String> due(int limit) {
        return transactions.call(() -> rows.due(limit));
    }

    /** The database's clock was set back; what waits for a later time is brought forward by as much. */
    public void clockSetBack(Duration by) {
        transactions.run(() -> rows.clockSetBack(by));
    }

    /**
     * Takes the lease on a due action. A REGISTER that has its verdict gets its registration number here, before anything is sent.
     *
     * @return nothing when the action is not due, or another worker has it
     */
    public Optional<Claim> claim(String id, Recipe recipe) {
        String lease = UUID.randomUUID().toString();
        return transactions.call(() -> {
            return rows.takeLease(id, lease) ? opened(rows.lock(id), recipe) : Optional.empty();
        });
    }

    /** What can no longer be opened waits for a human: repeating does not bring a key back. */
    private Optional<Claim> opened(PendingAction action, Recipe recipe) {
        try {
            return numbering.give(action, recipe) ? Optional.of(seal.open(action, action.packetNumber() == null ? null : packets.get(action.packetNumber()))) : Optional.empty();
        } catch (Vault.SealBroken e) {
            LOG.severe(() -> "CB121 Action " + action.id() + " cannot be opened (" + e.getMessage() + "); it is parked until the key is back in VAULT_KEY_FILE");
            recording.park(action, ParkCause.SEAL_BROKEN, e.getMessage());
            return Optional.empty();
        }
    }

    /** A new token for the same action. */
    public Claim tokenRenewed(Claim claim, String token, Instant expires) {
        return recording.record(claim.renewed(token), action -> seal.renew(action, token, expires));
    }

    /** The call failed: due again by the retry schedule, or parked when patience is at its end. */
    public void failed(Claim claim, String failure, Optional<Duration> retryAfter) {
        recording.unlessMovedOn(claim, action -> {
            Instant now = clock.instant();
            Optional<Duration> wait = action.work().waitAfterFailure(now, retryAfter, random);
            if (wait.isEmpty()) {
                recording.park(action, ParkCause.RETRIES_EXHAUSTED, failure);
            } else if (action.failed(failure, now, now.plus(wait.get())) == SAME_FAILURE_ALARM) {
                attentions.raise(Attention.Kind.REPEATED_FAILURE, action.id(), action.key().eventId(), failure);
            }
        });
    }

    /** Not a failure, only too early. */
    public void postpone(Claim claim, Duration wait) {
        recording.unlessMovedOn(claim, action -> action.work().postpone(clock.instant().plus(wait)));
    }

    public void park(Claim claim, ParkCause cause, String detail) {
        recording.unlessMovedOn(claim, action -> recording.park(action, cause, detail));
    }

    /** Lets a few of those go on that are parked for a cause which is no more. @return whether there may be others */
    public boolean goOn(ParkCause cause, String reason) {
        List<String> parked = transactions.call(() -> rows.parked(cause, GO_ON_AT_ONCE));
        parked.forEach(id -> transactions.run(() -> goOn(rows.lock(id), cause, reason)));
        return parked.size() == GO_ON_AT_ONCE;
    }

    /** Another server, or a human, may have been quicker. */
    private void goOn(PendingAction action, ParkCause cause, String reason) {
        if (action.parkCause() == cause) {
            rows.add(action.move(action.stage(), clock.instant(), clock.instant(), reason));
            audit.record(ACTION_RESUMED, action.id(), AuditTrail.BRIDGE, reason);
        }
    }

    /** Gives the lease back; what is due stays due. */
    public void release(Claim claim) {
        recording.record(claim, action -> action.work().release());
    }

    private void nudge(String id) {
        nudges.fire(new Nudge(WORKLIST, id));
    }
}

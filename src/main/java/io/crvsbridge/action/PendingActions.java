package io.crvsbridge.action;

import static io.crvsbridge.audit.AuditEventType.ACTION_ACCEPTED;
import static io.crvsbridge.audit.AuditEventType.ACTION_JUDGED;
import static io.crvsbridge.audit.AuditEventType.ACTION_PARKED;
import static io.crvsbridge.audit.AuditEventType.ACTION_REJECTED;
import static io.crvsbridge.audit.AuditEventType.DECIDED_ELSEWHERE;

import io.crvsbridge.audit.AuditEventType;
import io.crvsbridge.audit.AuditTrail;
import io.crvsbridge.kernel.ActionKey;
import io.crvsbridge.kernel.Nudge;
import io.crvsbridge.kernel.Transactions;
import io.crvsbridge.vault.Vault;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
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

    private final ActionRows rows;
    private final ActionSeal seal;
    private final Attentions attentions;
    private final AuditTrail audit;
    private final Transactions transactions;
    private final ActionSettings settings;
    private final Event<Nudge> nudges;
    private final Clock clock;
    private final RandomGenerator random = RandomGenerator.getDefault();

    @Inject
    PendingActions(ActionRows rows, ActionSeal seal, Attentions attentions, AuditTrail audit, Transactions transactions, ActionSettings settings,
            Event<Nudge> nudges, Clock clock) {
        this.rows = rows;
        this.seal = seal;
        this.attentions = attentions;
        this.audit = audit;
        this.transactions = transactions;
        this.settings = settings;
        this.nudges = nudges;
        this.clock = clock;
    }

    /** What was answered to this action's trigger, if it was ever stored. */
    public Optional<Answer> answerGiven(ActionKey key) {
        return transactions.call(() -> rows.byActionId(key.actionId()).filter(a -> a.key().equals(key)).map(PendingAction::answer));
    }

    /**
     * Stores a judged trigger and gives the answer to it, or the answer already given: fifty parallel calls for one action leave one row and get one answer.
     *
     * @param freshNumber makes a registration number; called at most once per try
     * @return the answer, durable
     */
    public Answer open(Opening opening, Supplier<String> freshNumber) {
        for (int attempt = 1; ; attempt++) {
            try {
                PendingAction opened = transactions.call(() -> insert(opening, freshNumber));
                if (opened.state() == ActionState.RECEIVED) {
                    nudge(opened.id());
                }
                return opened.answer();
            } catch (RuntimeException e) {
                Optional<Answer> given = answerGiven(opening.key());
                if (given.isPresent()) {
                    return given.get();
                }
                if (attempt == OPEN_TRIES) {
                    throw e;
                }
            }
        }
    }

    private PendingAction insert(Opening opening, Supplier<String> freshNumber) {
        Instant now = clock.instant();
        String id = UUID.randomUUID().toString();
        Optional<String> number = opening.needsNumber() ? Optional.of(rows.registrationNumber(opening.key().eventId(), freshNumber, now)) : Optional.empty();
        ActionState first = firstState(opening.decision());
        PendingAction action = new PendingAction(id, opening, first, Answers.of(opening, number), now, firstDue(first, now));
        number.ifPresent(action::number);
        seal.close(action, opening.token(), opening.document());
        rows.add(action);
        rows.add(new ActionStep(id, null, first, now, opening.rule()));
        audit.record(ACTION_JUDGED, id, AuditTrail.BRIDGE, opening.decision() + " rule=" + opening.rule() + " pack=" + opening.packVersion()
                + " event=" + opening.key().eventId() + " action=" + opening.key().actionId());
        opening.park().ifPresent(cause -> parked(action, cause, opening.rule()));
        if (first != ActionState.RECEIVED && settings.confirmDelay().isEmpty()) {
            finish(action, first == ActionState.APPROVED ? ActionState.ACCEPTED : ActionState.REJECTED, "told by the answer to the trigger");
        }
        rows.flush();
        return action;
    }

    private static ActionState firstState(Decision decision) {
        return switch (decision) {
            case HOLD -> ActionState.RECEIVED;
            case ACCEPT -> ActionState.APPROVED;
            case REFUSE -> ActionState.DECLINED;
        };
    }

    private Instant firstDue(ActionState state, Instant now) {
        return state == ActionState.RECEIVED ? now : settings.confirmDelay().map(now::plus).orElse(null);
    }

    /** Ids that are due and free. */
    public List<String> due(int limit) {
        return transactions.call(() -> rows.due(limit));
    }

    /**
     * Takes the lease on a due action. A REGISTER gets its registration number here, before anything is sent.
     *
     * @return nothing when the action is not due, or another worker has it
     */
    public Optional<Claim> claim(String id, Supplier<String> freshNumber) {
        String lease = UUID.randomUUID().toString();
        return transactions.call(() -> {
            if (!rows.takeLease(id, lease)) {
                return Optional.empty();
            }
            PendingAction action = rows.lock(id);
            if (action.registrationNumber() == null && action.actionType().equals("REGISTER")) {
                action.number(rows.registrationNumber(action.key().eventId(), freshNumber, clock.instant()));
            }
            return opened(action);
        });
    }

    /** What can no longer be opened waits for a human: repeating does not bring a key back. */
    private Optional<Claim> opened(PendingAction action) {
        try {
            return Optional.of(claimed(action));
        } catch (Vault.SealBroken e) {
            LOG.severe(() -> "CB121 Action " + action.id() + " cannot be opened (" + e.getMessage() + "); it is parked until the key is back in VAULT_KEY_FILE");
            parked(action, ParkCause.SEAL_BROKEN, e.getMessage());
            return Optional.empty();
        }
    }

    /** The claim again, after something was recorded under it. */
    private Claim claimed(PendingAction action) {
        Packet packet = action.packetNumber() == null ? null : rows.packet(action.packetNumber());
        return seal.open(action, packet);
    }

    /**
     * Fixes our reference for the record before the first call, or adopts the one an earlier action of the record has made from the same contents.
     * Contents that differ, while the earlier packet is open or has led to an identifier, park the action.
     *
     * @param contents     what will be sent, in a stable form; only a keyed fingerprint of it is kept
     * @param newReference makes the reference from a number never used before
     */
    public Claim fixReference(Claim claim, byte[] contents, Function<Long, String> newReference) {
        return recording(claim, action -> {
            String recordKey = claim.key().eventId() + ":" + claim.operation().orElseThrow();
            Optional<Packet> known = rows.lockPacketByKey(recordKey);
            if (known.isEmpty()) {
                bindNew(action, recordKey, contents, newReference);
            } else if (seal.sameContents(known.get(), contents)) {
                adopt(action, known.get());
            } else {
                parked(action, known.get().state() == Packet.State.IDENTIFIED ? ParkCause.ALREADY_IDENTIFIED : ParkCause.EARLIER_PACKET_OPEN,
                        "reference " + known.get().reference());
            }
        });
    }

    private void bindNew(PendingAction action, String recordKey, byte[] contents, Function<Long, String> newReference) {
        Packet packet = new Packet(recordKey, action.key().eventId(), action.id(), seal.fingerprint(contents), clock.instant());
        rows.add(packet);
        packet.refer(newReference.apply(packet.number()));
        rows.flush();
        action.bind(packet);
        audit.record(AuditEventType.REFERENCE_FIXED, action.id(), AuditTrail.BRIDGE, "reference=" + packet.reference());
    }

    private void adopt(PendingAction action, Packet packet) {
        action.bind(packet);
        audit.record(AuditEventType.REFERENCE_FIXED, action.id(), AuditTrail.BRIDGE, "reference=" + packet.reference() + " adopted");
        catchUp(action, packet);
    }

    /** Brings an action that does not drive its packet to where the packet stands; takes the wheel when its driver has stopped. */
    public Claim follow(Claim claim) {
        return recording(claim, action -> catchUp(action, rows.packet(action.packetNumber())));
    }

    private void catchUp(PendingAction action, Packet packet) {
        Instant now = clock.instant();
        if (packet.state() == Packet.State.IDENTIFIED) {
            go(action, ActionState.CREDENTIALED, now, "identifier known already");
        } else if (packet.state() == Packet.State.STARTED) {
            passTo(action, ActionState.SUBMITTED, "packet of an earlier action");
        } else if (!packet.drivenBy(action.id()) && driverStopped(packet)) {
            packet.driveBy(action.id());
            if (packet.state() == Packet.State.DEPOSITED) {
                passTo(action, ActionState.PACKETED, "packet of an earlier action");
            }
        }
    }

    private boolean driverStopped(Packet packet) {
        return rows.find(packet.driver()).map(PendingAction::state).map(s -> s == ActionState.PARKED || s.isFinal()).orElse(true);
    }

    private void passTo(PendingAction action, ActionState target, String reason) {
        Instant now = clock.instant();
        if (action.state() == ActionState.RECEIVED) {
            go(action, ActionState.PACKETED, now, reason);
        }
        if (target == ActionState.SUBMITTED && action.state() == ActionState.PACKETED) {
            go(action, ActionState.SUBMITTED, null, reason);
        }
    }

    /** The national ID system has the packet. */
    public Claim packeted(Claim claim) {
        return recording(claim, action -> {
            if (action.state() == ActionState.RECEIVED) {
                rows.packet(action.packetNumber()).deposited();
                go(action, ActionState.PACKETED, clock.instant(), null);
                audit.record(AuditEventType.PACKET_CREATED, action.id(), AuditTrail.BRIDGE, null);
            }
        });
    }

    /** The national ID system has started its work; nothing is due until it reports. */
    public Claim submitted(Claim claim) {
        return recording(claim, action -> {
            if (action.state() == ActionState.PACKETED) {
                rows.packet(action.packetNumber()).started();
                go(action, ActionState.SUBMITTED, null, null);
                audit.record(AuditEventType.PACKET_SUBMITTED, action.id(), AuditTrail.BRIDGE, null);
            }
        });
    }

    /** Core has confirmed an end. @param end one of the final states */
    public void ended(Claim claim, ActionState end, String reason) {
        recording(claim, action -> finish(action, end, reason));
    }

    /** Core holds another number than ours: the action has ended, and a human is told. */
    public void endedWithOtherNumber(Claim claim, ActionState end) {
        recording(claim, action -> {
            finish(action, end, "Core holds another registration number");
            attentions.raise(Attention.Kind.DIFFERENT_NUMBER, action.id(), action.key().eventId(), "our number is kept in our row; Core's stands in Core");
        });
    }

    private void finish(PendingAction action, ActionState end, String reason) {
        Instant now = clock.instant();
        rows.add(action.end(end, now, reason));
        if (settings.retention().isZero()) {
            action.eraseDocument();
        } else {
            action.eraseDocumentAt(now.plus(settings.retention()));
        }
        boolean registered = end == ActionState.ACCEPTED || end == ActionState.ACCEPTED_ELSEWHERE;
        if (registered && action.packetNumber() != null && !rows.anotherOpen(action.packetNumber(), action.id())) {
            rows.lockPacket(action.packetNumber()).eraseIdentifiers();
        }
        audit.record(auditType(end), action.id(), AuditTrail.BRIDGE, reason);
    }

    private static AuditEventType auditType(ActionState end) {
        return switch (end) {
            case ACCEPTED -> ACTION_ACCEPTED;
            case REJECTED -> ACTION_REJECTED;
            default -> DECIDED_ELSEWHERE;
        };
    }

    /** A new token for the same action. */
    public Claim tokenRenewed(Claim claim, String token, Instant expires) {
        return recording(claim, action -> seal.renew(action, token, expires));
    }

    /**
     * The verdict on an action whose rule had failed, judged anew after a human let it go on. Accepting and refusing are then told to Core as late answers.
     *
     * @param operation for {@link Decision#HOLD}
     */
    public Claim judged(Claim claim, Decision decision, String rule, String packVersion, Optional<String> operation) {
        return recording(claim, action -> {
            action.judged(decision, rule, packVersion, operation.orElse(null));
            audit.record(ACTION_JUDGED, action.id(), AuditTrail.BRIDGE, decision + " rule=" + rule + " pack=" + packVersion);
            if (decision != Decision.HOLD) {
                go(action, decision == Decision.ACCEPT ? ActionState.APPROVED : ActionState.DECLINED, clock.instant(), rule);
            }
        });
    }

    /** The call failed: due again by the retry schedule, or parked when patience is at its end. */
    public void failed(Claim claim, String failure, Optional<Duration> retryAfter) {
        unlessMovedOn(claim, action -> {
            Instant now = clock.instant();
            Optional<Duration> wait = action.work().waitAfterFailure(now, retryAfter, random);
            if (wait.isEmpty()) {
                parked(action, ParkCause.RETRIES_EXHAUSTED, failure);
            } else if (action.failed(failure, now, now.plus(wait.get())) == SAME_FAILURE_ALARM) {
                attentions.raise(Attention.Kind.REPEATED_FAILURE, action.id(), action.key().eventId(), failure);
            }
        });
    }

    /** Not a failure, only too early. */
    public void postpone(Claim claim, Duration wait) {
        unlessMovedOn(claim, action -> action.work().postpone(clock.instant().plus(wait)));
    }

    public void park(Claim claim, ParkCause cause, String detail) {
        unlessMovedOn(claim, action -> parked(action, cause, detail));
    }

    /** Gives the lease back; what is due stays due. */
    public void release(Claim claim) {
        recording(claim, action -> action.work().release());
    }

    private void parked(PendingAction action, ParkCause cause, String detail) {
        rows.add(action.park(cause, clock.instant(), detail));
        audit.record(ACTION_PARKED, action.id(), AuditTrail.BRIDGE, cause.name());
        LOG.warning(() -> "CB122 Action " + action.id() + " is parked (" + cause + "); nothing happens to it until a human lets it go on");
    }

    private void go(PendingAction action, ActionState next, Instant due, String reason) {
        rows.add(action.move(next, clock.instant(), due, reason));
    }

    /** A credential may have come during the call: then the call's failure means nothing any more. */
    private void unlessMovedOn(Claim claim, Consumer<PendingAction> change) {
        recording(claim, action -> {
            if (action.state() == claim.state()) {
                change.accept(action);
            } else {
                action.work().release();
            }
        });
    }

    /** Runs {@code change} on the locked action if the lease still holds. The packet is locked first, in the order everybody locks. */
    private Claim recording(Claim claim, Consumer<PendingAction> change) {
        return transactions.call(() -> {
            claim.packet().ifPresent(p -> rows.lockPacket(p.number()));
            PendingAction action = rows.lock(claim.id());
            if (!claim.lease().equals(action.work().lease())) {
                throw new LeaseLost(claim.id());
            }
            change.accept(action);
            if (action.work().lease() != null) {
                rows.extendLease(action.id(), claim.lease());
            }
            return claimed(action);
        });
    }

    private void nudge(String id) {
        nudges.fire(new Nudge(WORKLIST, id));
    }
}

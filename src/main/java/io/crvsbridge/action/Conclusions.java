package io.crvsbridge.action;

import io.crvsbridge.attention.Attention;
import io.crvsbridge.attention.Attentions;
import io.crvsbridge.audit.AuditEventType;
import io.crvsbridge.audit.AuditTrail;
import io.crvsbridge.database.Transactions;
import io.crvsbridge.kernel.ActionKey;
import io.crvsbridge.kernel.Additions;
import io.crvsbridge.kernel.Nudge;
import io.crvsbridge.packet.Inquiries;
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
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;

/** Takes what becomes of a packet's work, beside an identifier, to the actions that wait for it. The same report again changes nothing. */
@Singleton
public class Conclusions {

    /** What became of a report. */
    public enum Result { TAKEN, KNOWN, LATE, UNKNOWN_REFERENCE, CONTRADICTION }

    /** Where an action is, or has ended, whose packet only tells of what Core holds. */
    private static final Set<ActionState> TOLD_ONLY = EnumSet.of(ActionState.CONFIRMED, ActionState.ACCEPTED, ActionState.ACCEPTED_ELSEWHERE);

    private final ActionRows rows;
    private final PacketRows packets;
    private final Inquiries inquiries;
    private final ActionSeal seal;
    private final Recording recording;
    private final Attentions attentions;
    private final AuditTrail audit;
    private final Transactions transactions;
    private final Event<Nudge> nudges;
    private final Event<Setback> setbacks;
    private final RowClock clock;

    @Inject
    Conclusions(ActionRows rows, PacketRows packets, Inquiries inquiries, ActionSeal seal, Recording recording, Attentions attentions, AuditTrail audit,
            Transactions transactions, Event<Nudge> nudges, Event<Setback> setbacks, RowClock clock) {
        this.rows = rows;
        this.packets = packets;
        this.inquiries = inquiries;
        this.seal = seal;
        this.recording = recording;
        this.attentions = attentions;
        this.audit = audit;
        this.transactions = transactions;
        this.nudges = nudges;
        this.setbacks = setbacks;
        this.clock = clock;
    }

    /**
     * The work ended well. Who waits for that goes on; who waits for a credential waits on, and it is asked for when it does not come.
     *
     * @param evidence what says so, kept in the audit trail
     * @param mustWait how long Core must still not be told of an action, by its id in Core and the time it was received
     */
    public Result processed(String reference, String evidence, BiFunction<String, Instant, Duration> mustWait) {
        return concluded(reference, packet -> switch (packet.state()) {
            case PROCESSED, IDENTIFIED -> Result.KNOWN;
            case DECLINED -> contradiction(packet, "the work on a packet ended well after it had ended badly");
            default -> {
                packet.processed(inquiries.credentialMissed(0));
                audit.record(AuditEventType.PACKET_PROCESSED, packet.reference(), AuditTrail.BRIDGE, evidence);
                rows.lockByPacket(packet).stream().filter(PendingAction::waitsForIdentity).forEach(action -> goOn(action, packet, mustWait));
                yield Result.TAKEN;
            }
        });
    }

    private void goOn(PendingAction action, Packet packet, BiFunction<String, Instant, Duration> mustWait) {
        if (packet.awaits() == Packet.Awaits.COMPLETION) {
            moveOn(action, ActionState.APPROVED, mustWait, "processed by the national ID system");
        } else if (action.parkCause() == ParkCause.NEEDS_INFORMATION) {
            rows.add(action.move(action.stage(), clock.instant(), null, "processed by the national ID system"));
        }
    }

    /** The work stands still for want of information: a human must look, and the registrar is told. */
    public Result paused(String reference, String heard, String evidence) {
        return concluded(reference, packet -> {
            boolean again = packet.state() == Packet.State.PAUSED;
            List<PendingAction> actions = rows.lockByPacket(packet);
            List<PendingAction> waiting = actions.stream().filter(PendingAction::waitsForIdentity).filter(a -> a.state() != ActionState.PARKED).toList();
            if (packet.concluded() || packet.state() == Packet.State.PROCESSED || again && waiting.isEmpty()) {
                return Result.KNOWN;
            }
            packet.paused(heard, inquiries.firstInquiry());
            audit.record(AuditEventType.PACKET_PAUSED, packet.reference(), AuditTrail.BRIDGE, evidence);
            waiting.forEach(action -> {
                recording.park(action, ParkCause.NEEDS_INFORMATION, heard);
                setbacks.fire(action.setback(Setback.Kind.NEEDS_INFORMATION, heard, seal.token(action)));
            });
            unlessAwaited(packet, actions, heard);
            return Result.TAKEN;
        });
    }

    /** Of what nobody waits for only an attention tells. */
    private void unlessAwaited(Packet packet, List<PendingAction> actions, String heard) {
        if (actions.stream().noneMatch(PendingAction::waitsForIdentity)) {
            attentions.raise(Attention.Kind.UNFINISHED_LATE, packet.reference(), packet.eventId(), heard);
        }
    }

    /**
     * The work ended badly. Each waiting action is rejected, accepted all the same, or parked, as the rule that held it says; the registrar is told why.
     *
     * @param reason why, for a human, without what the given document, which may be empty, and what has come to the action since say of people
     */
    public Result declined(String reference, String evidence, BiFunction<String, Instant, Duration> mustWait, BiFunction<byte[], Additions, String> reason) {
        return concluded(reference, packet -> switch (packet.state()) {
            case DECLINED -> Result.KNOWN;
            case PROCESSED, IDENTIFIED -> contradiction(packet, "the work on a packet ended badly after it had ended well");
            default -> {
                List<PendingAction> waiting = rows.lockByPacket(packet).stream().filter(PendingAction::waitsForIdentity).toList();
                packet.declined(reason.apply(new byte[0], Additions.NONE));
                audit.record(AuditEventType.PACKET_DECLINED, packet.reference(), AuditTrail.BRIDGE, evidence);
                waiting.forEach(action -> decline(action, packet, reason.apply(document(action), additions(action)), mustWait));
                rows.lockParked(packet.eventId(), ParkCause.EARLIER_PACKET_OPEN).forEach(this::noLongerBehind);
                yield waiting.isEmpty() ? late(packet) : Result.TAKEN;
            }
        });
    }

    private void decline(PendingAction action, Packet packet, String reason, BiFunction<String, Instant, Duration> mustWait) {
        switch (action.whenDeclined()) {
            case REJECT -> moveOn(action, ActionState.DECLINED, mustWait, reason);
            case ACCEPT -> {
                moveOn(action, ActionState.APPROVED, mustWait, "accepted all the same: " + reason);
                attentions.raise(Attention.Kind.DECLINED_WITHOUT_EFFECT, action.id(), packet.eventId(), reason);
            }
            case PARK -> recording.park(action, ParkCause.IDENTITY_DECLINED, reason);
        }
        setbacks.fire(action.setback(Setback.Kind.DECLINED, reason, seal.token(action)));
    }

    /** What cannot be opened must not keep the others from their outcome. */
    private byte[] document(PendingAction action) {
        try {
            return seal.document(action);
        } catch (Vault.SealBroken e) {
            return new byte[0];
        }
    }

    private Additions additions(PendingAction action) {
        try {
            return seal.additions(action.id(), action.sealed().additions());
        } catch (Vault.SealBroken e) {
            return Additions.NONE;
        }
    }

    /** A later action of the record stood behind the packet; it gets one of its own now. */
    private void noLongerBehind(PendingAction action) {
        rows.add(action.move(action.stage(), clock.instant(), clock.instant(), "the earlier packet was declined"));
        nudge(action);
    }

    /** Whoever asked went on without waiting for it, and is told all the same. */
    private Result late(Packet packet) {
        rows.find(packet.driver()).filter(driver -> TOLD_ONLY.contains(driver.stage()))
                .ifPresent(driver -> setbacks.fire(driver.setback(Setback.Kind.DECLINED, packet.note(), seal.token(driver))));
        attentions.raise(Attention.Kind.DECLINED_LATE, packet.reference(), packet.eventId(), packet.note());
        return Result.LATE;
    }

    private Result contradiction(Packet packet, String what) {
        attentions.raise(Attention.Kind.CONTRADICTION, packet.reference(), packet.eventId(), what);
        return Result.CONTRADICTION;
    }

    /**
     * Somebody who may has an action rejected in Core that waits for its outcome. What comes of its packet after all is an attention.
     *
     * @param rules as the action must have come
     * @param may   whether it is his to reject, by the action and the type of its record
     * @param by    who: a user's id in Core
     * @return nothing when there is no such action that has not ended
     * @throws Problem CONFLICTING when its outcome is known already
     */
    public Optional<ActionKey> withdrawn(String id, Set<String> rules, BiPredicate<ActionKey, String> may, String by, BiFunction<String, Instant, Duration> mustWait) {
        return transactions.call(() -> {
            Optional<PendingAction> found = rows.find(id).filter(a -> rules.contains(a.rule()) && !a.state().isFinal() && may.test(a.key(), a.eventType()));
            found.map(PendingAction::packetNumber).ifPresent(packets::lock);
            return found.map(a -> withdraw(rows.lock(a.id()), by, mustWait));
        });
    }

    private ActionKey withdraw(PendingAction action, String by, BiFunction<String, Instant, Duration> mustWait) {
        if (!action.waitsForIdentity()) {
            throw new Problem(ProblemType.CONFLICTING, "Its outcome is known already, and Core is being told");
        }
        String reason = "withdrawn by somebody who may reject";
        setbacks.fire(action.setback(Setback.Kind.DECLINED, reason, seal.token(action)));
        moveOn(action, ActionState.DECLINED, mustWait, reason);
        audit.record(AuditEventType.ACTION_WITHDRAWN, action.id(), by, null);
        return action.key();
    }

    /** The credential does not come, however often it is asked for: a human must look. */
    public Result credentialMissing(String reference, String why) {
        return missing(reference, ParkCause.CREDENTIAL_MISSING, why);
    }

    /** Nobody tells what became of the work, however long it is asked: a human must look. */
    public Result outcomeMissing(String reference, String why) {
        return missing(reference, ParkCause.NO_OUTCOME, why);
    }

    private Result missing(String reference, ParkCause cause, String why) {
        return concluded(reference, packet -> {
            if (packet.concluded()) {
                return Result.KNOWN;
            }
            packet.askNoMore();
            List<PendingAction> actions = rows.lockByPacket(packet);
            actions.stream().filter(PendingAction::waitsForIdentity).filter(a -> a.state() != ActionState.PARKED).forEach(action -> recording.park(action, cause, why));
            unlessAwaited(packet, actions, why);
            return Result.TAKEN;
        });
    }

    private void moveOn(PendingAction action, ActionState next, BiFunction<String, Instant, Duration> mustWait, String reason) {
        Instant now = clock.instant();
        Duration wait = mustWait.apply(action.key().actionId(), action.receivedAt());
        rows.add(action.move(next, now, now.plus(wait), reason));
        if (wait.isZero()) {
            nudge(action);
        }
    }

    private void nudge(PendingAction action) {
        transactions.afterCommit(() -> nudges.fire(new Nudge(PendingActions.WORKLIST, action.id())));
    }

    private Result concluded(String reference, Function<Packet, Result> conclusion) {
        return transactions.call(() -> {
            Optional<Packet> packet = packets.lockByReference(reference);
            return packet.map(conclusion).orElse(Result.UNKNOWN_REFERENCE);
        });
    }
}

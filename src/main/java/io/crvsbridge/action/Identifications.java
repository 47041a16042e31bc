package io.crvsbridge.action;

import io.crvsbridge.attention.Attention;
import io.crvsbridge.attention.Attentions;
import io.crvsbridge.audit.AuditEventType;
import io.crvsbridge.audit.AuditTrail;
import io.crvsbridge.kernel.Nudge;
import io.crvsbridge.database.Transactions;
import io.crvsbridge.packet.Packet;
import io.crvsbridge.packet.PacketRows;
import io.crvsbridge.time.RowClock;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Takes proved identifiers to the actions that wait for them. */
@Singleton
public class Identifications {

    /** What became of an identification. */
    public enum Result { TAKEN, KNOWN, ORPHANED, UNKNOWN_REFERENCE, CONTRADICTION }

    private final ActionRows rows;
    private final PacketRows packets;
    private final ActionSeal seal;
    private final Attentions attentions;
    private final AuditTrail audit;
    private final Transactions transactions;
    private final Event<Nudge> nudges;
    private final RowClock clock;

    @Inject
    Identifications(ActionRows rows, PacketRows packets, ActionSeal seal, Attentions attentions, AuditTrail audit, Transactions transactions, Event<Nudge> nudges, RowClock clock) {
        this.rows = rows;
        this.packets = packets;
        this.seal = seal;
        this.attentions = attentions;
        this.audit = audit;
        this.transactions = transactions;
        this.nudges = nudges;
        this.clock = clock;
    }

    /**
     * Compares with our rows and lets the waiting actions go on. The same identification again changes nothing.
     *
     * @param certificateNumber the number the credential names; a differing one refuses the credential
     * @param recordReference   the record the message names; a differing one refuses the credential
     * @param evidence          id of the stored message that proves it, kept in the audit trail
     * @param mustWait          how long Core must still not be told of an action, by its id in Core and the time it was received
     */
    public Result identified(String reference, Map<String, String> identifiers, Optional<String> certificateNumber, Optional<String> recordReference,
            String evidence, BiFunction<String, Instant, Duration> mustWait) {
        return transactions.call(() -> take(reference, identifiers, certificateNumber, recordReference, evidence, mustWait));
    }

    private Result take(String reference, Map<String, String> identifiers, Optional<String> certificateNumber, Optional<String> recordReference,
            String evidence, BiFunction<String, Instant, Duration> mustWait) {
        Optional<Packet> found = packets.lockByReference(reference);
        if (found.isEmpty()) {
            return Result.UNKNOWN_REFERENCE;
        }
        Packet packet = found.get();
        List<PendingAction> actions = rows.lockByPacket(packet);
        if (contradicts(packet, actions, certificateNumber, recordReference)) {
            attentions.raise(Attention.Kind.CONTRADICTION, reference, packet.eventId(), "a credential names another certificate number or record");
            return Result.CONTRADICTION;
        }
        if (packet.state() == Packet.State.IDENTIFIED || packet.awaits() == Packet.Awaits.COMPLETION) {
            return Result.KNOWN;
        }
        boolean declined = packet.state() == Packet.State.DECLINED;
        packet.identified(seal.identifiers(packet, identifiers));
        audit.record(AuditEventType.CREDENTIAL_TAKEN, reference, AuditTrail.BRIDGE, "delivery=" + evidence);
        // A rejection that the packet's own end had brought about is none any more; one that a human asked for stands.
        List<PendingAction> waiting = actions.stream().filter(a -> a.waitsForIdentity() || declined && a.state() == ActionState.DECLINED).toList();
        waiting.forEach(a -> credentialed(a, mustWait.apply(a.key().actionId(), a.receivedAt())));
        if (waiting.isEmpty()) {
            attentions.raise(Attention.Kind.ORPHANED_IDENTITY, reference, packet.eventId(), "no action of the record waits for an identifier any more");
            return Result.ORPHANED;
        }
        return Result.TAKEN;
    }

    private void credentialed(PendingAction action, Duration wait) {
        Instant now = clock.instant();
        rows.add(action.move(ActionState.CREDENTIALED, now, now.plus(wait), "credential verified"));
        if (wait.isZero()) {
            transactions.afterCommit(() -> nudges.fire(new Nudge(PendingActions.WORKLIST, action.id())));
        }
    }

    private static boolean contradicts(Packet packet, List<PendingAction> actions, Optional<String> certificateNumber, Optional<String> recordReference) {
        boolean otherNumber = certificateNumber.isPresent()
                && actions.stream().noneMatch(a -> certificateNumber.get().equals(a.registrationNumber()));
        boolean otherRecord = recordReference.isPresent() && !recordReference.get().equals(packet.eventId());
        return otherNumber || otherRecord;
    }
}

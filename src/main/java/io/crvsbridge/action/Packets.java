package io.crvsbridge.action;

import io.crvsbridge.audit.AuditEventType;
import io.crvsbridge.audit.AuditTrail;
import io.crvsbridge.time.RowClock;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** How a claimed action comes by its packet and brings it to the national ID system. Each method is one transaction. */
@Singleton
public class Packets {

    private final Recording recording;
    private final ActionRows rows;
    private final PacketNumbers numbers;
    private final ActionSeal seal;
    private final AuditTrail audit;
    private final RowClock clock;

    @Inject
    Packets(Recording recording, ActionRows rows, PacketNumbers numbers, ActionSeal seal, AuditTrail audit, RowClock clock) {
        this.recording = recording;
        this.rows = rows;
        this.numbers = numbers;
        this.seal = seal;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Fixes our reference for the record before the first call, or adopts the one an earlier action of the record has made from the same contents.
     * Contents that differ, while the earlier packet is open or has led to an identifier, park the action.
     *
     * @param contents     what will be sent, in a stable form; only a keyed fingerprint of it is kept
     * @param newReference makes the reference from a number never used before
     */
    public Claim fixReference(Claim claim, byte[] contents, Function<Long, String> newReference) {
        return recording.record(claim, action -> {
            String recordKey = claim.key().eventId() + ":" + claim.operation().orElseThrow();
            Optional<Packet> known = rows.lockPacketByKey(recordKey);
            if (known.isEmpty()) {
                bindNew(action, recordKey, contents, newReference);
            } else if (seal.sameContents(known.get(), contents)) {
                adopt(action, known.get());
            } else {
                recording.park(action, known.get().state() == Packet.State.IDENTIFIED ? ParkCause.ALREADY_IDENTIFIED : ParkCause.EARLIER_PACKET_OPEN,
                        "reference " + known.get().reference());
            }
        });
    }

    private void bindNew(PendingAction action, String recordKey, byte[] contents, Function<Long, String> newReference) {
        Packet packet = new Packet(numbers.next(), recordKey, action.key().eventId(), action.id(), seal.fingerprint(contents), clock.instant());
        rows.add(packet);
        packet.refer(newReference.apply(packet.number()));
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
        return recording.record(claim, action -> catchUp(action, rows.packet(action.packetNumber())));
    }

    private void catchUp(PendingAction action, Packet packet) {
        Instant now = clock.instant();
        if (packet.state() == Packet.State.IDENTIFIED) {
            recording.go(action, ActionState.CREDENTIALED, now, "identifier known already");
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
            recording.go(action, ActionState.PACKETED, now, reason);
        }
        if (target == ActionState.SUBMITTED && action.state() == ActionState.PACKETED) {
            recording.go(action, ActionState.SUBMITTED, null, reason);
        }
    }

    /** The national ID system has the packet. */
    public Claim packeted(Claim claim) {
        return recording.record(claim, action -> {
            if (action.state() == ActionState.RECEIVED) {
                rows.packet(action.packetNumber()).deposited();
                recording.go(action, ActionState.PACKETED, action.work().dueAt(), null);
                audit.record(AuditEventType.PACKET_CREATED, action.id(), AuditTrail.BRIDGE, null);
            }
        });
    }

    /** The national ID system has started its work; nothing is due until it reports, and the lease is given back. */
    public Claim submitted(Claim claim) {
        return recording.record(claim, action -> {
            if (action.state() == ActionState.PACKETED) {
                rows.packet(action.packetNumber()).started();
                recording.go(action, ActionState.SUBMITTED, null, null);
                audit.record(AuditEventType.PACKET_SUBMITTED, action.id(), AuditTrail.BRIDGE, null);
                action.work().release();
            }
        });
    }
}

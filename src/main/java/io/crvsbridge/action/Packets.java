package io.crvsbridge.action;

import io.crvsbridge.audit.AuditEventType;
import io.crvsbridge.audit.AuditTrail;
import io.crvsbridge.database.Transactions;
import io.crvsbridge.kernel.ActionKey;
import io.crvsbridge.numbering.Recipe;
import io.crvsbridge.packet.Deposited;
import io.crvsbridge.packet.Draft;
import io.crvsbridge.packet.Inquiries;
import io.crvsbridge.packet.Packet;
import io.crvsbridge.packet.PacketNumbers;
import io.crvsbridge.packet.PacketRows;
import io.crvsbridge.problem.Problem;
import io.crvsbridge.problem.ProblemType;
import io.crvsbridge.time.RowClock;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** How a claimed action comes by its packet and brings it to the national ID system. Each method is one transaction. */
@Singleton
public class Packets {

    private final PendingActions actions;
    private final Transactions transactions;
    private final Recording recording;
    private final ActionRows rows;
    private final PacketRows packets;
    private final PacketNumbers numbers;
    private final Inquiries inquiries;
    private final Endings endings;
    private final ActionSeal seal;
    private final AuditTrail audit;
    private final RowClock clock;
    private final Event<Deposited> deposited;

    @Inject
    Packets(PendingActions actions, Transactions transactions, Recording recording, ActionRows rows, PacketRows packets, PacketNumbers numbers, Inquiries inquiries,
            Endings endings, ActionSeal seal, AuditTrail audit, RowClock clock, Event<Deposited> deposited) {
        this.actions = actions;
        this.transactions = transactions;
        this.recording = recording;
        this.rows = rows;
        this.packets = packets;
        this.numbers = numbers;
        this.inquiries = inquiries;
        this.endings = endings;
        this.seal = seal;
        this.audit = audit;
        this.clock = clock;
        this.deposited = deposited;
    }

    /**
     * Fixes our reference for the record's life event before the first call, or adopts the one an earlier action of the record has made from the same contents.
     * Contents that differ, while the earlier packet is open or has ended well, park the action; after a bad end there is a further packet.
     *
     * @param newReference makes the reference from a number never used before
     */
    public Claim fixReference(Claim claim, Draft draft, Function<Long, String> newReference) {
        return recording.record(claim, action -> {
            String recordKey = recordKey(claim, draft);
            Optional<Packet> known = packets.lockLatest(recordKey);
            Optional<Packet> ended = known.filter(p -> p.state() == Packet.State.DECLINED);
            if (known.isEmpty() || ended.isPresent()) {
                bindNew(action, recordKey, ended.map(p -> p.generation() + 1).orElse(0), draft, newReference);
            } else if (seal.sameContents(known.get(), draft.contents())) {
                adopt(action, known.get());
            } else if (abandoned(known.get(), action)) {
                known.get().takenOver(action.id(), seal.fingerprint(draft.contents()));
                known.get().carry(draft.userinfo());
                adopt(action, known.get());
            } else {
                recording.park(action, known.get().concluded() ? ParkCause.ALREADY_IDENTIFIED : ParkCause.EARLIER_PACKET_OPEN, "reference " + known.get().reference());
            }
        });
    }

    /** The national ID system has not acknowledged it, and who called for it has ended: what is sent now replaces what may have come. */
    private boolean abandoned(Packet packet, PendingAction action) {
        return packet.state() == Packet.State.NEW && rows.find(packet.driver()).map(PendingAction::state).map(ActionState::isFinal).orElse(true) && !rows.anotherOpen(packet, action.id());
    }

    private static String recordKey(Claim claim, Draft draft) {
        return recordKey(claim.key(), draft);
    }

    private static String recordKey(ActionKey key, Draft draft) {
        String lifeEvent = key.eventId() + ":" + draft.lifeEvent();
        return draft.oncePerRecord() ? lifeEvent : lifeEvent + ":" + key.actionId();
    }

    /**
     * Takes over an action whose packet somebody else has brought to the national ID system: only its outcome is awaited, and asked for at once. The same again
     * changes nothing.
     *
     * @param reference the packet's there
     * @return whether it was not known yet
     * @throws Problem CONFLICTING when the action is known otherwise, or the reference or the record's life event has another packet
     */
    public boolean takeOver(Opening opening, Draft draft, String reference) {
        return transactions.call(() -> {
            Optional<PendingAction> known = rows.byActionId(opening.key().actionId());
            Optional<Packet> packet = packets.lockByReference(reference);
            if (known.isPresent() && packet.isPresent() && Long.valueOf(packet.get().number()).equals(known.get().packetNumber())) {
                return false;
            }
            if (known.isPresent() || packet.isPresent() || packets.lockLatest(recordKey(opening.key(), draft)).isPresent()) {
                throw new Problem(ProblemType.CONFLICTING, "The action, its record or this reference is known otherwise already");
            }
            bindStarted(actions.insert(opening, Recipe.NONE), opening, draft, reference);
            return true;
        });
    }

    private void bindStarted(PendingAction action, Opening opening, Draft draft, String reference) {
        Instant now = clock.instant();
        bindNew(action, recordKey(opening.key(), draft), 0, draft, number -> reference);
        Packet packet = packets.get(action.packetNumber());
        packet.deposited();
        packet.started(now, now);
        recording.go(action, ActionState.PACKETED, now, opening.rule());
        recording.go(action, ActionState.SUBMITTED, null, opening.rule());
    }

    private void bindNew(PendingAction action, String recordKey, int generation, Draft draft, Function<Long, String> newReference) {
        Packet packet = new Packet(numbers.next(), recordKey, generation, action.key().eventId(), action.id(), seal.fingerprint(draft.contents()), draft.awaits(), clock.instant());
        packet.carry(draft.userinfo());
        packets.add(packet);
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
        return recording.record(claim, action -> {
            if (action.state() == claim.state()) {
                catchUp(action, packets.get(action.packetNumber()));
            }
        });
    }

    private void catchUp(PendingAction action, Packet packet) {
        if (packet.state() == Packet.State.DECLINED) {
            recording.park(action, ParkCause.IDENTITY_DECLINED, packet.note());
        } else if (packet.state().ordinal() >= Packet.State.STARTED.ordinal()) {
            overtaken(action, packet);
        } else if (!packet.drivenBy(action.id()) && driverStopped(packet)) {
            packet.driveBy(action.id());
            if (packet.state() == Packet.State.DEPOSITED && action.state() == ActionState.RECEIVED) {
                recording.go(action, ActionState.PACKETED, clock.instant(), "packet of an earlier action");
            }
        }
    }

    /** Nothing is left to be sent. */
    private void overtaken(PendingAction action, Packet packet) {
        Instant now = clock.instant();
        if (action.state() == ActionState.CONFIRMED) {
            endings.finish(action, ActionState.ACCEPTED, "packet of an earlier action");
        } else if (packet.state() == Packet.State.IDENTIFIED && packet.identifiers() == null && packet.awaits() == Packet.Awaits.CREDENTIAL) {
            recording.park(action, ParkCause.ALREADY_IDENTIFIED, "reference " + packet.reference() + ", whose identifier is erased here");
        } else if (packet.state() == Packet.State.IDENTIFIED && packet.awaits() == Packet.Awaits.CREDENTIAL) {
            recording.go(action, ActionState.CREDENTIALED, now, "identifier known already");
        } else {
            packeted(action, now);
            if (packet.concluded()) {
                recording.go(action, ActionState.APPROVED, now, "processed already");
            } else {
                recording.go(action, ActionState.SUBMITTED, null, "packet of an earlier action");
                action.work().release();
                packet.askAgainIfForgotten(now);
                parkIfPaused(action, packet);
            }
        }
    }

    private void parkIfPaused(PendingAction action, Packet packet) {
        if (packet.state() == Packet.State.PAUSED) {
            recording.park(action, ParkCause.NEEDS_INFORMATION, packet.note());
        }
    }

    private void packeted(PendingAction action, Instant now) {
        if (action.state() == ActionState.RECEIVED) {
            recording.go(action, ActionState.PACKETED, now, "packet of an earlier action");
        }
    }

    private boolean driverStopped(Packet packet) {
        return rows.find(packet.driver()).map(PendingAction::state).map(s -> s == ActionState.PARKED || s.isFinal()).orElse(true);
    }

    /** The national ID system has the packet. */
    public Claim deposited(Claim claim) {
        return recording.record(claim, action -> {
            if (action.state() == claim.state()) {
                Packet packet = packets.get(action.packetNumber());
                packet.deposited();
                deposited.fire(new Deposited(Set.copyOf(packet.userinfo().values())));
                audit.record(AuditEventType.PACKET_CREATED, action.id(), AuditTrail.BRIDGE, null);
                if (action.state() == ActionState.RECEIVED) {
                    recording.go(action, ActionState.PACKETED, action.work().dueAt(), null);
                }
            }
        });
    }

    /** The national ID system has started its work. Who waits for its end gives the lease back; who only had to tell it has reached its own. */
    public Claim started(Claim claim) {
        return recording.record(claim, action -> {
            if (action.state() == claim.state()) {
                packets.get(action.packetNumber()).started(clock.instant(), inquiries.firstInquiry());
                audit.record(AuditEventType.PACKET_SUBMITTED, action.id(), AuditTrail.BRIDGE, null);
                if (action.state() == ActionState.CONFIRMED) {
                    endings.finish(action, ActionState.ACCEPTED, "the national ID system was told");
                } else {
                    recording.go(action, ActionState.SUBMITTED, null, null);
                    action.work().release();
                }
            }
        });
    }

    /** Somebody let an action go on that waited in vain: its outcome is asked for anew, unless there is one by now. */
    public Claim askAgain(Claim claim) {
        return recording.record(claim, action -> {
            Packet packet = packets.get(action.packetNumber());
            if (action.state() != claim.state()) {
                return;
            }
            if (packet.concluded()) {
                catchUp(action, packet);
            } else {
                packet.askAgain(clock.instant());
                recording.waitForOutcome(action);
            }
        });
    }
}

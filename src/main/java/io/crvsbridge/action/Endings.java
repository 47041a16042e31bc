package io.crvsbridge.action;

import static io.crvsbridge.audit.AuditEventType.ACTION_ACCEPTED;
import static io.crvsbridge.audit.AuditEventType.ACTION_REJECTED;
import static io.crvsbridge.audit.AuditEventType.DECIDED_ELSEWHERE;

import io.crvsbridge.attention.Attention;
import io.crvsbridge.attention.Attentions;
import io.crvsbridge.audit.AuditEventType;
import io.crvsbridge.audit.AuditTrail;
import io.crvsbridge.packet.Packet;
import io.crvsbridge.packet.PacketRows;
import io.crvsbridge.retention.RetentionTimes;
import io.crvsbridge.time.RowClock;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;

/** Ends actions: the token is erased with the end, the declaration when its retention is over, the identifiers when no action needs them any more. */
@Singleton
public class Endings {

    /** However long Core's tokens live. */
    private static final Duration MOST_REPEATED = Duration.ofDays(1);

    private final Recording recording;
    private final ActionRows rows;
    private final PacketRows packets;
    private final Attentions attentions;
    private final AuditTrail audit;
    private final RetentionTimes retention;
    private final ActionSettings settings;
    private final RowClock clock;

    @Inject
    Endings(Recording recording, ActionRows rows, PacketRows packets, Attentions attentions, AuditTrail audit, RetentionTimes retention,
            ActionSettings settings, RowClock clock) {
        this.recording = recording;
        this.rows = rows;
        this.packets = packets;
        this.attentions = attentions;
        this.audit = audit;
        this.retention = retention;
        this.settings = settings;
        this.clock = clock;
    }

    /** Core has confirmed an end. @param end one of the final states */
    public void ended(Claim claim, ActionState end, String reason) {
        recording.record(claim, action -> {
            if (end == ActionState.REJECTED && action.state() == ActionState.CREDENTIALED) {
                finish(action, ActionState.REJECTED_ELSEWHERE, "Core was told before the identifier was proved");
            } else {
                finish(action, end, reason);
            }
        });
    }

    /** Core holds our acceptance, or somebody's: the national ID system is told next. @param otherNumber whether Core holds another registration number than ours */
    public Claim confirmed(Claim claim, boolean otherNumber) {
        return recording.record(claim, action -> {
            toBeSent(action, "Core holds the acceptance");
            if (otherNumber) {
                raiseOtherNumber(action);
            }
        });
    }

    /** Within a transaction that has the row locked, or has just made it. */
    void toBeSent(PendingAction action, String reason) {
        recording.go(action, ActionState.CONFIRMED, clock.instant(), reason);
        action.sealed().eraseToken();
    }

    /** Core holds another number than ours: the action has ended, and a human is told. */
    public void endedWithOtherNumber(Claim claim, ActionState end) {
        recording.record(claim, action -> {
            finish(action, end, "Core holds another registration number");
            raiseOtherNumber(action);
        });
    }

    private void raiseOtherNumber(PendingAction action) {
        attentions.raise(Attention.Kind.DIFFERENT_NUMBER, action.id(), action.key().eventId(), "our number is kept in our row; Core's stands in Core");
    }

    /** Within a transaction that has the row locked, or has just made it. */
    void finish(PendingAction action, ActionState end, String reason) {
        Instant now = clock.instant();
        rows.add(action.end(end, now, reason));
        erase(action, now);
        if (end == ActionState.REJECTED_ELSEWHERE && action.packetNumber() != null && packets.get(action.packetNumber()).state() == Packet.State.IDENTIFIED) {
            attentions.raise(Attention.Kind.ORPHANED_IDENTITY, packets.get(action.packetNumber()).reference(), action.key().eventId(), "Core holds a rejection");
        }
        boolean registered = end == ActionState.ACCEPTED || end == ActionState.ACCEPTED_ELSEWHERE;
        if (registered && action.packetNumber() != null) {
            eraseIdentifiers(packets.lock(action.packetNumber()), action);
        }
        audit.record(auditType(end), action.id(), AuditTrail.BRIDGE, reason);
    }

    /** Where Core is told by the answer alone, that answer may be asked for again, with all that belongs to it, as long as the token is good. */
    private void erase(PendingAction action, Instant now) {
        Instant document = now.plus(retention.declaration());
        boolean answerAlone = settings.confirmDelay().isEmpty() && action.sealed().additions() != null;
        Instant repeated = action.decideBy().isBefore(now.plus(MOST_REPEATED)) ? action.decideBy() : now.plus(MOST_REPEATED);
        Instant additions = answerAlone && repeated.isAfter(document) ? repeated : document;
        if (!additions.isAfter(now)) {
            action.sealed().erase();
            return;
        }
        if (!document.isAfter(now)) {
            action.sealed().eraseDocument();
        }
        action.sealed().eraseAt(additions);
    }

    private void eraseIdentifiers(Packet packet, PendingAction ended) {
        if (!rows.anotherOpen(packet, ended.id())) {
            packet.eraseIdentifiers();
        }
    }

    private static AuditEventType auditType(ActionState end) {
        return switch (end) {
            case ACCEPTED -> ACTION_ACCEPTED;
            case REJECTED -> ACTION_REJECTED;
            default -> DECIDED_ELSEWHERE;
        };
    }
}

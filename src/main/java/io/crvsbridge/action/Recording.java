package io.crvsbridge.action;

import io.crvsbridge.audit.AuditEventType;
import io.crvsbridge.audit.AuditTrail;
import io.crvsbridge.database.Transactions;
import io.crvsbridge.packet.Packet;
import io.crvsbridge.packet.PacketRows;
import io.crvsbridge.time.RowClock;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.logging.Logger;

/** How every change of a claimed action is recorded: the row locked, the lease checked, step and audit line in the same transaction. */
@Singleton
class Recording {

    private static final Logger LOG = Logger.getLogger(Recording.class.getName());
    /** A lease younger than this still outlasts the calls until the next record. */
    private static final Duration FRESH = Duration.ofSeconds(15);

    private final ActionRows rows;
    private final PacketRows packets;
    private final ActionSeal seal;
    private final AuditTrail audit;
    private final Transactions transactions;
    private final RowClock clock;

    @Inject
    Recording(ActionRows rows, PacketRows packets, ActionSeal seal, AuditTrail audit, Transactions transactions, RowClock clock) {
        this.rows = rows;
        this.packets = packets;
        this.seal = seal;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Runs {@code change} on the locked action. The packet is locked first, in the order everybody locks.
     *
     * @throws Claim.LeaseLost when somebody else has the action by now; nothing is changed
     */
    Claim record(Claim claim, Consumer<PendingAction> change) {
        return transactions.call(() -> {
            claim.packet().ifPresent(p -> packets.lock(p.number()));
            PendingAction action = rows.lock(claim.id());
            if (!claim.lease().equals(action.work().lease())) {
                throw new Claim.LeaseLost(claim.id());
            }
            change.accept(action);
            Packet packet = action.packetNumber() == null ? null : packets.get(action.packetNumber());
            return seal.after(claim, action, packet, leasedAt(claim, action));
        });
    }

    /** The lease begins anew, so that it outlasts the next calls too. */
    private long leasedAt(Claim claim, PendingAction action) {
        long now = System.nanoTime();
        if (action.work().lease() == null || now - claim.leasedAt() < FRESH.toNanos()) {
            return claim.leasedAt();
        }
        rows.extendLease(action.id(), claim.lease());
        return now;
    }

    /** A credential may have come during the call: then the call's failure means nothing any more. */
    void unlessMovedOn(Claim claim, Consumer<PendingAction> change) {
        record(claim, action -> {
            if (action.state() == claim.state()) {
                change.accept(action);
            } else {
                action.work().release();
            }
        });
    }

    /** Within a record, or a transaction that has the row locked. */
    void go(PendingAction action, ActionState next, Instant due, String reason) {
        rows.add(action.move(next, clock.instant(), due, reason));
    }

    /** Within a record: for the history alone; the action stays where it stands. */
    void note(PendingAction action, String what) {
        if (!what.isEmpty()) {
            rows.add(action.note(clock.instant(), what));
        }
    }

    /** Within a record: nothing is due until an outcome is reported. */
    void waitForOutcome(PendingAction action) {
        action.work().postpone(null);
    }

    /** Within a record, or a transaction that has the row locked. */
    void park(PendingAction action, ParkCause cause, String detail) {
        rows.add(action.park(cause, clock.instant(), detail));
        audit.record(AuditEventType.ACTION_PARKED, action.id(), AuditTrail.BRIDGE, cause.name());
        LOG.warning(() -> "CB122 Action " + action.id() + " is parked (" + cause + "); nothing happens to it until a human lets it go on");
    }
}

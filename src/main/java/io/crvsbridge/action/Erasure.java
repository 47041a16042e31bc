package io.crvsbridge.action;

import io.crvsbridge.audit.AuditEventType;
import io.crvsbridge.audit.AuditTrail;
import io.crvsbridge.database.Transactions;
import io.crvsbridge.kernel.Erasing;
import io.crvsbridge.time.RowClock;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;

/** Erases declarations of ended actions once their retention time is over. With a retention of 0 they are gone already. */
@Singleton
class Erasure implements Erasing {

    private final ActionRows rows;
    private final AuditTrail audit;
    private final Transactions transactions;
    private final RowClock clock;

    @Inject
    Erasure(ActionRows rows, AuditTrail audit, Transactions transactions, RowClock clock) {
        this.rows = rows;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public void eraseDue(int limit) {
        List<String> due = transactions.call(() -> rows.erasable(clock.instant(), limit));
        due.forEach(id -> transactions.run(() -> {
            SealedValues sealed = rows.lock(id).sealed();
            String what = sealed.document() == null ? "additions" : "declaration";
            sealed.erase();
            audit.record(AuditEventType.DATA_ERASED, id, AuditTrail.BRIDGE, what);
        }));
    }
}

package io.crvsbridge.notice;

import io.crvsbridge.action.Setback;
import io.crvsbridge.database.Transactions;
import io.crvsbridge.kernel.Erasing;
import io.crvsbridge.retention.RetentionTimes;
import io.crvsbridge.time.RowClock;
import io.crvsbridge.vault.Vault;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Queues notices, each in the transaction of what it tells, with a sealed copy of the token by which Core tells the registrar's address. */
@Singleton
class Notices implements Erasing {

    @PersistenceContext(unitName = "bridge")
    EntityManager em;

    private final Vault vault;
    private final Transactions transactions;
    private final RetentionTimes retention;
    private final RowClock clock;

    @Inject
    Notices(Vault vault, Transactions transactions, RetentionTimes retention, RowClock clock) {
        this.vault = vault;
        this.transactions = transactions;
        this.retention = retention;
        this.clock = clock;
    }

    void queue(@Observes Setback setback) {
        Instant now = clock.instant();
        Notice notice = new Notice(setback, now);
        Instant ends = retention.notice().map(now::plus).filter(setback.tokenEnds()::isAfter).orElse(setback.tokenEnds());
        if (!setback.token().isEmpty() && ends.isAfter(now)) {
            notice.keep(vault.seal("notice.token:" + notice.id(), setback.token().getBytes(StandardCharsets.UTF_8)), ends);
        }
        em.persist(notice);
    }

    /** Tokens that Core takes no longer, or whose time is over. */
    @Override
    public void eraseDue(int limit) {
        transactions.run(() -> em.createQuery("UPDATE Notice n SET n.token = NULL, n.tokenEnds = NULL WHERE n.tokenEnds <= :now")
                .setParameter("now", clock.instant()).executeUpdate());
    }
}

package io.crvsbridge.audit;

import io.crvsbridge.kernel.JobLeases;
import io.crvsbridge.kernel.Transactions;
import io.crvsbridge.vault.Vault;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Chains the committed lines of the audit trail: each line's keyed hash covers the line and the hash before it, so that a line changed, removed or put
 * in afterwards shows. It runs behind the commits and never holds them up; one server at a time does it.
 */
@Singleton
public class AuditSealer {

    private static final String JOB = "audit-sealer";
    private static final String PURPOSE = "audit.chain";
    private static final int BATCH = 500;
    private static final int MOST_BATCHES = 20;

    @PersistenceContext(unitName = "bridge")
    EntityManager em;

    private final JobLeases leases;
    private final Transactions transactions;
    private final Vault vault;

    @Inject
    AuditSealer(JobLeases leases, Transactions transactions, Vault vault) {
        this.leases = leases;
        this.transactions = transactions;
        this.vault = vault;
    }

    /** Chains what is not chained yet, in bounded batches. */
    public void seal() {
        if (!leases.hold(JOB)) {
            return;
        }
        for (int i = 0; i < MOST_BATCHES; i++) {
            if (transactions.call(this::sealBatch) < BATCH) {
                return;
            }
        }
    }

    /**
     * Walks the whole chain.
     *
     * @return the number of the first line that does not fit, or 0 when all do
     */
    public long firstBrokenLine() {
        return transactions.call(() -> {
            String previous = "";
            long expected = 1;
            for (List<AuditEvent> page = page(expected); !page.isEmpty(); page = page(expected)) {
                for (AuditEvent line : page) {
                    if (line.chainNumber() != expected || !vault.matches(line.chainHash(), PURPOSE, covered(previous, line))) {
                        return expected;
                    }
                    previous = line.chainHash();
                    expected++;
                }
                em.clear();
            }
            return 0L;
        });
    }

    private int sealBatch() {
        List<AuditEvent> open = em.createQuery("SELECT e FROM AuditEvent e WHERE e.chainNumber IS NULL ORDER BY e.id", AuditEvent.class)
                .setMaxResults(BATCH).getResultList();
        if (open.isEmpty()) {
            return 0;
        }
        List<AuditEvent> last = em.createQuery("SELECT e FROM AuditEvent e WHERE e.chainNumber IS NOT NULL ORDER BY e.chainNumber DESC", AuditEvent.class)
                .setMaxResults(1).getResultList();
        long number = last.isEmpty() ? 0 : last.get(0).chainNumber();
        String previous = last.isEmpty() ? "" : last.get(0).chainHash();
        for (AuditEvent line : open) {
            previous = vault.fingerprint(PURPOSE, covered(previous, line));
            line.chain(++number, previous);
        }
        return open.size();
    }

    private List<AuditEvent> page(long from) {
        return em.createQuery("SELECT e FROM AuditEvent e WHERE e.chainNumber >= :from ORDER BY e.chainNumber", AuditEvent.class)
                .setParameter("from", from).setMaxResults(BATCH).getResultList();
    }

    private static byte[] covered(String previous, AuditEvent line) {
        return (previous + "\n" + line.content()).getBytes(StandardCharsets.UTF_8);
    }
}

package io.crvsbridge.audit;

import io.crvsbridge.database.JobLeases;
import io.crvsbridge.database.Transactions;
import io.crvsbridge.vault.Vault;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Chains the committed lines of the audit trail: each seal's keyed hash covers the lines that carry its number and the seal before it, so that a line
 * changed, removed or put in afterwards shows. It runs behind the commits and never holds them up; one server at a time does it.
 */
@Singleton
public class AuditSealer {

    private static final String JOB = "audit-sealer";
    private static final String PURPOSE = "audit.chain";
    private static final int BATCH = 1_000;
    private static final int MOST_BATCHES = 20;
    /** Whatever is committed by now, in no order; lines committed later get a later seal, whatever their ids. */
    private static final String MARK = """
            UPDATE audit_event SET seal = ?1 WHERE id IN (SELECT id FROM audit_event WHERE seal IS NULL FETCH FIRST %d ROWS ONLY)""".formatted(BATCH);

    @PersistenceContext(unitName = "bridge")
    EntityManager em;

    private final JobLeases leases;
    private final Transactions transactions;
    private final Vault vault;
    private final Clock clock;

    @Inject
    AuditSealer(JobLeases leases, Transactions transactions, Vault vault, Clock clock) {
        this.leases = leases;
        this.transactions = transactions;
        this.vault = vault;
        this.clock = clock;
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
     * @return the number of the first seal that does not fit its lines and the seal before it, or 0 when all do
     */
    public long firstBrokenSeal() {
        String previous = "";
        for (long number = 1; ; number++) {
            Optional<AuditSeal> seal = find(number);
            if (seal.isEmpty()) {
                return linesFrom(number) == 0 ? 0 : number;
            }
            if (!fits(seal.get(), previous)) {
                return number;
            }
            previous = seal.get().hash();
        }
    }

    private Optional<AuditSeal> find(long number) {
        return transactions.call(() -> Optional.ofNullable(em.find(AuditSeal.class, number)));
    }

    private boolean fits(AuditSeal seal, String previous) {
        return transactions.call(() -> vault.matches(seal.hash(), PURPOSE, covered(previous, lines(seal.number()))));
    }

    private long linesFrom(long number) {
        return transactions.call(() -> em.createQuery("SELECT COUNT(e) FROM AuditEvent e WHERE e.seal >= :number", Long.class)
                .setParameter("number", number).getSingleResult());
    }

    private int sealBatch() {
        List<AuditSeal> last = em.createQuery("SELECT s FROM AuditSeal s ORDER BY s.number DESC", AuditSeal.class).setMaxResults(1).getResultList();
        long number = last.isEmpty() ? 1 : last.get(0).number() + 1;
        int marked = em.createNativeQuery(MARK).setParameter(1, number).executeUpdate();
        if (marked > 0) {
            byte[] covered = covered(last.isEmpty() ? "" : last.get(0).hash(), lines(number));
            em.persist(new AuditSeal(number, vault.fingerprint(PURPOSE, covered), clock.instant()));
        }
        return marked;
    }

    private List<AuditEvent> lines(long seal) {
        return em.createQuery("SELECT e FROM AuditEvent e WHERE e.seal = :seal ORDER BY e.id", AuditEvent.class)
                .setParameter("seal", seal).setHint("eclipselink.read-only", true).getResultList();
    }

    private static byte[] covered(String previous, List<AuditEvent> lines) {
        return lines.stream().map(AuditEvent::content).collect(Collectors.joining("\n", previous + "\n", "")).getBytes(StandardCharsets.UTF_8);
    }
}

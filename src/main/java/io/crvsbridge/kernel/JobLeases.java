package io.crvsbridge.kernel;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.UUID;

/** Jobs that one server at a time does: whoever holds the lease, by the database's clock. A lease that is not renewed ends by itself. */
@Singleton
public class JobLeases {

    private static final String TAKE = """
            UPDATE job_lease SET holder = ?1, until = LOCALTIMESTAMP + INTERVAL '60' SECOND
             WHERE name = ?2 AND (until IS NULL OR until <= LOCALTIMESTAMP OR holder = ?1)""";

    @PersistenceContext(unitName = "bridge")
    EntityManager em;

    private final Transactions transactions;
    private final String holder = UUID.randomUUID().toString();

    @Inject
    JobLeases(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Takes or keeps the lease for the next minute. @param name a row of {@code job_lease} */
    public boolean hold(String name) {
        return transactions.call(() -> em.createNativeQuery(TAKE).setParameter(1, holder).setParameter(2, name).executeUpdate() == 1);
    }
}

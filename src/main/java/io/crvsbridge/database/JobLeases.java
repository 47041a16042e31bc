package io.crvsbridge.database;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.UUID;

/**
 * Jobs that one server at a time does: whoever holds the lease, by the database's clock. A lease that is not renewed ends by
 * itself; one that ends later than a lease can last is from a clock that has been set back since, and counts as ended. */
@Singleton
public class JobLeases {

    private static final String TAKE = """
            UPDATE job_lease SET holder = ?1, until = LOCALTIMESTAMP + INTERVAL '30' SECOND
             WHERE name = ?2 AND (until IS NULL OR until <= LOCALTIMESTAMP OR until > LOCALTIMESTAMP + INTERVAL '60' SECOND OR holder = ?1)""";

    private static final String GIVE_UP = "UPDATE job_lease SET holder = NULL, until = NULL WHERE name = ?2 AND holder = ?1";

    @PersistenceContext(unitName = "bridge")
    EntityManager em;

    private final Transactions transactions;
    private final String self = UUID.randomUUID().toString();

    @Inject
    JobLeases(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Takes or keeps the lease for the next half minute. @param name a row of {@code job_lease} */
    public boolean hold(String name) {
        return update(TAKE, name);
    }

    /** Lets another server go on at once. */
    public void giveUp(String name) {
        update(GIVE_UP, name);
    }

    private boolean update(String statement, String name) {
        return transactions.call(() -> em.createNativeQuery(statement).setParameter(1, self).setParameter(2, name).executeUpdate() == 1);
    }
}

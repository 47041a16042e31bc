package io.crvsbridge.kernel;

import jakarta.persistence.EntityManager;
import java.util.List;

/**
 * Claims rows of a table with the columns of {@link Work}: by one conditional update and by the database's clock, so that servers with differing clocks
 * never share a row. Always within a transaction of the caller's.
 */
public final class LeaseTable {

    private static final String FREE = "due_at <= LOCALTIMESTAMP AND (leased_until IS NULL OR leased_until <= LOCALTIMESTAMP)";

    private final String take;
    private final String due;

    /**
     * @param table   its name, never taken from outside
     * @param seconds how long a lease lasts: longer than the longest chain of calls under one
     */
    public LeaseTable(String table, int seconds) {
        this.take = "UPDATE " + table + " SET lease = ?1, leased_until = LOCALTIMESTAMP + INTERVAL '" + seconds + "' SECOND, version = version + 1 WHERE id = ?2 AND " + FREE;
        this.due = "SELECT id FROM " + table + " WHERE " + FREE + " ORDER BY due_at FETCH FIRST %d ROWS ONLY";
    }

    /** Takes the lease if the row is due and free. */
    public boolean take(EntityManager em, String id, String lease) {
        return em.createNativeQuery(take).setParameter(1, lease).setParameter(2, id).executeUpdate() == 1;
    }

    /** Ids of rows that are due and free, the longest due first. */
    @SuppressWarnings("unchecked")
    public List<String> due(EntityManager em, int limit) {
        return em.createNativeQuery(due.formatted(limit)).getResultList();
    }
}

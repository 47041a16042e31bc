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
    private final String extend;
    private final String due;

    /**
     * @param table   its name, never taken from outside
     * @param seconds how long a lease lasts: longer than the calls between two records under it can take
     */
    public LeaseTable(String table, int seconds) {
        this.take = "UPDATE " + table + " SET lease = ?1, leased_until = LOCALTIMESTAMP + INTERVAL '" + seconds + "' SECOND, version = version + 1 WHERE id = ?2 AND " + FREE;
        this.extend = "UPDATE " + table + " SET leased_until = LOCALTIMESTAMP + INTERVAL '" + seconds + "' SECOND WHERE id = ?2 AND lease = ?1";
        this.due = "SELECT id FROM " + table + " WHERE " + FREE + " ORDER BY due_at FETCH FIRST %d ROWS ONLY";
    }

    /** Takes the lease if the row is due and free. */
    public boolean take(EntityManager em, String id, String lease) {
        return em.createNativeQuery(take).setParameter(1, lease).setParameter(2, id).executeUpdate() == 1;
    }

    /** Lets a lease that is still held begin anew; the next call under it has the whole time again. */
    public void extend(EntityManager em, String id, String lease) {
        em.createNativeQuery(extend).setParameter(1, lease).setParameter(2, id).executeUpdate();
    }

    /** Ids of rows that are due and free, the longest due first. */
    @SuppressWarnings("unchecked")
    public List<String> due(EntityManager em, int limit) {
        return em.createNativeQuery(due.formatted(limit)).getResultList();
    }
}

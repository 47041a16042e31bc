package io.crvsbridge.database;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Duration;
import java.util.List;

/**
 * Claims rows of a table with the columns of {@link Work}: by one conditional update and by the database's clock, so that servers with differing clocks
 * never share a row. Always within a transaction of the caller's.
 */
public final class LeaseTable {

    private static final String FREE = "due_at <= LOCALTIMESTAMP AND (leased_until IS NULL OR leased_until <= LOCALTIMESTAMP)";

    private final String table;
    private final String take;
    private final String extend;
    private final String due;
    private volatile boolean named;
    private final int seconds;

    /**
     * @param table   its name, never taken from outside
     * @param seconds how long a lease lasts: longer than the calls between two records under it can take
     */
    public LeaseTable(String table, int seconds) {
        this.table = table;
        this.seconds = seconds;
        this.take = "UPDATE " + table + " SET lease = ?1, leased_until = LOCALTIMESTAMP + INTERVAL '" + seconds + "' SECOND, version = version + 1 WHERE id = ?2 AND " + FREE;
        this.extend = "UPDATE " + table + " SET leased_until = LOCALTIMESTAMP + INTERVAL '" + seconds + "' SECOND WHERE id = ?2 AND lease = ?1";
        this.due = "SELECT id FROM " + table + " WHERE " + FREE + " ORDER BY due_at FETCH FIRST %d ROWS ONLY";
    }

    /** Takes the lease if the row is due and free. */
    public boolean take(EntityManager em, String id, String lease) {
        return taking(em).setParameter(1, lease).setParameter(2, id).executeUpdate() == 1;
    }

    /** Named, so that the statement of every claim is prepared once. */
    private Query taking(EntityManager em) {
        String name = "take " + table;
        if (!named) {
            em.getEntityManagerFactory().addNamedQuery(name, em.createNativeQuery(take));
            named = true;
        }
        return em.createNamedQuery(name);
    }

    /** Lets a lease that is still held begin anew; the next call under it has the whole time again. */
    public void extend(EntityManager em, String id, String lease) {
        em.createNativeQuery(extend).setParameter(1, lease).setParameter(2, id).executeUpdate();
    }

    /** The database's clock was set back: what waits for a time waits no longer than before, and no lease is longer than a fresh one. */
    public void clockSetBack(EntityManager em, Duration by) {
        String back = "INTERVAL '" + by.toSeconds() + "' SECOND";
        em.createNativeQuery("UPDATE " + table + " SET due_at = due_at - " + back + " WHERE due_at > LOCALTIMESTAMP").executeUpdate();
        String fresh = "LOCALTIMESTAMP + INTERVAL '" + seconds + "' SECOND";
        em.createNativeQuery("UPDATE " + table + " SET leased_until = " + fresh + " WHERE leased_until > " + fresh).executeUpdate();
    }

    /** Ids of rows that are due and free, the longest due first. */
    @SuppressWarnings("unchecked")
    public List<String> due(EntityManager em, int limit) {
        return em.createNativeQuery(due.formatted(limit)).getResultList();
    }
}

package io.crvsbridge.mosip;

import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.util.List;

/** The queries behind deliveries; always within a transaction of the caller's. */
@Singleton
class DeliveryRows {

    /** Longer than a fetch of the issuer's key and a proof take. */
    private static final String TAKE_LEASE = """
            UPDATE hub_delivery SET lease = ?1, leased_until = LOCALTIMESTAMP + INTERVAL '60' SECOND, version = version + 1
             WHERE id = ?2 AND due_at <= LOCALTIMESTAMP AND (leased_until IS NULL OR leased_until <= LOCALTIMESTAMP)""";

    private static final String DUE = """
            SELECT id FROM hub_delivery
             WHERE due_at <= LOCALTIMESTAMP AND (leased_until IS NULL OR leased_until <= LOCALTIMESTAMP)
             ORDER BY due_at FETCH FIRST %d ROWS ONLY""";

    private static final String KNOWN = "SELECT d.id FROM HubDelivery d WHERE d.eventId = :event AND d.bodyHash = :hash";

    @PersistenceContext(unitName = "bridge")
    EntityManager em;

    /** By the database's clock, so that servers with differing clocks never share a row. */
    boolean takeLease(String id, String lease) {
        return em.createNativeQuery(TAKE_LEASE).setParameter(1, lease).setParameter(2, id).executeUpdate() == 1;
    }

    @SuppressWarnings("unchecked")
    List<String> due(int limit) {
        return em.createNativeQuery(DUE.formatted(limit)).getResultList();
    }

    boolean knows(Arrival arrival) {
        return !em.createQuery(KNOWN, String.class).setParameter("event", arrival.eventId()).setParameter("hash", arrival.bodyHash()).getResultList().isEmpty();
    }

    /** Sent to the database now, so that a duplicate shows here. */
    void add(HubDelivery delivery) {
        em.persist(delivery);
        em.flush();
    }

    HubDelivery get(String id) {
        return em.find(HubDelivery.class, id);
    }

    HubDelivery lock(String id) {
        return em.find(HubDelivery.class, id, LockModeType.PESSIMISTIC_WRITE);
    }
}

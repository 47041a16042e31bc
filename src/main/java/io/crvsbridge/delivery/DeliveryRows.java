package io.crvsbridge.delivery;

import io.crvsbridge.database.LeaseTable;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.util.List;

/** The queries behind deliveries; always within a transaction of the caller's. */
@Singleton
class DeliveryRows {

    /** Longer than a fetch of the issuer's key and a proof take. */
    private static final LeaseTable LEASES = new LeaseTable("hub_delivery", 60);

    private static final String KNOWN = "SELECT d.id FROM HubDelivery d WHERE d.eventId = :event AND d.bodyHash = :hash";

    @PersistenceContext(unitName = "bridge")
    EntityManager em;

    boolean takeLease(String id, String lease) {
        return LEASES.take(em, id, lease);
    }

    List<String> due(int limit) {
        return LEASES.due(em, limit);
    }

    void clockSetBack(Duration by) {
        LEASES.clockSetBack(em, by);
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

package io.crvsbridge.action;

import io.crvsbridge.database.LeaseTable;
import io.crvsbridge.packet.Packet;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The queries behind {@link PendingActions}; always within a transaction of theirs. */
@Singleton
class ActionRows {

    /** Longer than the calls between two records can take: two logins and two calls, or a token renewed, each within its deadline. */
    private static final LeaseTable LEASES = new LeaseTable("pending_action", 90);

    private static final String ERASABLE = """
            SELECT a.id FROM PendingAction a WHERE a.sealed.eraseAt <= :now ORDER BY a.sealed.eraseAt""";

    @PersistenceContext(unitName = "bridge")
    EntityManager em;

    boolean takeLease(String id, String lease) {
        return LEASES.take(em, id, lease);
    }

    void extendLease(String id, String lease) {
        LEASES.extend(em, id, lease);
    }

    List<String> due(int limit) {
        return LEASES.due(em, limit);
    }

    void clockSetBack(Duration by) {
        LEASES.clockSetBack(em, by);
    }

    List<String> erasable(Instant now, int limit) {
        return em.createQuery(ERASABLE, String.class).setParameter("now", now).setMaxResults(limit).getResultList();
    }

    void add(Object row) {
        em.persist(row);
    }

    /** Sends what was added to the database now, so that a broken constraint shows here. */
    void flush() {
        em.flush();
    }

    Optional<PendingAction> find(String id) {
        return Optional.ofNullable(em.find(PendingAction.class, id));
    }

    PendingAction lock(String id) {
        PendingAction action = em.find(PendingAction.class, id, LockModeType.PESSIMISTIC_WRITE);
        if (action == null) {
            throw new IllegalArgumentException("There is no action " + id);
        }
        return action;
    }

    Optional<PendingAction> byActionId(String actionId) {
        return em.createQuery("SELECT a FROM PendingAction a WHERE a.actionId = :id", PendingAction.class).setParameter("id", actionId)
                .getResultStream().findFirst();
    }

    /** Those that were judged by such a rule and have not ended. */
    List<PendingAction> open(Set<String> rules, int most) {
        return em.createQuery("SELECT a FROM PendingAction a WHERE a.ruling.rule IN :rules AND a.endedAt IS NULL ORDER BY a.receivedAt", PendingAction.class).setParameter("rules", rules)
                .setMaxResults(most).getResultList();
    }

    /** Found by the event: an index on the packet's number would have to be written at each binding. */
    List<PendingAction> lockByPacket(Packet packet) {
        return em.createQuery("SELECT a FROM PendingAction a WHERE a.eventId = :event AND a.packetNumber = :number ORDER BY a.receivedAt", PendingAction.class)
                .setParameter("event", packet.eventId()).setParameter("number", packet.number()).setLockMode(LockModeType.PESSIMISTIC_WRITE).getResultList();
    }

    /** Whether an action other than {@code id} still needs the packet. */
    boolean anotherOpen(Packet packet, String id) {
        return !em.createQuery("SELECT a.id FROM PendingAction a WHERE a.eventId = :event AND a.packetNumber = :number AND a.endedAt IS NULL AND a.id <> :id", String.class)
                .setParameter("event", packet.eventId()).setParameter("number", packet.number()).setParameter("id", id).setMaxResults(1).getResultList().isEmpty();
    }

    /** Actions of the event that wait for the end of an earlier packet. */
    List<PendingAction> lockParked(String eventId, ParkCause cause) {
        return em.createQuery("SELECT a FROM PendingAction a WHERE a.eventId = :event AND a.state = :parked AND a.parkCause = :cause ORDER BY a.receivedAt", PendingAction.class)
                .setParameter("event", eventId).setParameter("parked", ActionState.PARKED).setParameter("cause", cause).setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
    }

    /** A few of those parked for a cause, whatever their event. */
    List<String> parked(ParkCause cause, int limit) {
        return em.createQuery("SELECT a.id FROM PendingAction a WHERE a.state = :parked AND a.parkCause = :cause ORDER BY a.receivedAt", String.class)
                .setParameter("parked", ActionState.PARKED).setParameter("cause", cause).setMaxResults(limit).getResultList();
    }

    /** The types of the events that have actions parked for a cause. */
    List<String> parkedTypes(ParkCause cause) {
        return em.createQuery("SELECT DISTINCT a.eventType FROM PendingAction a WHERE a.state = :parked AND a.parkCause = :cause", String.class)
                .setParameter("parked", ActionState.PARKED).setParameter("cause", cause).getResultList();
    }

    /** Of actions of such events that are parked for a cause, the oldest first: id, event id, action id, types of event, action and custom action, tracking id, rule, arrival. */
    List<Object[]> parked(ParkCause cause, List<String> eventTypes, int limit) {
        return em.createQuery("SELECT a.id, a.eventId, a.actionId, a.eventType, a.actionType, a.customActionType, a.trackingId, a.ruling.rule, a.receivedAt FROM PendingAction a "
                + "WHERE a.state = :parked AND a.parkCause = :cause AND a.eventType IN :types ORDER BY a.receivedAt", Object[].class)
                .setParameter("parked", ActionState.PARKED).setParameter("cause", cause).setParameter("types", eventTypes).setMaxResults(limit).getResultList();
    }

    /** Action id and reason of the steps by which these were parked, the oldest first. */
    List<Object[]> parkReasons(List<String> ids) {
        return em.createQuery("SELECT s.action, s.reason FROM ActionStep s WHERE s.action IN :ids AND s.to = :parked ORDER BY s.at, s.id", Object[].class)
                .setParameter("ids", ids).setParameter("parked", ActionState.PARKED).getResultList();
    }

    List<ActionStep> steps(String id) {
        return em.createQuery("SELECT s FROM ActionStep s WHERE s.action = :id ORDER BY s.at, s.id", ActionStep.class).setParameter("id", id).getResultList();
    }
}

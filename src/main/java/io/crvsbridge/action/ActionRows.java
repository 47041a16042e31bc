package io.crvsbridge.action;

import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The queries behind {@link PendingActions}; always within a transaction of theirs. */
@Singleton
class ActionRows {

    /** Longer than any chain of calls a worker makes under one claim. */
    private static final String TAKE_LEASE = """
            UPDATE pending_action SET lease = ?1, leased_until = LOCALTIMESTAMP + INTERVAL '90' SECOND, version = version + 1
             WHERE id = ?2 AND due_at <= LOCALTIMESTAMP AND (leased_until IS NULL OR leased_until <= LOCALTIMESTAMP)""";

    private static final String DUE = """
            SELECT id FROM pending_action
             WHERE due_at <= LOCALTIMESTAMP AND (leased_until IS NULL OR leased_until <= LOCALTIMESTAMP)
             ORDER BY due_at FETCH FIRST %d ROWS ONLY""";

    private static final String ERASABLE = """
            SELECT a.id FROM PendingAction a WHERE a.endedAt <= :before AND a.document IS NOT NULL ORDER BY a.endedAt""";

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

    List<String> erasable(Instant endedBefore, int limit) {
        return em.createQuery(ERASABLE, String.class).setParameter("before", endedBefore).setMaxResults(limit).getResultList();
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

    List<PendingAction> lockByPacket(long number) {
        return em.createQuery("SELECT a FROM PendingAction a WHERE a.packetNumber = :number ORDER BY a.receivedAt", PendingAction.class)
                .setParameter("number", number).setLockMode(LockModeType.PESSIMISTIC_WRITE).getResultList();
    }

    Packet packet(long number) {
        return em.find(Packet.class, number);
    }

    Packet lockPacket(long number) {
        return em.find(Packet.class, number, LockModeType.PESSIMISTIC_WRITE);
    }

    Optional<Packet> lockPacketByKey(String recordKey) {
        return packetBy("recordKey", recordKey);
    }

    Optional<Packet> lockPacketByReference(String reference) {
        return packetBy("reference", reference);
    }

    private Optional<Packet> packetBy(String field, String value) {
        return em.createQuery("SELECT p FROM Packet p WHERE p." + field + " = :value", Packet.class).setParameter("value", value)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE).getResultStream().findFirst();
    }

    /** The event's number; the first call makes it. */
    String registrationNumber(String eventId, Supplier<String> fresh, Instant now) {
        RegistrationNumber row = em.find(RegistrationNumber.class, eventId);
        if (row == null) {
            row = new RegistrationNumber(eventId, fresh.get(), now);
            em.persist(row);
        }
        return row.number();
    }

    List<ActionStep> steps(String id) {
        return em.createQuery("SELECT s FROM ActionStep s WHERE s.action = :id ORDER BY s.id", ActionStep.class).setParameter("id", id).getResultList();
    }

    boolean hasAttention(Attention.Kind kind, String subject) {
        return !em.createQuery("SELECT a.id FROM Attention a WHERE a.kind = :kind AND a.subject = :subject", String.class)
                .setParameter("kind", kind).setParameter("subject", subject).getResultList().isEmpty();
    }
}

package io.crvsbridge.packet;

import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;

/** The queries behind packets; always within a transaction of the caller's. */
@Singleton
public class PacketRows {

    private static final String BY_KEY = "SELECT p FROM Packet p WHERE p.recordKey = :value ORDER BY p.generation DESC";
    private static final String BY_REFERENCE = "SELECT p FROM Packet p WHERE p.reference = :value";

    @PersistenceContext(unitName = "bridge")
    EntityManager em;

    public void add(Packet packet) {
        em.persist(packet);
    }

    public Packet get(long number) {
        return em.find(Packet.class, number);
    }

    public Packet lock(long number) {
        return em.find(Packet.class, number, LockModeType.PESSIMISTIC_WRITE);
    }

    /** The latest of a record's life event. */
    public Optional<Packet> lockLatest(String recordKey) {
        return locked(BY_KEY, recordKey);
    }

    public Optional<Packet> lockByReference(String reference) {
        return locked(BY_REFERENCE, reference);
    }

    /** Whether we made the reference. */
    public boolean knows(String reference) {
        return !em.createQuery("SELECT p.number FROM Packet p WHERE p.reference = :value", Long.class).setParameter("value", reference).getResultList().isEmpty();
    }

    /** What the transaction has changed so far is not written before: nothing of it is looked for here. */
    private Optional<Packet> locked(String query, String value) {
        List<Packet> found = em.createQuery(query, Packet.class).setParameter("value", value).setFlushMode(FlushModeType.COMMIT)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE).getResultList();
        return found.stream().findFirst();
    }
}

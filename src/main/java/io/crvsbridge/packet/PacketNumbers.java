package io.crvsbridge.packet;

import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Numbers that no packet ever had, on any server: taken from the database's sequence by the block, within the transaction that needs one. A generated id of JPA's
 * would be fetched on a second connection while everybody waits, which stalls when all connections are taken.
 */
@Singleton
public class PacketNumbers {

    /** The sequence's step. */
    private static final int BLOCK = 50;

    @PersistenceContext(unitName = "bridge")
    EntityManager em;

    private final ConcurrentLinkedQueue<Long> numbers = new ConcurrentLinkedQueue<>();

    /** Within a transaction; what a rolled back one has taken is not used again. */
    public long next() {
        Long number = numbers.poll();
        return number == null ? firstOfBlock() : number;
    }

    private long firstOfBlock() {
        long first = ((Number) em.createNativeQuery("SELECT number FROM next_packet_number").getSingleResult()).longValue();
        for (long number = first + 1; number < first + BLOCK; number++) {
            numbers.add(number);
        }
        return first;
    }
}

package io.crvsbridge.numbering;

import io.crvsbridge.database.Transactions;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Numbers that count by a name, each given once on any server. A server takes them from their row by the block, within the transaction that needs one: what that
 * transaction does not use up is known to the others only after its commit, so a rollback takes nothing. What a server has left when it ends is lost.
 */
@Singleton
public class Sequences {

    static final int BLOCK = 50;
    /** Names may come from data, such as an office; this bounds what is remembered of them. */
    private static final int MOST_NAMES = 5_000;

    @PersistenceContext(unitName = "bridge")
    EntityManager em;

    private final Transactions transactions;
    private final Map<String, Queue<Long>> left = new ConcurrentHashMap<>();

    @Inject
    Sequences(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Within a transaction; what a rolled back one has taken out of a block is not used again. */
    public long next(String name) {
        Queue<Long> numbers = left.get(name);
        Long number = numbers == null ? null : numbers.poll();
        return number == null ? firstOfBlock(name) : number;
    }

    private long firstOfBlock(String name) {
        long first = taken(name);
        transactions.afterCommit(() -> keep(name, first + 1, first + BLOCK));
        return first;
    }

    private void keep(String name, long from, long to) {
        if (left.size() >= MOST_NAMES) {
            left.clear();
        }
        Queue<Long> numbers = left.computeIfAbsent(name, n -> new ConcurrentLinkedQueue<>());
        for (long number = from; number < to; number++) {
            numbers.add(number);
        }
    }

    /** The row is locked from here to the commit, so that two servers never take the same block. Two that make the row at once: one of them fails, and is repeated. */
    private long taken(String name) {
        int there = em.createNativeQuery("UPDATE number_sequence SET next_number = next_number + ?1 WHERE name = ?2").setParameter(1, BLOCK).setParameter(2, name).executeUpdate();
        if (there == 0) {
            em.createNativeQuery("INSERT INTO number_sequence (name, next_number) VALUES (?1, ?2)").setParameter(1, name).setParameter(2, 1L + BLOCK).executeUpdate();
            return 1;
        }
        List<?> next = em.createNativeQuery("SELECT next_number FROM number_sequence WHERE name = ?1").setParameter(1, name).getResultList();
        return ((Number) next.get(0)).longValue() - BLOCK;
    }
}

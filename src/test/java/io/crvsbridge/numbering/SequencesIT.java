package io.crvsbridge.numbering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crvsbridge.database.Transactions;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.File;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** In the container, on its embedded database. A second Sequences stands for a second server. */
@ExtendWith(ArquillianExtension.class)
class SequencesIT {

    private static final int WORKERS = 16;
    private static final int EACH = 40;

    @Inject
    Sequences sequences;

    @Inject
    RegistrationNumbers numbers;

    @Inject
    Transactions transactions;

    @PersistenceContext(unitName = "bridge")
    EntityManager em;

    private final String name = "it-" + UUID.randomUUID();

    @Deployment
    static WebArchive war() {
        return ShrinkWrap.create(ZipImporter.class, "crvs-bridge.war").importFrom(new File("target/crvs-bridge.war")).as(WebArchive.class).addClass(SequencesIT.class);
    }

    private Sequences anotherServer() {
        Sequences other = new Sequences(transactions);
        other.em = em;
        return other;
    }

    /** As the callers do: a transaction that fails is begun once more. */
    private long next(Sequences from) {
        try {
            return transactions.call(() -> from.next(name));
        } catch (RuntimeException madeAtOnce) {
            return transactions.call(() -> from.next(name));
        }
    }

    @Test
    void twoServersNeverGiveTheSameNumber() throws Exception {
        Sequences other = anotherServer();
        List<Callable<List<Long>>> work = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            Sequences from = i % 2 == 0 ? sequences : other;
            work.add(() -> {
                List<Long> taken = new ArrayList<>();
                for (int n = 0; n < EACH; n++) {
                    taken.add(next(from));
                }
                return taken;
            });
        }
        ExecutorService pool = Executors.newFixedThreadPool(WORKERS);
        long start = System.nanoTime();
        Set<Long> all = new HashSet<>();
        try {
            for (Future<List<Long>> taken : pool.invokeAll(work)) {
                all.addAll(taken.get());
            }
        } finally {
            pool.shutdown();
        }
        System.out.printf("a number of a sequence costs %.3f ms with %d workers%n", (System.nanoTime() - start) / 1e6 / (WORKERS * EACH), WORKERS);
        assertEquals(WORKERS * EACH, all.size());
        assertTrue(all.stream().allMatch(number -> number >= 1));
    }

    @Test
    void aServerCountsOnWithinItsBlock() {
        Sequences other = anotherServer();
        assertEquals(List.of(1L, 2L, 51L, 3L, 52L), List.of(next(sequences), next(sequences), next(other), next(sequences), next(other)));
    }

    @Test
    void whatIsRolledBackTakesNoBlockAndGivesNothingTwice() {
        for (int i = 0; i < 3; i++) {
            assertThrows(IllegalStateException.class, () -> transactions.run(() -> {
                assertEquals(1, sequences.next(name));
                throw new IllegalStateException("rolled back");
            }));
        }
        assertEquals(1, next(sequences));
        assertThrows(IllegalStateException.class, () -> transactions.run(() -> {
            assertEquals(2, sequences.next(name));
            throw new IllegalStateException("rolled back");
        }));
        assertEquals(3, next(sequences));
    }

    @Test
    void sequencesCountApart() {
        assertEquals(1, next(sequences));
        assertEquals(1L, transactions.call(() -> sequences.next(name + "/office-1")));
        assertEquals(2, next(sequences));
    }

    @Test
    void anEventKeepsItsNumberAndATakenOneIsPassedOver() throws Exception {
        Recipe counted = (eventType, document, sequence) -> new Recipe.Proposal(name + "-" + sequence.applyAsLong(name), true);
        String event = UUID.randomUUID().toString();
        String first = number(event, counted);
        assertEquals(name + "-1", first);
        assertEquals(first, number(event, counted));
        assertEquals(name + "-2", number(UUID.randomUUID().toString(), (eventType, document, sequence) -> new Recipe.Proposal(name + "-2", true)));
        assertEquals(name + "-3", number(UUID.randomUUID().toString(), counted));
    }

    @Test
    void aNumberThatDoesNotChangeAndIsTakenIsNone() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Recipe constant = (eventType, document, sequence) -> {
            asked.incrementAndGet();
            return new Recipe.Proposal(name, true);
        };
        assertEquals(name, number(UUID.randomUUID().toString(), constant));
        assertThrows(NoNumber.class, () -> number(UUID.randomUUID().toString(), constant));
        assertEquals(3, asked.get());
    }

    private String number(String event, Recipe recipe) throws NoNumber {
        NoNumber[] none = new NoNumber[1];
        String number = transactions.call(() -> {
            try {
                return numbers.of(event, "birth", recipe, () -> new byte[0], Instant.now());
            } catch (NoNumber e) {
                none[0] = e;
                return null;
            }
        });
        if (none[0] != null) {
            throw none[0];
        }
        return number;
    }
}

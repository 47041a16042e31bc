package io.crvsbridge.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LanesTest {

    private static final int WORKERS = 32;

    private final AtomicInteger turnedAway = new AtomicInteger();
    private final Lanes lanes = new Lanes(WORKERS, lane -> turnedAway.incrementAndGet());

    @Test
    void twoPeersThatHangLeaveWorkersForTheOthers() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
        try {
            for (Lanes.Lane lane : List.of(Lanes.Lane.DEPOSIT, Lanes.Lane.START)) {
                for (int i = 0; i < 100; i++) {
                    workers.execute(() -> lanes.enter(lane, () -> awaitQuietly(hanging)));
                }
            }
            boolean done = workers.submit(() -> lanes.enter(Lanes.Lane.CORE, () -> { })).get(60, TimeUnit.SECONDS);
            assertThat(done).isTrue();
            int many = 200 - 2 * Lanes.places(WORKERS);
            assertThat(turnedAway.get()).as("of which the last may still wait").isBetween(many - WORKERS, many);
        } finally {
            hanging.countDown();
            workers.shutdownNow();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aPlaceIsGivenBackWhateverHappens() {
        for (int i = 0; i < 100; i++) {
            try {
                lanes.enter(Lanes.Lane.CORE, () -> {
                    throw new IllegalStateException("broke off");
                });
            } catch (IllegalStateException expected) {
                assertThat(expected).hasMessage("broke off");
            }
        }
        assertThat(lanes.in(Lanes.Lane.CORE, () -> "done")).contains("done");
        assertThat(turnedAway).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void fewWorkersAreStillWorkers(int workers) {
        assertThat(Lanes.places(workers)).isEqualTo(1);
    }

    @Test
    void whoFoundNoPlaceComesAgainWithinASecond() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(lanes.whenFull(Lanes.Lane.CORE)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
        }
    }

    /** A hundred that are turned away each second would otherwise take ten workers for nothing but waiting. */
    @Test
    void whereNobodyMovesNobodyWaitsAndNobodyComesAgainSoon() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
        try {
            for (int i = 0; i < Lanes.places(WORKERS); i++) {
                workers.execute(() -> lanes.enter(Lanes.Lane.CORE, () -> awaitQuietly(hanging)));
            }
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (lanes.whenFull(Lanes.Lane.CORE).toMillis() < 3_000 && System.nanoTime() < end) {
                Thread.sleep(50);
            }
            long start = System.nanoTime();
            for (int i = 0; i < 1_000; i++) {
                assertThat(lanes.enter(Lanes.Lane.CORE, () -> { })).isFalse();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).as("a thousand turned away").isLessThan(Duration.ofSeconds(50));
            assertThat(lanes.whenFull(Lanes.Lane.CORE)).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(6));
        } finally {
            hanging.countDown();
            workers.shutdownNow();
        }
    }
}

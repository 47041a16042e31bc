package io.crvsbridge.dispatch;

import io.crvsbridge.kernel.ServerSettings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/**
 * The bulkheads between the workers: each peer may hold a part of them, so that one that hangs, or two, leave workers for the others. A worker waits only a
 * moment for its place, and not at all where nobody moves. They stand in front of the circuit breakers, whose count of failures a full lane must not water down.
 */
@Singleton
class Lanes {

    /** A peer, or a part of one that can fail by itself; judging asks several, and its places are for all of them together. */
    enum Lane { DEPOSIT, START, CORE, DELIVERY, JUDGING }

    private static final long PATIENCE_MILLIS = 100;
    private static final int WHEN_FULL_MILLIS = 500;
    /** Those who are turned away must not keep all workers busy with being turned away. */
    private static final int WHEN_STALLED_MILLIS = 3_000;
    private static final long STALLED_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Map<Lane, Places> places = new EnumMap<>(Lane.class);
    private final Consumer<Lane> full;

    @Inject
    Lanes(ServerSettings settings, MetricRegistry metrics) {
        this(settings.workers(), lane -> metrics.counter("workers_turned_away", new Tag("lane", lane.name())).inc());
    }

    Lanes(int workers, Consumer<Lane> full) {
        this.full = full;
        for (Lane lane : Lane.values()) {
            places.put(lane, new Places(places(workers)));
        }
    }

    /** Three eighths of the workers: two peers that hang leave a quarter. */
    static int places(int workers) {
        return Math.max(1, workers * 3 / 8);
    }

    /** Does the work in a lane. @return nothing when the lane was full and nothing was done */
    <T> Optional<T> in(Lane lane, Supplier<T> work) {
        if (!places.get(lane).take()) {
            full.accept(lane);
            return Optional.empty();
        }
        try {
            return Optional.of(work.get());
        } finally {
            places.get(lane).giveBack();
        }
    }

    /** As {@link #in}, for work without a result. @return whether it was done */
    boolean enter(Lane lane, Runnable work) {
        return in(lane, () -> {
            work.run();
            return true;
        }).isPresent();
    }

    /** When to come again to a lane that was full: not all at once, and later when nobody moves in it. */
    Duration whenFull(Lane lane) {
        int least = places.get(lane).stalled() ? WHEN_STALLED_MILLIS : WHEN_FULL_MILLIS;
        return Duration.ofMillis(least + ThreadLocalRandom.current().nextInt(least));
    }

    /** The places of one lane, and when somebody last came or went. */
    private static final class Places {

        private final Semaphore free;
        private volatile long moved = System.nanoTime();

        Places(int many) {
            free = new Semaphore(many);
        }

        boolean take() {
            boolean taken = free.tryAcquire() || !stalled() && waited();
            if (taken) {
                moved = System.nanoTime();
            }
            return taken;
        }

        private boolean waited() {
            try {
                return free.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        void giveBack() {
            moved = System.nanoTime();
            free.release();
        }

        boolean stalled() {
            return free.availablePermits() == 0 && System.nanoTime() - moved > STALLED_NANOS;
        }
    }
}

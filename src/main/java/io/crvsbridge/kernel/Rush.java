package io.crvsbridge.kernel;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Whether callers crowd in: while they do, workers step back, since a caller waits for an answer and work that is stored can wait. A worker steps back
 * for a moment only, so that work goes on, slowly, in a crowd without end.
 */
@Singleton
public class Rush {

    private static final int FEW_PER_PROCESSOR = 4;
    private static final Duration LONGEST = Duration.ofSeconds(1);
    private static final long LOOK_AGAIN_NANOS = Duration.ofMillis(10).toNanos();

    private final AtomicInteger inside = new AtomicInteger();
    private final int few;

    @Inject
    Rush() {
        this(FEW_PER_PROCESSOR * Runtime.getRuntime().availableProcessors());
    }

    Rush(int few) {
        this.few = few;
    }

    /** A caller begins to wait; {@link #leave} follows. */
    public void enter() {
        inside.incrementAndGet();
    }

    public void leave() {
        inside.decrementAndGet();
    }

    /** Returns when there are few callers, at the latest after a second. */
    public void stepBack() {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (inside.get() > few && System.nanoTime() < end && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }
}

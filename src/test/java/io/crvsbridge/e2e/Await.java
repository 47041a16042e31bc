package io.crvsbridge.e2e;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits, within bounds, for what other processes bring about. */
public final class Await {

    private static final long EVERY_MILLIS = 20;

    private Await() {}

    /** Returns as soon as the condition holds; fails when it does not in time. */
    public static void until(String what, Duration atMost, BooleanSupplier condition) {
        if (!holds(atMost, condition)) {
            throw new AssertionError("not within " + atMost.toSeconds() + " s: " + what);
        }
    }

    /** The value as soon as there is one. */
    public static <T> T value(String what, Duration atMost, Supplier<Optional<T>> source) {
        long end = System.nanoTime() + atMost.toNanos();
        for (Optional<T> found = source.get(); ; found = source.get()) {
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + atMost.toSeconds() + " s: " + what);
            }
            pause();
        }
    }

    /** Watches for so long that something does not happen. */
    public static void never(String what, Duration watched, BooleanSupplier condition) {
        if (holds(watched, condition)) {
            throw new AssertionError("happened, and must not: " + what);
        }
    }

    private static boolean holds(Duration atMost, BooleanSupplier condition) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            pause();
        }
        return true;
    }

    private static void pause() {
        try {
            Thread.sleep(EVERY_MILLIS);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting");
        }
    }
}

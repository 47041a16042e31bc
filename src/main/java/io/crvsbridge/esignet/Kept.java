package io.crvsbridge.esignet;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Something of eSignet's that is fetched and kept: again each hour, or when what we have does not fit, at most once a minute. A fetch that fails never replaces
 * what we have. Only one fetches at a time, and nobody waits for it for long.
 */
final class Kept<T> {

    static final Duration FRESH = Duration.ofHours(1);
    static final Duration BETWEEN_FETCHES = Duration.ofMinutes(1);
    private static final Duration BETWEEN_FIRST_FETCHES = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Supplier<T> source;
    private final Consumer<RuntimeException> failed;
    private final Clock clock;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile T value;
    private volatile Instant fetched = Instant.MIN;
    private volatile Instant tried = Instant.MIN;

    /**
     * @param failed told of a fetch that failed
     * @param clock  one that is never set anew
     */
    Kept(Supplier<T> source, Consumer<RuntimeException> failed, Clock clock) {
        this.source = source;
        this.failed = failed;
        this.clock = clock;
    }

    /** What we have, or nothing when it was never fetched. */
    Optional<T> current() {
        if (value == null) {
            fetch(PATIENCE, () -> value == null && past(tried, BETWEEN_FIRST_FETCHES));
        } else if (past(fetched, FRESH)) {
            fetch(Duration.ZERO, () -> past(fetched, FRESH) && past(tried, BETWEEN_FETCHES));
        }
        return Optional.ofNullable(value);
    }

    /** Another one than {@code seen}, which did not fit; whoever asks during a fetch waits for it. */
    Optional<T> otherThan(T seen) {
        fetch(PATIENCE, () -> value == seen && past(tried, BETWEEN_FETCHES));
        return Optional.ofNullable(value).filter(v -> v != seen);
    }

    private void fetch(Duration patience, Supplier<Boolean> due) {
        if (!turn(patience)) {
            return;
        }
        try {
            if (due.get()) {
                fetch();
            }
        } finally {
            fetching.unlock();
        }
    }

    private void fetch() {
        try {
            value = source.get();
            fetched = clock.instant();
        } catch (RuntimeException e) {
            failed.accept(e);
        } finally {
            tried = clock.instant();
        }
    }

    private boolean turn(Duration patience) {
        try {
            return fetching.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean past(Instant since, Duration gap) {
        return since.equals(Instant.MIN) || Duration.between(since, clock.instant()).compareTo(gap) >= 0;
    }
}

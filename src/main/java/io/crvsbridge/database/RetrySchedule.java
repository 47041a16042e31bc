package io.crvsbridge.database;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When the same call is due again: first within 2 s, never more than 20 s apart for five minutes, then growing with jitter to at most 30 min,
 * for 72 h in all, and an hour more, so that a clock that is set forward ends nobody's patience early. A peer's Retry-After is honoured up to the longest gap.
 */
public final class RetrySchedule {

    static final Duration PATIENCE = Duration.ofHours(73);
    /** This and the eager gap leave room for their jitter and for the second until the sweeper looks. */
    private static final Duration FIRST = Duration.ofMillis(700);
    private static final Duration EAGER_PHASE = Duration.ofMinutes(5);
    private static final Duration EAGER_GAP = Duration.ofSeconds(17);
    private static final Duration LONGEST_GAP = Duration.ofMinutes(25);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(30);

    private RetrySchedule() {}

    /**
     * The wait after a failure, or nothing when patience is at its end.
     *
     * @param failures     failures in a row so far, this one included
     * @param failingSince the first of them
     */
    public static Optional<Duration> next(int failures, Instant failingSince, Instant now, Optional<Duration> retryAfter, RandomGenerator random) {
        Duration failing = Duration.between(failingSince, now);
        if (failing.compareTo(PATIENCE) >= 0) {
            return Optional.empty();
        }
        Duration gap = failing.compareTo(EAGER_PHASE) < 0 ? eager(failures) : grown(failing);
        Duration jittered = gap.plusMillis((long) (gap.toMillis() * 0.1 * random.nextDouble()));
        Duration asked = retryAfter.map(d -> min(d, LONGEST_WAIT)).orElse(Duration.ZERO);
        return Optional.of(asked.compareTo(jittered) > 0 ? asked : jittered);
    }

    private static Duration eager(int failures) {
        int doublings = Math.min(Math.max(failures - 1, 0), 5);
        return min(FIRST.multipliedBy(1L << doublings), EAGER_GAP);
    }

    /** A tenth of the time that it has been failing, so that the gap grows with the outage. */
    private static Duration grown(Duration failing) {
        Duration tenth = failing.dividedBy(10);
        return min(tenth.compareTo(EAGER_GAP) < 0 ? EAGER_GAP : tenth, LONGEST_GAP);
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}

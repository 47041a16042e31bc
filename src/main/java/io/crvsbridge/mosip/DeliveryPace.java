package io.crvsbridge.mosip;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a delivery that could not be judged is looked at again: within 2 s, never more than 20 s apart for five minutes, then growing to at most 30 min,
 * for 72 h in all.
 */
final class DeliveryPace {

    static final Duration PATIENCE = Duration.ofHours(72);

    private static final Duration EAGER_PHASE = Duration.ofMinutes(5);
    private static final long EAGER_GAP = 16;
    private static final Duration LONGEST_GAP = Duration.ofMinutes(28);

    private DeliveryPace() {}

    /**
     * The wait, or nothing when patience is at its end.
     *
     * @param failures     failures before this one
     * @param failingSince the first of all
     */
    static Optional<Duration> next(int failures, Instant failingSince, Instant now) {
        Duration failing = Duration.between(failingSince, now);
        if (failing.compareTo(PATIENCE) >= 0) {
            return Optional.empty();
        }
        if (failing.compareTo(EAGER_PHASE) < 0) {
            return Optional.of(Duration.ofSeconds(Math.min(1L << Math.min(failures, 10), EAGER_GAP)));
        }
        Duration grown = failing.dividedBy(15);
        return Optional.of(grown.compareTo(LONGEST_GAP) < 0 ? grown : LONGEST_GAP);
    }
}

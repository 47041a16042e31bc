package io.crvsbridge.websub;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When the hub is asked again: at start, 2 s after a failure growing to 60 s, soon when it never verified, and every few hours when all is well. */
final class SubscriptionPace {

    /** How often the row and the job's lease are looked at. */
    static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
    private static final Duration UNVERIFIED = Duration.ofMinutes(5);

    private final Duration every;
    private int failures;
    private Instant askedHere;
    private Instant retryAt = Instant.EPOCH;

    SubscriptionPace(Duration every) {
        this.every = every;
    }

    boolean due(Optional<HubSubscription> row, Instant now) {
        if (row.isEmpty() || askedHere == null) {
            return !now.isBefore(retryAt);
        }
        if (failures > 0) {
            return !now.isBefore(retryAt);
        }
        HubSubscription known = row.get();
        return switch (known.state()) {
            case VERIFIED -> !now.isBefore(known.askedAt().plus(every));
            case PENDING -> !now.isBefore(known.askedAt().plus(min(UNVERIFIED, every)));
            case DENIED -> !now.isBefore(known.askedAt().plus(LONGEST_WAIT));
        };
    }

    void asked(Instant now) {
        failures = 0;
        askedHere = now;
    }

    /** @return the wait until the next request */
    Duration failed(Instant now) {
        Duration wait = min(Duration.ofSeconds(2L << Math.min(failures, 5)), LONGEST_WAIT);
        failures++;
        retryAt = now.plus(wait);
        return wait;
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}

package io.crvsbridge.websub;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When the hub is asked again about a topic: at start, 2 s after a failure growing to 60 s, soon when it never verified, and every few hours when all is well. */
final class SubscriptionPace {

    /** How often the row and the job's lease are looked at. */
    static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
    private static final Duration LONGEST_ASKED = Duration.ofMinutes(30);
    private static final Duration UNVERIFIED = Duration.ofMinutes(5);

    private final Duration every;
    private int failures;
    private boolean askedHere;
    private Instant failedAt;
    private Duration retryAfter = Duration.ZERO;

    SubscriptionPace(Duration every) {
        this.every = every;
    }

    boolean due(Optional<HubSubscription> row, Instant now) {
        if (row.isEmpty() || !askedHere || failures > 0) {
            return failedAt == null || passed(failedAt, retryAfter, now);
        }
        HubSubscription known = row.get();
        return switch (known.state()) {
            case VERIFIED -> passed(known.askedAt(), every, now);
            case PENDING -> passed(known.askedAt(), min(UNVERIFIED, every), now);
            case DENIED, LEAVING -> passed(known.askedAt(), min(LONGEST_WAIT, every), now);
            case LEFT -> true;
        };
    }

    void asked() {
        failures = 0;
        failedAt = null;
        askedHere = true;
    }

    /**
     * @param asked the wait that the hub asked for
     * @return the wait until the next request
     */
    Duration failed(Instant now, Optional<Duration> asked) {
        Duration own = min(Duration.ofSeconds(2L << Math.min(failures, 5)), LONGEST_WAIT);
        failures++;
        failedAt = now;
        retryAfter = asked.map(wish -> min(wish, LONGEST_ASKED)).filter(wish -> wish.compareTo(own) > 0).orElse(own);
        return retryAfter;
    }

    /** By elapsed time in either direction: a clock that was set back must not keep us waiting. */
    private static boolean passed(Instant since, Duration wait, Instant now) {
        return Duration.between(since, now).abs().compareTo(wait) >= 0;
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}

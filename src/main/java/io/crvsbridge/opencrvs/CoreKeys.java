package io.crvsbridge.opencrvs;

import io.crvsbridge.kernel.PeerAnswer;
import io.crvsbridge.kernel.PeerCalls;
import io.crvsbridge.kernel.PeerUnreachable;
import io.crvsbridge.problem.Problem;
import io.crvsbridge.problem.ProblemType;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Logger;

/**
 * Core's public key: fetched as PEM text, kept, and fetched again at most once a minute when a signature does not fit, since a rotation shows in no
 * other way. A fetch that fails or brings no sensible key never replaces the one we have.
 */
@Singleton
class CoreKeys {

    private static final Logger LOG = Logger.getLogger(CoreKeys.class.getName());
    private static final Duration BETWEEN_REFETCHES = Duration.ofMinutes(1);
    private static final Duration BETWEEN_FIRST_FETCHES = Duration.ofSeconds(1);
    private static final int MOST_BYTES = 64 * 1024;
    /** More callers than this wait only a moment for a fetch: forged tokens must not hold every thread while the key's server hangs. */
    static final int MOST_WAITING = 16;
    private static final Duration MOMENT = Duration.ofSeconds(2);

    private final Supplier<String> source;
    private final Clock clock;
    private final Semaphore waiting = new Semaphore(MOST_WAITING);
    private volatile RSAPublicKey key;
    private Instant lastFetch = Instant.MIN;

    @Inject
    CoreKeys(CoreSettings settings, Clock clock) {
        this(source(settings), clock);
    }

    CoreKeys(Supplier<String> source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    private static Supplier<String> source(CoreSettings settings) {
        return () -> text(PeerCalls.get(settings.publicKey(), Map.of(), MOST_BYTES));
    }

    private static String text(PeerAnswer answer) {
        if (answer.status() != 200) {
            throw new PeerUnreachable("status " + answer.status(), null);
        }
        return answer.body();
    }

    /** The key to check with. @throws Problem KEY_UNAVAILABLE when none was ever obtained */
    RSAPublicKey current() {
        RSAPublicKey known = key;
        return known != null ? known : amongFew(this::first);
    }

    private <T> T amongFew(Supplier<T> fetched) {
        if (!place()) {
            throw new Problem(ProblemType.KEY_UNAVAILABLE, "Core's public key is being fetched");
        }
        try {
            return fetched.get();
        } finally {
            waiting.release();
        }
    }

    private boolean place() {
        try {
            return waiting.tryAcquire(MOMENT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized RSAPublicKey first() {
        if (key == null && due(BETWEEN_FIRST_FETCHES)) {
            fetch();
        }
        if (key == null) {
            throw new Problem(ProblemType.KEY_UNAVAILABLE, "Core's public key could not be fetched yet");
        }
        return key;
    }

    /**
     * The key to try after {@code failed} did not fit a signature: another request's fresh one, or a newly fetched one, or nothing
     * when there is no other. Requests that arrive during the fetch wait for it, so that none is refused for having come a moment early.
     *
     * @throws Problem KEY_UNAVAILABLE when too many wait for it already
     */
    Optional<RSAPublicKey> otherThan(RSAPublicKey failed) {
        return amongFew(() -> other(failed));
    }

    private synchronized Optional<RSAPublicKey> other(RSAPublicKey failed) {
        if (failed.equals(key) && due(BETWEEN_REFETCHES)) {
            fetch();
        }
        return Optional.ofNullable(key).filter(k -> !k.equals(failed));
    }

    /** By elapsed time in either direction, so that a clock set back does not stop fetches for long. */
    private boolean due(Duration gap) {
        Instant now = clock.instant();
        return lastFetch.equals(Instant.MIN) || Duration.between(lastFetch, now).abs().compareTo(gap) >= 0;
    }

    private void fetch() {
        try {
            key = PemKey.read(source.get());
            LOG.info("Core's public key was fetched");
        } catch (IllegalArgumentException e) {
            LOG.warning(() -> "CB102 What stands at Core's key address is no usable public key (" + e.getMessage() + "); " + consequence());
        } catch (RuntimeException e) {
            // However it fails, a missing key is no reason to call a token forged.
            LOG.warning(() -> "CB101 Core's public key could not be fetched (" + e.getMessage() + "); " + consequence());
        } finally {
            // Those who waited for a slow fetch do not each begin another.
            lastFetch = clock.instant();
        }
    }

    private String consequence() {
        return key == null ? "triggers are answered 503 until it can be" : "the key we have stays in use, next try in a minute at the earliest";
    }
}

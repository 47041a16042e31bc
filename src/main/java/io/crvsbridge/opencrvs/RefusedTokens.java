package io.crvsbridge.opencrvs;

import io.crvsbridge.problem.Problem;
import io.crvsbridge.problem.ProblemType;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.logging.Logger;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Refusals of tokens: each is counted by its cause, and one a minute is logged. None leaves a row, for whoever sends rubbish shall fill neither log nor database. */
@Singleton
public class RefusedTokens {

    private static final Logger LOG = Logger.getLogger(RefusedTokens.class.getName());
    private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

    /** What was wrong, for the counter; the caller of an unauthentic token is told none of it. */
    public enum Cause {
        /** No Authorization header with a bearer token. */
        MISSING,
        /** More than one Authorization header. */
        SEVERAL,
        /** No token in compact form. */
        MALFORMED,
        /** Another way of signing than RS256. */
        ALGORITHM,
        /** Core's key did not sign it. */
        SIGNATURE,
        /** Another issuer, or not for us. */
        ADDRESSEE,
        /** Expired, without an end, or not begun. */
        TIME,
        /** Authentic, without the scope to confirm or without event and action. */
        SCOPE,
        /** Authentic, for another action than the document's. */
        ACTION;

        boolean authentic() {
            return this == SCOPE || this == ACTION;
        }
    }

    private final Consumer<Cause> counter;
    private final Clock clock;
    private final AtomicLong count = new AtomicLong();
    private volatile Instant lastLine = Instant.EPOCH;

    @Inject
    RefusedTokens(MetricRegistry registry, Clock clock) {
        this(cause -> registry.counter("tokens_refused", new Tag("cause", cause.name())).inc(), clock);
    }

    RefusedTokens(Consumer<Cause> counter, Clock clock) {
        this.counter = counter;
        this.clock = clock;
    }

    /** The problem to answer with: NOT_PERMITTED for an authentic token, TOKEN_REFUSED for every other, always in the same words. */
    public Problem refused(Cause cause) {
        counter.accept(cause);
        note(cause);
        return cause.authentic() ? new Problem(ProblemType.NOT_PERMITTED, "The token does not permit to confirm this action")
                : new Problem(ProblemType.TOKEN_REFUSED, "A bearer token signed by Core for this service is needed");
    }

    private void note(Cause cause) {
        long sinceStart = count.incrementAndGet();
        Instant now = clock.instant();
        if (Duration.between(lastLine, now).abs().compareTo(BETWEEN_LINES) >= 0) {
            lastLine = now;
            LOG.warning(() -> "CB103 A request was refused because of its token (" + cause + "), " + sinceStart + " since the start; nothing was stored, and the next line about one comes in a minute at the earliest");
        }
    }
}

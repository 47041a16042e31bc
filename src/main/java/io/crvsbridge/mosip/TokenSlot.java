package io.crvsbridge.mosip;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One client's token. Callers that find none wait for one login and share its result, a failure included: MOSIP cannot tell a wrong secret from a
 * fault of its own, so after each failure it is left alone for longer, at first for a second.
 */
final class TokenSlot {

    static final Duration AFTER_FAILURE = Duration.ofSeconds(10);
    private static final Duration AFTER_FIRST_FAILURE = Duration.ofSeconds(1);
    /** As long as any call waits that its peer asked to wait. */
    private static final Duration LONGEST_ASKED = Duration.ofMinutes(30);

    private final Supplier<TokenAnswer> login;
    private final Clock clock;
    private String held;
    private Instant renewAt = Instant.MIN;
    private String failure;
    private int failures;
    private Instant quietUntil = Instant.MIN;
    private Instant keepUntil = Instant.MIN;

    /** @param clock one that is never set anew */
    TokenSlot(Supplier<TokenAnswer> login, Clock clock) {
        this.login = login;
        this.clock = clock;
    }

    /** A token that is still good by its own word. @throws MosipUnavailable when there is none */
    synchronized String token() {
        Instant now = clock.instant();
        if (held != null && now.isBefore(renewAt)) {
            return held;
        }
        if (now.isBefore(quietUntil)) {
            throw new MosipUnavailable(failure);
        }
        return loggedIn();
    }

    private String loggedIn() {
        held = null;
        TokenAnswer answer = attempt();
        Instant now = clock.instant();
        if (answer instanceof TokenAnswer.Token token) {
            failures = 0;
            held = token.value();
            renewAt = now.plus(token.good());
            return held;
        }
        TokenAnswer.None none = (TokenAnswer.None) answer;
        failure = "MOSIP's login gave no token: " + none.cause();
        quietUntil = now.plus(pause(none.retryAfter()));
        failures++;
        throw new MosipUnavailable(failure);
    }

    private TokenAnswer attempt() {
        try {
            return login.get();
        } catch (MosipUnavailable e) {
            return new TokenAnswer.None(e.getMessage());
        }
    }

    private Duration pause(Optional<Duration> asked) {
        Duration own = least(AFTER_FIRST_FAILURE.multipliedBy(1L << Math.min(failures, 4)), AFTER_FAILURE);
        return asked.map(wish -> least(wish, LONGEST_ASKED)).filter(wish -> wish.compareTo(own) > 0).orElse(own);
    }

    private static Duration least(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /** Another token in place of one a callee refused, or nothing when a new login has just been shown not to help. */
    synchronized Optional<String> insteadOf(String refused) {
        if (refused.equals(held)) {
            if (clock.instant().isBefore(keepUntil)) {
                return Optional.empty();
            }
            held = null;
        }
        return Optional.of(token());
    }

    /** A token fresh from a login was refused, too: the fault is not the token's age. */
    synchronized void newTokenRefused() {
        keepUntil = clock.instant().plus(AFTER_FAILURE);
    }
}

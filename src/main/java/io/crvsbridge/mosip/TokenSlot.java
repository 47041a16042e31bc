package io.crvsbridge.mosip;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One client's token. Callers that find none wait for one login and share its result, a failure included: MOSIP cannot tell a wrong secret from a
 * fault of its own, so it is not asked again for a while.
 */
final class TokenSlot {

    static final Duration AFTER_FAILURE = Duration.ofSeconds(10);

    private final Supplier<TokenAnswer> login;
    private final Clock clock;
    private TokenAnswer.Token held;
    private String failure;
    private Instant quietUntil = Instant.MIN;
    private Instant keepUntil = Instant.MIN;

    TokenSlot(Supplier<TokenAnswer> login, Clock clock) {
        this.login = login;
        this.clock = clock;
    }

    /** A token that is still good by its own word. @throws MosipUnavailable when there is none */
    synchronized String token() {
        Instant now = clock.instant();
        if (held != null && now.isBefore(held.renewAt())) {
            return held.value();
        }
        if (quiet(now, quietUntil)) {
            throw new MosipUnavailable(failure);
        }
        return loggedIn();
    }

    private String loggedIn() {
        held = null;
        String cause;
        try {
            TokenAnswer answer = login.get();
            if (answer instanceof TokenAnswer.Token token) {
                held = token;
                return token.value();
            }
            cause = ((TokenAnswer.None) answer).cause();
        } catch (MosipUnavailable e) {
            cause = e.getMessage();
        }
        failure = "MOSIP's login gave no token: " + cause;
        quietUntil = clock.instant().plus(AFTER_FAILURE);
        throw new MosipUnavailable(failure);
    }

    /** Another token in place of one a callee refused, or nothing when a new login has just been shown not to help. */
    synchronized Optional<String> insteadOf(String refused) {
        if (held != null && held.value().equals(refused)) {
            if (quiet(clock.instant(), keepUntil)) {
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

    /** A clock that was set back must not keep us quiet for long. */
    private static boolean quiet(Instant now, Instant until) {
        return now.isBefore(until) && !now.plus(AFTER_FAILURE).isBefore(until);
    }
}

package io.crvsbridge.opencrvs;

import io.crvsbridge.kernel.PeerAnswer;
import io.crvsbridge.time.SteadyClock;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Form;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;

/** Tokens of our system client at Core (Core contract, section 2): one is kept while it lasts, and shared by all who ask Core as ourselves. */
@Singleton
public class ClientTokens {

    /** A token lives for ten minutes. */
    private static final Duration KEPT = Duration.ofMinutes(5).minusSeconds(30);
    /** After a login that failed Core's auth service is left alone for so long. */
    static final Duration QUIET = Duration.ofSeconds(3);
    /** Nobody waits longer for a login of somebody else's: a service that hangs must not hold all who need a token. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Function<Form, PeerAnswer> login;
    private final Optional<CoreSettings.SystemClient> client;
    private final Clock clock;
    private final ReentrantLock turn = new ReentrantLock();
    private volatile Optional<TokenReply.Token> kept = Optional.empty();
    private volatile Instant keptUntil = Instant.MIN;
    private volatile Instant quietUntil = Instant.MIN;

    @Inject
    ClientTokens(CorePeer core, CoreSettings settings, SteadyClock clock) {
        this(core::clientToken, settings.systemClient(), clock);
    }

    ClientTokens(Function<Form, PeerAnswer> login, Optional<CoreSettings.SystemClient> client, Clock clock) {
        this.login = login;
        this.client = client;
        this.clock = clock;
    }

    /** Whether there is a system client at all. */
    public boolean configured() {
        return client.isPresent();
    }

    /**
     * Asks by a token of ours, and once more by a fresh one when the first is refused: the one that we kept may have been ended at Core meanwhile.
     *
     * @param question what is asked, by a token
     * @param refused  whether an answer refuses the token
     * @param without  the answer when there is no token to ask by
     */
    public <T> T ask(Function<String, T> question, Predicate<T> refused, Function<TokenReply, T> without) {
        TokenReply first = token();
        if (!(first instanceof TokenReply.Token own)) {
            return without.apply(first);
        }
        T answer = question.apply(own.text());
        if (!refused.test(answer)) {
            return answer;
        }
        forget(own);
        TokenReply second = token();
        return second instanceof TokenReply.Token fresh ? question.apply(fresh.text()) : without.apply(second);
    }

    private TokenReply token() {
        if (client.isEmpty()) {
            return new TokenReply.Refused("no system client is configured (OPENCRVS_CLIENT_ID)");
        }
        if (!turn()) {
            return new TokenReply.Later("Core's auth service is being asked for a token already");
        }
        try {
            return keptOrNew(client.get());
        } finally {
            turn.unlock();
        }
    }

    private boolean turn() {
        try {
            return turn.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private TokenReply keptOrNew(CoreSettings.SystemClient c) {
        Instant now = clock.instant();
        Optional<TokenReply.Token> held = kept;
        if (held.isPresent() && now.isBefore(keptUntil)) {
            return held.get();
        }
        if (now.isBefore(quietUntil)) {
            return new TokenReply.Later("Core's auth service gave no token a moment ago");
        }
        TokenReply reply = TokenReply.of(() -> login.apply(credentials(c)), "Core refuses the system client");
        if (reply instanceof TokenReply.Token fresh) {
            keptUntil = clock.instant().plus(KEPT);
            kept = Optional.of(fresh);
        } else if (reply instanceof TokenReply.Later) {
            quietUntil = clock.instant().plus(QUIET);
        }
        return reply;
    }

    private static Form credentials(CoreSettings.SystemClient c) {
        return new Form().param("client_id", c.id()).param("client_secret", c.secret()).param("grant_type", "client_credentials");
    }

    /** Unless somebody else has a newer one already. */
    private void forget(TokenReply.Token token) {
        if (kept.equals(Optional.of(token))) {
            kept = Optional.empty();
        }
    }
}

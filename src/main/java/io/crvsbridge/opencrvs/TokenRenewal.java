package io.crvsbridge.opencrvs;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import io.crvsbridge.kernel.ActionKey;
import io.crvsbridge.kernel.PeerAnswer;
import io.crvsbridge.kernel.PeerUnreachable;
import io.crvsbridge.time.SteadyClock;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonObject;
import jakarta.ws.rs.core.Form;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.eclipse.microprofile.faulttolerance.exceptions.FaultToleranceException;

/**
 * Renews a record token that Core no longer takes: our system client's token is exchanged for a record token of that very action (RFC 8693; Core
 * contract, section 2). Core then stores the action as done by the system.
 */
@Singleton
public class TokenRenewal {

    private static final String EXCHANGE = "urn:opencrvs:oauth:grant-type:token-exchange";
    private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";
    private static final String RECORD_TOKEN = "urn:opencrvs:oauth:token-type:single_record_token";
    private static final Duration MARGIN = Duration.ofSeconds(30);
    /** After a login that failed Core's auth service is left alone for so long. */
    static final Duration QUIET = Duration.ofSeconds(3);
    /** Nobody waits longer for a login of somebody else's: a service that hangs must not hold all who need a token. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    /** Statuses of the 400s that say nothing against us. */
    private static final Set<Integer> PASSING = Set.of(408, 425, 429);

    private final Function<Form, PeerAnswer> clientTokens;
    private final Function<Form, PeerAnswer> exchange;
    private final Optional<CoreSettings.SystemClient> client;
    private final Clock clock;
    private final ReentrantLock login = new ReentrantLock();
    private volatile String clientToken;
    private volatile Instant clientTokenUntil = Instant.MIN;
    private volatile Instant quietUntil = Instant.MIN;

    @Inject
    TokenRenewal(CorePeer core, CoreSettings settings, SteadyClock clock) {
        this(core::clientToken, core::exchange, settings.systemClient(), clock);
    }

    TokenRenewal(Function<Form, PeerAnswer> clientTokens, Function<Form, PeerAnswer> exchange, Optional<CoreSettings.SystemClient> client, Clock clock) {
        this.clientTokens = clientTokens;
        this.exchange = exchange;
        this.client = client;
        this.clock = clock;
    }

    /** What came of a renewal. */
    public sealed interface Renewal {

        /** A fresh token. */
        record Renewed(String token, Instant expires) implements Renewal {
            @Override
            public String toString() {
                return "Renewed[" + expires + "]";
            }
        }

        /** No system client is configured, or Core refuses it: a human must look. */
        record Impossible(String cause) implements Renewal {}

        /** Core gave no usable answer; try again later. */
        record Later(String cause, Optional<Duration> retryAfter) implements Renewal {
            Later(String cause) {
                this(cause, Optional.empty());
            }
        }
    }

    /** A fresh record token for the action. */
    public Renewal renew(ActionKey key) {
        if (client.isEmpty()) {
            return new Renewal.Impossible("no system client is configured (OPENCRVS_CLIENT_ID)");
        }
        try {
            Optional<String> own = ownToken(client.get());
            Optional<String> fresh = own.flatMap(t -> exchanged(t, key));
            if (own.isPresent() && fresh.isEmpty()) {
                // The token we kept may have been ended at Core meanwhile.
                forget(own.get());
                own = ownToken(client.get());
                fresh = own.flatMap(t -> exchanged(t, key));
            }
            String refused = own.isEmpty() ? "Core refuses the system client" : "Core refuses the token exchange";
            return fresh.map(t -> read(t, key)).orElseGet(() -> new Renewal.Impossible(refused));
        } catch (NoToken e) {
            return new Renewal.Later(e.getMessage(), e.retryAfter);
        } catch (PeerUnreachable | FaultToleranceException e) {
            return new Renewal.Later("Core's auth service gave no answer");
        }
    }

    private Optional<String> ownToken(CoreSettings.SystemClient c) {
        if (!turn()) {
            throw new NoToken("Core's auth service is being asked for a token already", Optional.empty());
        }
        try {
            return keptOrNew(c);
        } finally {
            login.unlock();
        }
    }

    private boolean turn() {
        try {
            return login.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Optional<String> keptOrNew(CoreSettings.SystemClient c) {
        Instant now = clock.instant();
        if (now.isBefore(clientTokenUntil.minus(clientTokenUntil.equals(Instant.MIN) ? Duration.ZERO : MARGIN))) {
            return Optional.of(clientToken);
        }
        if (now.isBefore(quietUntil)) {
            throw new NoToken("Core's auth service gave no token a moment ago", Optional.empty());
        }
        try {
            return loggedIn(c);
        } catch (NoToken | PeerUnreachable | FaultToleranceException e) {
            quietUntil = clock.instant().plus(QUIET);
            throw e;
        }
    }

    private Optional<String> loggedIn(CoreSettings.SystemClient c) {
        PeerAnswer answer = clientTokens.apply(new Form().param("client_id", c.id()).param("client_secret", c.secret()).param("grant_type", "client_credentials"));
        Optional<String> token = accessToken(answer);
        token.ifPresent(t -> {
            clientToken = t;
            clientTokenUntil = clock.instant().plus(Duration.ofMinutes(5));
        });
        return token;
    }

    private void forget(String token) {
        if (token.equals(clientToken)) {
            clientTokenUntil = Instant.MIN;
        }
    }

    private Optional<String> exchanged(String subject, ActionKey key) {
        return accessToken(exchange.apply(new Form().param("grant_type", EXCHANGE).param("subject_token", subject).param("subject_token_type", ACCESS_TOKEN)
                .param("requested_token_type", RECORD_TOKEN).param("event_id", key.eventId()).param("action_id", key.actionId())));
    }

    /** The token is for Core, not for us, so only what it says is read; Core checks it. */
    private static Renewal read(String token, ActionKey key) {
        try {
            JWTClaimsSet claims = JWTParser.parse(token).getJWTClaimsSet();
            boolean fits = key.eventId().equals(claims.getStringClaim("eventId")) && key.actionId().equals(claims.getStringClaim("actionId"));
            return fits && claims.getExpirationTime() != null ? new Renewal.Renewed(token, claims.getExpirationTime().toInstant())
                    : new Renewal.Impossible("the exchanged token is for another action");
        } catch (ParseException e) {
            return new Renewal.Later("the exchanged token could not be read");
        }
    }

    private static Optional<String> accessToken(PeerAnswer answer) {
        if (answer.status() == 200) {
            Optional<String> token = CoreRecord.object(answer.body()).flatMap((JsonObject o) -> CoreRecord.text(o, "access_token"));
            return Optional.of(token.orElseThrow(() -> new NoToken("Core's auth service gave an answer without a token", Optional.empty())));
        }
        boolean refused = answer.status() >= 400 && answer.status() < 500 && !PASSING.contains(answer.status());
        if (!refused) {
            throw new NoToken("Core's auth service answered " + answer.status(), answer.retryAfter());
        }
        return Optional.empty();
    }

    /** An answer that neither gives a token nor refuses one: a fault that may pass, a redirect, a proxy's page. */
    private static final class NoToken extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Optional<Duration> retryAfter;

        NoToken(String message, Optional<Duration> retryAfter) {
            super(message);
            this.retryAfter = retryAfter;
        }
    }
}

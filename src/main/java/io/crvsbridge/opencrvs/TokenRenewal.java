package io.crvsbridge.opencrvs;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import io.crvsbridge.kernel.ActionKey;
import io.crvsbridge.kernel.PeerAnswer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Form;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * Renews a record token that Core no longer takes: our system client's token is exchanged for a record token of that very action (RFC 8693; Core
 * contract, section 2). Core then stores the action as done by the system.
 */
@Singleton
public class TokenRenewal {

    private static final String EXCHANGE = "urn:opencrvs:oauth:grant-type:token-exchange";
    private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";
    private static final String RECORD_TOKEN = "urn:opencrvs:oauth:token-type:single_record_token";

    private final Function<Form, PeerAnswer> exchange;
    private final ClientTokens client;

    @Inject
    TokenRenewal(CorePeer core, ClientTokens client) {
        this(core::exchange, client);
    }

    TokenRenewal(Function<Form, PeerAnswer> exchange, ClientTokens client) {
        this.exchange = exchange;
        this.client = client;
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
        record Later(String cause, Optional<Duration> retryAfter) implements Renewal {}
    }

    /** A fresh record token for the action. */
    public Renewal renew(ActionKey key) {
        TokenReply reply = client.ask(own -> exchanged(own, key), TokenReply.Refused.class::isInstance, none -> none);
        if (reply instanceof TokenReply.Token fresh) {
            return read(fresh.text(), key);
        }
        return reply instanceof TokenReply.Later later ? new Renewal.Later(later.cause(), later.retryAfter()) : new Renewal.Impossible(((TokenReply.Refused) reply).cause());
    }

    private TokenReply exchanged(String subject, ActionKey key) {
        Form form = new Form().param("grant_type", EXCHANGE).param("subject_token", subject).param("subject_token_type", ACCESS_TOKEN)
                .param("requested_token_type", RECORD_TOKEN).param("event_id", key.eventId()).param("action_id", key.actionId());
        return TokenReply.of(() -> exchange.apply(form), "Core refuses the token exchange");
    }

    /** The token is for Core, not for us, so only what it says is read; Core checks it. */
    private static Renewal read(String token, ActionKey key) {
        try {
            JWTClaimsSet claims = JWTParser.parse(token).getJWTClaimsSet();
            boolean fits = key.eventId().equals(claims.getStringClaim("eventId")) && key.actionId().equals(claims.getStringClaim("actionId"));
            return fits && claims.getExpirationTime() != null ? new Renewal.Renewed(token, claims.getExpirationTime().toInstant())
                    : new Renewal.Impossible("the exchanged token is for another action");
        } catch (ParseException e) {
            return new Renewal.Later("the exchanged token could not be read", Optional.empty());
        }
    }
}

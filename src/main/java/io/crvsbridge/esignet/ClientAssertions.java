package io.crvsbridge.esignet;

import com.nimbusds.jwt.JWTClaimsSet;
import io.crvsbridge.esignet.Providers.Provider;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Form;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;

/** How we prove at eSignet who we are: an assertion under our key, each made for one request (RFC 7523; MOSIP contract, section 7). */
@Singleton
class ClientAssertions {

    private static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final Optional<ClientKey> key;
    private final Duration lifetime;
    private final Optional<String> audience;
    private final Clock clock;

    @Inject
    ClientAssertions(EsignetSettings settings, Clock clock) {
        this(settings.find(EsignetSettings.SIGNING_KEY).map(ClientKey::signing), settings.get(EsignetSettings.ASSERTION_LIFETIME), settings.get(EsignetSettings.ASSERTION_AUDIENCE), clock);
    }

    /** @param audience {@code issuer} or a text of its own; empty for the token endpoint */
    ClientAssertions(Optional<ClientKey> key, Duration lifetime, Optional<String> audience, Clock clock) {
        this.key = key;
        this.lifetime = lifetime;
        this.audience = audience;
        this.clock = clock;
    }

    /** The members of a form that say who asks. */
    Form proving(String clientId, Provider provider, Form form) {
        return form.param("client_id", clientId).param("client_assertion_type", TYPE).param("client_assertion", assertion(clientId, provider));
    }

    String assertion(String clientId, Provider provider) {
        Instant now = clock.instant();
        String aud = audience.map(a -> a.equals("issuer") ? provider.issuer() : a).orElseGet(() -> provider.token().toString());
        return key.orElseThrow().sign(new JWTClaimsSet.Builder().issuer(clientId).subject(clientId).audience(aud).jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now)).expirationTime(Date.from(now.plus(lifetime))).build());
    }
}

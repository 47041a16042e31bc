package io.crvsbridge.esignet;

import io.crvsbridge.kernel.BoundedJson;
import io.crvsbridge.kernel.PeerAnswer;
import io.crvsbridge.kernel.Read;
import io.crvsbridge.time.SteadyClock;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.Optional;
import java.util.logging.Logger;

/** Where eSignet's endpoints are: by its discovery document, or by the settings. */
@Singleton
class Providers {

    private static final Logger LOG = Logger.getLogger(Providers.class.getName());
    private static final String WELL_KNOWN = "/.well-known/";

    private final EsignetSettings settings;
    private final EsignetGateway gateway;
    private final Refusals refusals;
    private final Kept<Provider> discovered;

    @Inject
    Providers(EsignetSettings settings, EsignetGateway gateway, Refusals refusals, SteadyClock clock) {
        this.settings = settings;
        this.gateway = gateway;
        this.refusals = refusals;
        this.discovered = new Kept<>(this::discover, this::failed, clock);
    }

    /**
     * eSignet as it presents itself, or as the settings say (OpenID Connect Discovery 1.0, section 3; RFC 8414).
     *
     * @param authorize   the page where people log in, if it is known
     * @param par         where authorization requests are pushed (RFC 9126), if they can be
     * @param dpop        whether it binds tokens by ES256 (RFC 9449)
     * @param namesIssuer whether its redirects carry {@code iss} (RFC 9207)
     */
    record Provider(String issuer, Optional<URI> authorize, URI token, URI userinfo, URI jwks, Optional<URI> par, boolean dpop, boolean namesIssuer) {

        /** What a discovery document says. @throws IllegalArgumentException naming the member that is missing or wrong */
        static Provider read(JsonObject document) {
            boolean namesIssuer = document.get("authorization_response_iss_parameter_supported") == JsonValue.TRUE;
            Optional<URI> par = url(document, "pushed_authorization_request_endpoint");
            if (par.isEmpty() && document.get("require_pushed_authorization_requests") == JsonValue.TRUE) {
                throw new IllegalArgumentException("pushed_authorization_request_endpoint is missing");
            }
            return new Provider(text(document, "issuer").orElseThrow(() -> new IllegalArgumentException("issuer is missing")), url(document, "authorization_endpoint"),
                    need(document, "token_endpoint"), need(document, "userinfo_endpoint"), need(document, "jwks_uri"), par, names(document, "dpop_signing_alg_values_supported", "ES256"), namesIssuer);
        }

        /** The same, whatever it says of binding tokens. */
        Provider binding(boolean binds) {
            return new Provider(issuer, authorize, token, userinfo, jwks, par, binds, namesIssuer);
        }

        private static URI need(JsonObject document, String member) {
            return url(document, member).orElseThrow(() -> new IllegalArgumentException(member + " is missing"));
        }

        private static Optional<URI> url(JsonObject document, String member) {
            try {
                return text(document, member).map(Read::url);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(member + " is no http or https URL", e);
            }
        }

        private static Optional<String> text(JsonObject document, String member) {
            return document.get(member) instanceof JsonString text && !text.getString().isBlank() ? Optional.of(text.getString()) : Optional.empty();
        }

        private static boolean names(JsonObject document, String member, String wanted) {
            return document.get(member) instanceof JsonArray values && values.stream().anyMatch(v -> v instanceof JsonString text && text.getString().equals(wanted));
        }
    }

    /** @throws io.crvsbridge.problem.Problem when it was never discovered */
    Provider current() {
        Provider provider = settings.find(EsignetSettings.DISCOVERY).isEmpty() ? stated() : discovered.current().orElseThrow(() -> refusals.away("it was not discovered yet"));
        return switch (settings.get(EsignetSettings.DPOP)) {
            case AUTO -> provider;
            case ON -> provider.binding(true);
            case OFF -> provider.binding(false);
        };
    }

    private Provider stated() {
        return new Provider(settings.need(EsignetSettings.ISSUER), settings.find(EsignetSettings.AUTHORIZE), settings.need(EsignetSettings.TOKEN), settings.need(EsignetSettings.USERINFO),
                settings.need(EsignetSettings.JWKS), Optional.empty(), false, false);
    }

    private Provider discover() {
        URI url = settings.need(EsignetSettings.DISCOVERY);
        PeerAnswer answer = gateway.document(url);
        if (answer.status() != 200) {
            throw new IllegalArgumentException("it answered " + answer.status());
        }
        Provider provider;
        try {
            provider = Provider.read(BoundedJson.read(answer.body()));
        } catch (BoundedJson.Unfit e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        if (!provider.issuer().equals(settings.find(EsignetSettings.ISSUER).orElseGet(() -> beforeWellKnown(url)))) {
            throw new IllegalArgumentException("it names another issuer than ESIGNET_ISSUER or its own address");
        }
        return provider;
    }

    /** Whose document it is (OpenID Connect Discovery 1.0, section 4.3). */
    private static String beforeWellKnown(URI url) {
        int at = url.toString().indexOf(WELL_KNOWN);
        return at < 0 ? url.toString() : url.toString().substring(0, at);
    }

    private void failed(RuntimeException e) {
        LOG.warning(() -> "CB256 eSignet's discovery document could not be used (" + e.getMessage() + "); what was discovered before stays in use, and it is tried again at the next login");
    }
}

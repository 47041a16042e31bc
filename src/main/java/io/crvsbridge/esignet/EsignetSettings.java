package io.crvsbridge.esignet;

import io.crvsbridge.kernel.BadSetting;
import io.crvsbridge.kernel.KnownConfig;
import io.crvsbridge.kernel.Read;
import io.crvsbridge.kernel.Setting;
import io.crvsbridge.kernel.SettingsGroup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/** Where eSignet is, who we are there, and what a form is told. All of it may be absent: a country need not use eSignet. */
@Singleton
class EsignetSettings implements SettingsGroup {

    static final Setting<URI> DISCOVERY = Setting.optional("ESIGNET_DISCOVERY_URL", Read::url,
            "Whole URL of eSignet's discovery document, for example `https://esignet.example/.well-known/openid-configuration`. With it the four URLs below are not needed and not "
                    + "looked at, and DPoP and pushed authorization requests are used as eSignet says.");
    static final Setting<String> ISSUER = Setting.optional("ESIGNET_ISSUER", EsignetSettings::issuer,
            "eSignet's `iss`. Needed without discovery; with it, by default what stands before `/.well-known` in its URL.");
    static final Setting<URI> AUTHORIZE = Setting.optional("ESIGNET_REDIRECT_URL", Read::url,
            "Whole URL of eSignet's authorize page, for `POST /esignet/authorization-request`. A form that makes that address itself does not need it here.");
    static final Setting<URI> TOKEN = Setting.optional("ESIGNET_TOKEN_URL", Read::url, "Whole URL of eSignet's token endpoint, for example `https://esignet.example/v1/esignet/oauth/v2/token`.");
    static final Setting<URI> USERINFO = Setting.optional("ESIGNET_USERINFO_URL", Read::url, "Whole URL of eSignet's userinfo, for example `https://esignet.example/v1/esignet/oidc/userinfo`.");
    static final Setting<URI> JWKS = Setting.optional("ESIGNET_JWKS_URL", Read::url,
            "Whole URL of the keys under which userinfo is signed, for example `https://esignet.example/.well-known/jwks.json`.");
    static final Setting<List<String>> CLIENTS = Setting.optional("OPENID_PROVIDER_CLIENT_ID", Read::list, "Our client id at eSignet; comma-separated when the form uses several under one key.");
    static final Setting<Path> SIGNING_KEY = Setting.optional("OIDP_CLIENT_PRIVATE_KEY_PATH", Read::readableFile,
            "File with base64 of the JWK whose public half eSignet knows as our client's: RSA (its `alg` may be PS256, else RS256) or EC P-256 (ES256). Read at start only.");
    static final Setting<Path> ENCRYPTION_KEY = Setting.optional("ESIGNET_ENCRYPTION_KEY_PATH", Read::readableFile,
            "File with base64 of the JWK, or JWK set, for which eSignet encrypts userinfo. Needed when our client is registered for JWE. Read at start only.");
    static final Setting<List<String>> CLIENT_APP = Setting.optional("CLIENT_APP_URL", text -> Read.list(text).stream().map(Read::url).map(EsignetSettings::origin).toList(),
            "Comma-separated URLs at which the form runs. Their origins, and no others, may call `/esignet` from a browser.");
    static final Setting<RedirectUris> REDIRECTS = Setting.optional("ESIGNET_REDIRECT_URIS", text -> RedirectUris.of(Read.list(text)),
            "Comma-separated redirect URIs that a form may name; `*` stands for a path segment, a final `/**` for all that follows. Default: every path of `CLIENT_APP_URL`.");
    static final Setting<List<String>> CLAIMS = Setting.of("OPENID_PROVIDER_CLAIMS", "name,family_name,given_name,middle_name,birthdate,gender", Read::list,
            "Comma-separated claims that `POST /esignet/authorization-request` asks for.");
    static final Setting<Path> MAPPING = Setting.optional("ESIGNET_CLAIM_MAPPING", Read::readableFile,
            "JSON file that says which claim fills which field of the answer to the form, see [esignet.md](esignet.md). Default: the reference middleware's. Read at start only.");
    static final Setting<String> SCOPE = Setting.of("esignet.scope", "openid profile", Read::text, "The `scope` that `POST /esignet/authorization-request` asks for.");
    static final Setting<String> ACR = Setting.optional("esignet.acr-values", Read::text, "The `acr_values` that it asks for, separated by blanks. Default: what our client is registered with.");
    static final Setting<Duration> ASSERTION_LIFETIME = Setting.of("esignet.assertion-lifetime", "60s", EsignetSettings::lifetime, "How long an assertion of ours is good, 5 s to 10 min.");
    static final Setting<Optional<String>> ASSERTION_AUDIENCE = Setting.of("esignet.assertion-audience", "token-endpoint", EsignetSettings::audience,
            "The `aud` of our assertions: `token-endpoint`, `issuer`, or a text of its own.");
    static final Setting<Dpop> DPOP = Setting.of("esignet.dpop", "auto", Dpop::of, "Whether tokens are bound to a key of ours (RFC 9449): `on`, `off`, or `auto`, as discovery says.");
    static final Setting<Boolean> STATE = Setting.of("esignet.own-state-only", "false", Read::flag,
            "`true` takes only logins that began with `POST /esignet/authorization-request`, and so had PKCE and a nonce. The reference middleware's forms do not.");
    static final Setting<List<String>> SIGNERS = Setting.optional("esignet.userinfo-issuers", Read::list,
            "Comma-separated `iss` that userinfo may carry, where the ID system signs it and not eSignet. Default: eSignet's issuer.");
    static final Setting<Set<String>> DEMANDED = Setting.of("esignet.userinfo-demanded", "iss,aud", EsignetSettings::demanded,
            "Which of `iss` and `aud` userinfo must carry. What it carries is checked in any case. Take one away only for an ID system that leaves it out.");

    private final Config config;

    @Inject
    EsignetSettings(Config config) {
        this.config = new KnownConfig(config);
    }

    /** Whether tokens are bound to a key. */
    enum Dpop {
        AUTO, ON, OFF;

        static Dpop of(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "auto" -> AUTO;
                case "on" -> ON;
                case "off" -> OFF;
                default -> throw new IllegalArgumentException("auto, on or off is needed");
            };
        }
    }

    /** As a browser writes it: without path, and without a port that goes without saying. */
    static String origin(URI url) {
        String scheme = url.getScheme().toLowerCase(Locale.ROOT);
        boolean usual = url.getPort() < 0 || url.getPort() == (scheme.equals("https") ? 443 : 80);
        return scheme + "://" + url.getHost().toLowerCase(Locale.ROOT) + (usual ? "" : ":" + url.getPort());
    }

    /** Kept as it is written, since it is compared letter by letter. */
    private static String issuer(String text) {
        Read.url(text);
        return text;
    }

    private static Duration lifetime(String text) {
        Duration lifetime = Read.duration(text);
        if (lifetime.compareTo(Duration.ofSeconds(5)) < 0 || lifetime.compareTo(Duration.ofMinutes(10)) > 0) {
            throw new IllegalArgumentException("a duration from 5s to 10m is needed");
        }
        return lifetime;
    }

    private static Optional<String> audience(String text) {
        return text.equals("token-endpoint") ? Optional.empty() : Optional.of(text);
    }

    private static Set<String> demanded(String text) {
        Set<String> names = Set.copyOf(Read.list(text));
        if (!Set.of("iss", "aud", "none").containsAll(names)) {
            throw new IllegalArgumentException("iss, aud, both, or none is needed");
        }
        return names;
    }

    @Override
    public String title() {
        return "eSignet";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(DISCOVERY, ISSUER, AUTHORIZE, TOKEN, USERINFO, JWKS, CLIENTS, SIGNING_KEY, ENCRYPTION_KEY, CLIENT_APP, REDIRECTS, CLAIMS, MAPPING, SCOPE, ACR, ASSERTION_LIFETIME,
                ASSERTION_AUDIENCE, DPOP, STATE, SIGNERS, DEMANDED);
    }

    /** Opens the files that it is told of, so that a broken one shows at start. */
    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        SIGNING_KEY.find(config).ifPresent(file -> attempt(() -> ClientKey.signing(file), SIGNING_KEY, problems));
        ENCRYPTION_KEY.find(config).ifPresent(file -> attempt(() -> ClientKey.decrypting(file), ENCRYPTION_KEY, problems));
        MAPPING.find(config).ifPresent(file -> attempt(() -> ClaimMapping.read(file), MAPPING, problems));
        return problems;
    }

    private static void attempt(Runnable opening, Setting<?> setting, List<String> problems) {
        try {
            opening.run();
        } catch (IllegalArgumentException e) {
            problems.add(setting.key() + " cannot be used: " + e.getMessage());
        }
    }

    /** Whether anybody wants eSignet at all. */
    boolean wanted() {
        return Stream.of(DISCOVERY, TOKEN, USERINFO, CLIENTS, SIGNING_KEY).anyMatch(s -> s.find(config).isPresent());
    }

    /** What a login cannot do without and is not set. */
    List<String> missing() {
        Stream<Setting<?>> addresses = DISCOVERY.find(config).isPresent() ? Stream.of(DISCOVERY) : Stream.of(ISSUER, TOKEN, USERINFO, JWKS);
        return Stream.concat(addresses, Stream.of(CLIENTS, SIGNING_KEY, CLIENT_APP)).filter(s -> s.find(config).isEmpty()).map(Setting::key).toList();
    }

    /** The value, without which eSignet cannot be used. @throws BadSetting naming the key */
    <T> T need(Setting<T> setting) {
        return setting.find(config).orElseThrow(() -> new BadSetting(setting.key() + " is not set"));
    }

    <T> Optional<T> find(Setting<T> setting) {
        return setting.find(config);
    }

    <T> T get(Setting<T> setting) {
        return setting.get(config);
    }

    RedirectUris redirects() {
        return REDIRECTS.find(config).orElseGet(() -> RedirectUris.below(CLIENT_APP.find(config).orElse(List.of())));
    }

    ClaimMapping mapping() {
        return MAPPING.find(config).map(ClaimMapping::read).orElseGet(ClaimMapping::shipped);
    }
}

package io.crvsbridge.opencrvs;

import io.crvsbridge.kernel.KnownConfig;
import io.crvsbridge.kernel.Read;
import io.crvsbridge.kernel.Setting;
import io.crvsbridge.kernel.SettingsGroup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

@Singleton
public class CoreSettings implements SettingsGroup {

    private static final Setting<URI> GATEWAY = Setting.required("OPENCRVS_GATEWAY_URL", Read::base, "Base URL of Core's gateway, for example `https://gateway.crvs.example`.");
    private static final Setting<URI> AUTH = Setting.optional("OPENCRVS_AUTH_URL", Read::base, "Base URL of Core's auth service. Default: `auth` below the gateway.");
    private static final Setting<URI> PUBLIC_KEY = Setting.optional("OPENCRVS_PUBLIC_KEY_URL", Read::url,
            "Whole URL of Core's public key (PEM text). Default: `.well-known` below the auth service.");
    private static final Setting<String> CLIENT_ID = Setting.optional("OPENCRVS_CLIENT_ID", Read::text,
            "Our system client at Core. With it, dead record tokens are renewed and rules may read from Core "
                    + "(scopes `record.read` and `record.search`); without, their actions wait for a human.");
    private static final Setting<String> CLIENT_SECRET = Setting.secret("OPENCRVS_CLIENT_SECRET", "Secret of the system client.");
    private static final Setting<URI> UPSTREAM = Setting.optional("COUNTRY_CONFIG_UPSTREAM_URL", Read::base,
            "The country's own country config: gets every path that is not ours and every action that no rule of the pack names.");
    private static final Setting<String> ISSUER = Setting.of("trigger.issuer", "opencrvs:auth-service", Read::text, "The `iss` that a record token must carry.");
    private static final Setting<List<String>> AUDIENCES = Setting.of("trigger.audiences", "opencrvs:countryconfig-user", Read::list,
            "Comma-separated; a record token's `aud` must hold one of these.");
    private static final Setting<Integer> MAX_BYTES = Setting.of("trigger.max-bytes", "5242880", Read.number(1024, 104_857_600), "The largest trigger that is read; a larger one is answered 413.");
    private static final Setting<Duration> ACCEPT_DELAY = Setting.of("core.accept-delay", "2s", Read::duration,
            "No accept or reject is sent earlier than this after the answer to the trigger was written, or after a start that cannot know when it was.");

    private final Config config;

    @Inject
    CoreSettings(Config config) {
        this.config = new KnownConfig(config);
    }

    @Override
    public String title() {
        return "OpenCRVS Core";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(GATEWAY, AUTH, PUBLIC_KEY, CLIENT_ID, CLIENT_SECRET, UPSTREAM, ISSUER, AUDIENCES, MAX_BYTES, ACCEPT_DELAY);
    }

    @Override
    public List<String> problems() {
        boolean id = CLIENT_ID.find(config).isPresent();
        boolean secret = CLIENT_SECRET.find(config).isPresent();
        return id == secret ? List.of() : List.of("OPENCRVS_CLIENT_ID and OPENCRVS_CLIENT_SECRET belong together; only one is set");
    }

    URI gateway() {
        return GATEWAY.get(config);
    }

    URI auth() {
        return AUTH.find(config).orElseGet(() -> URI.create(gateway() + "/auth"));
    }

    URI publicKey() {
        return PUBLIC_KEY.find(config).orElseGet(() -> URI.create(auth() + "/.well-known"));
    }

    Optional<SystemClient> systemClient() {
        return CLIENT_ID.find(config).map(id -> new SystemClient(id, CLIENT_SECRET.get(config)));
    }

    public Optional<URI> upstream() {
        return UPSTREAM.find(config);
    }

    String issuer() {
        return ISSUER.get(config);
    }

    List<String> audiences() {
        return AUDIENCES.get(config);
    }

    public int maxBytes() {
        return MAX_BYTES.get(config);
    }

    Duration acceptDelay() {
        return ACCEPT_DELAY.get(config);
    }

    /** Our own identity at Core. */
    record SystemClient(String id, String secret) {
        @Override
        public String toString() {
            return "SystemClient[" + id + "]";
        }
    }
}

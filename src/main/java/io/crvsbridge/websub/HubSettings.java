package io.crvsbridge.websub;

import io.crvsbridge.kernel.BoundedJson;
import io.crvsbridge.kernel.KnownConfig;
import io.crvsbridge.kernel.Read;
import io.crvsbridge.kernel.Setting;
import io.crvsbridge.kernel.SettingsGroup;
import io.crvsbridge.mosip.MosipSettings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** The WebSub hub and our subscription there. */
@Singleton
class HubSettings implements SettingsGroup {

    static final Setting<URI> HUB = Setting.optional("MOSIP_WEBSUB_HUB_URL", Read::url, "Whole URL of MOSIP's WebSub hub, for example `https://mosip.example/hub/`.");
    static final Setting<String> SECRET = Setting.secret("MOSIP_WEBSUB_SECRET",
            "Secret under which the hub signs its deliveries; best 32 random bytes in hex. A change takes effect only after MOSIP's operator has unsubscribed us at the hub: the bridge does not unsubscribe by itself.");
    static final Setting<String> TOPIC = Setting.optional("MOSIP_WEBSUB_TOPIC", Read.matching("\\S{1,300}", "a topic of at most 300 characters without spaces"),
            "Topic of issued credentials: `<partner id>/CREDENTIAL_ISSUED`.");
    static final Setting<URI> CALLBACK = Setting.optional("MOSIP_WEBSUB_CALLBACK_URL", Read::url,
            "Whole URL under which the hub reaches our `/websub/callback`.");
    static final Setting<Duration> EVERY = Setting.of("websub.resubscribe-every", "4h", Read::duration, "How often the subscription is asked for again, in case the hub lost it.");
    static final Setting<Duration> LEASE = Setting.of("websub.lease", "24h", Read::duration, "The lease that is asked of the hub.");
    static final Setting<Integer> MAX_BYTES = Setting.of("websub.max-bytes", "5242880", Read.number(1024, BoundedJson.MAX_BYTES),
            "The largest delivery that is read; a larger one is answered 413.");

    private final Config config;

    @Inject
    HubSettings(Config config) {
        this.config = new KnownConfig(config);
    }

    @Override
    public String title() {
        return "MOSIP's WebSub hub";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(HUB, SECRET, TOPIC, CALLBACK, EVERY, LEASE, MAX_BYTES);
    }

    /** What a subscription cannot do without and is not set. */
    List<String> missing() {
        return MosipSettings.missing(config, HUB, SECRET, TOPIC, CALLBACK);
    }

    URI hub() {
        return MosipSettings.need(config, HUB);
    }

    String secretText() {
        return MosipSettings.need(config, SECRET);
    }

    /** Nothing when there is no secret yet, so that nothing can be signed with it. */
    Optional<byte[]> secret() {
        return SECRET.find(config).map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    String topic() {
        return MosipSettings.need(config, TOPIC);
    }

    Optional<String> findTopic() {
        return TOPIC.find(config);
    }

    URI callback() {
        return MosipSettings.need(config, CALLBACK);
    }

    Duration resubscribeEvery() {
        return EVERY.get(config);
    }

    Duration lease() {
        return LEASE.get(config);
    }

    int maxBytes() {
        return MAX_BYTES.get(config);
    }
}

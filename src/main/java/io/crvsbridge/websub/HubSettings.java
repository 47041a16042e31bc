package io.crvsbridge.websub;

import io.crvsbridge.delivery.MessageKind;
import io.crvsbridge.kernel.BoundedJson;
import io.crvsbridge.kernel.KnownConfig;
import io.crvsbridge.kernel.Read;
import io.crvsbridge.kernel.Setting;
import io.crvsbridge.kernel.SettingsGroup;
import io.crvsbridge.mosip.MosipSettings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/** The WebSub hub and our subscription there. */
@Singleton
class HubSettings implements SettingsGroup {

    private static final Function<String, String> NAME = Read.matching("\\S{1,300}", "a topic of at most 300 characters without spaces");
    private static final String OFF = "off";

    static final Setting<String> SECRET = Setting.secret("MOSIP_WEBSUB_SECRET",
            "Secret under which the hub signs its deliveries; best 32 random bytes in hex. After a change the bridge gives its subscriptions up and makes them anew; what was reported in between is asked for.");
    static final Setting<String> TOPIC = Setting.optional("MOSIP_WEBSUB_TOPIC", NAME,
            "Topic of issued credentials: `<partner id>/CREDENTIAL_ISSUED`.");
    static final Setting<URI> CALLBACK = Setting.optional("MOSIP_WEBSUB_CALLBACK_URL", Read::url,
            "Whole URL under which the hub reaches our `/websub/callback`; it reaches `/websub/completed` and `/websub/paused` beside it.");
    static final Setting<String> COMPLETED = Setting.of("MOSIP_WORKFLOW_COMPLETED_TOPIC", "REGISTRATION_PROCESSOR_WORKFLOW_COMPLETED_EVENT", NAME,
            "Topic of ended workflows (MOSIP's `mosip.regproc.workflow.complete.topic`), delivered to `/websub/completed`. `off`: not subscribed to; outcomes are then only asked for.");
    static final Setting<String> PAUSED = Setting.of("MOSIP_WORKFLOW_PAUSED_TOPIC", "REGISTRATION_PROCESSOR_WORKFLOW_PAUSED_FOR_ADDITIONAL_INFO_EVENT", NAME,
            "Topic of workflows that wait for further information (MOSIP's `mosip.regproc.workflow.pausedforadditionalinfo.topic`), delivered to `/websub/paused`. `off`: not subscribed to.");
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
        return List.of(SECRET, TOPIC, CALLBACK, COMPLETED, PAUSED, EVERY, LEASE, MAX_BYTES);
    }

    /** What a subscription cannot do without and is not set. */
    List<String> missing() {
        return MosipSettings.missing(config, SECRET, TOPIC, CALLBACK);
    }

    /** The topics that are wanted; none as long as something is not set. */
    List<HubTopic> topics() {
        return Stream.of(MessageKind.values()).map(this::topic).flatMap(Optional::stream).toList();
    }

    /** Nothing when it is not wanted, or there is no secret yet, so that nothing can be signed with it. */
    Optional<HubTopic> topic(MessageKind kind) {
        if (!missing().isEmpty()) {
            return Optional.empty();
        }
        URI callback = CALLBACK.get(config);
        URI beside = URI.create(callback.toString().replaceAll("/+$", ""));
        String secret = SECRET.get(config);
        return switch (kind) {
            case CREDENTIAL -> Optional.of(new HubTopic(kind, TOPIC.get(config), callback, secret));
            case COMPLETED -> workflow(kind, COMPLETED.get(config), beside.resolve("completed"), secret);
            case PAUSED -> workflow(kind, PAUSED.get(config), beside.resolve("paused"), secret);
        };
    }

    /** Signed with a secret of its own, so that a message of one topic is none of another: their bodies do not tell. */
    private static Optional<HubTopic> workflow(MessageKind kind, String name, URI callback, String secret) {
        return name.equals(OFF) ? Optional.empty() : Optional.of(new HubTopic(kind, name, callback, HubSignature.derived(secret, kind.name())));
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

package io.crvsbridge.packet;

import io.crvsbridge.kernel.KnownConfig;
import io.crvsbridge.kernel.Read;
import io.crvsbridge.kernel.Setting;
import io.crvsbridge.kernel.SettingsGroup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/** How patiently outcomes are awaited before they are asked for. */
@Singleton
class InquirySettings implements SettingsGroup {

    private static final Setting<Duration> EVERY = Setting.of("identity.inquire-every", "15m", InquirySettings::aSecondAtLeast,
            "How long a packet may be without an outcome before the national ID system is asked for it, and how long until it is asked again; after six hours it is asked a quarter as often.");
    private static final Setting<Duration> CREDENTIAL_WAIT = Setting.of("identity.credential-wait", "10m", InquirySettings::aSecondAtLeast,
            "How long a credential may take after the work on its packet has ended well; then it is asked for again, each time after twice the wait.");
    private static final Setting<Integer> MOST_REQUESTS = Setting.of("identity.credential-requests", "6", Read.number(1, 100),
            "How often one credential is asked for again before its action waits for a human.");

    private static final Setting<Duration> PATIENCE = Setting.of("identity.outcome-patience", "72h", InquirySettings::aSecondAtLeast,
            "How long an outcome is asked for where the national ID system cannot tell every end (MOSIP without its external status search); then the action waits for a human.");

    private final Config config;

    @Inject
    InquirySettings(Config config) {
        this.config = new KnownConfig(config);
    }

    /** Less would ask without a pause. */
    private static Duration aSecondAtLeast(String text) {
        Duration duration = Read.duration(text);
        if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("at least a second is needed");
        }
        return duration;
    }

    @Override
    public String title() {
        return "Outcomes";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(EVERY, CREDENTIAL_WAIT, MOST_REQUESTS, PATIENCE);
    }

    Duration every() {
        return EVERY.get(config);
    }

    Duration credentialWait() {
        return CREDENTIAL_WAIT.get(config);
    }

    Duration patience() {
        return PATIENCE.get(config);
    }

    int mostRequests() {
        return MOST_REQUESTS.get(config);
    }
}

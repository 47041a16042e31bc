package io.crvsbridge.retention;

import io.crvsbridge.kernel.KnownConfig;
import io.crvsbridge.kernel.Setting;
import io.crvsbridge.kernel.SettingsGroup;
import io.crvsbridge.retention.Retention.Kind;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** How long personal data is kept here: as is set, else as the country pack that serves says, else by default. */
@Singleton
public class RetentionTimes implements SettingsGroup {

    private static final Setting<Duration> DECLARATION = Setting.optional("retention.declaration", Retention::time,
            "How long a declaration is kept, sealed, after Core has confirmed the end of its action. 0 erases it in the same transaction. Without this key what the country pack says holds; else 0.");
    private static final Setting<Duration> USERINFO = Setting.optional("retention.userinfo", Retention::time,
            "How long signed userinfo is kept, sealed, for a packet that may need it. It is erased earlier when a packet has carried it. Without this key what the country pack says holds; else 30d.");
    private static final Setting<Duration> NOTICE = Setting.optional("retention.notice", Retention::time,
            "How long a notice to a registrar keeps, sealed, the token by which Core tells the registrar's address. It is erased earlier when Core takes it no longer. "
                    + "Without this key what the country pack says holds; else only that.");

    private final Config config;
    private final Provider<Retention> pack;

    @Inject
    RetentionTimes(Config config, Provider<Retention> pack) {
        this.config = new KnownConfig(config);
        this.pack = pack;
    }

    @Override
    public String title() {
        return "Retention";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(DECLARATION, USERINFO, NOTICE);
    }

    public Duration declaration() {
        return time(DECLARATION, Kind.DECLARATION).orElse(Duration.ZERO);
    }

    public Duration userinfo() {
        return time(USERINFO, Kind.USERINFO).orElse(Duration.ofDays(30));
    }

    /** Nothing when the token's own end is bound enough. */
    public Optional<Duration> notice() {
        return time(NOTICE, Kind.NOTICE);
    }

    private Optional<Duration> time(Setting<Duration> setting, Kind kind) {
        return setting.find(config).or(() -> Optional.ofNullable(pack.get().times().get(kind)));
    }
}

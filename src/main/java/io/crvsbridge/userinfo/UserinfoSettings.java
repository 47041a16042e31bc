package io.crvsbridge.userinfo;

import io.crvsbridge.kernel.Read;
import io.crvsbridge.kernel.Setting;
import io.crvsbridge.kernel.SettingsGroup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.Config;

@Singleton
class UserinfoSettings implements SettingsGroup {

    private static final Setting<Duration> RETENTION = Setting.of("retention.userinfo", "30d", Read::duration,
            "How long signed userinfo is kept, sealed, for a packet that may need it. It is erased earlier when a packet has carried it.");

    private final Config config;

    @Inject
    UserinfoSettings(Config config) {
        this.config = config;
    }

    @Override
    public String title() {
        return "Signed userinfo";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(RETENTION);
    }

    Duration retention() {
        return RETENTION.get(config);
    }
}

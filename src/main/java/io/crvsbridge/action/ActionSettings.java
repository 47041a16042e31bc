package io.crvsbridge.action;

import io.crvsbridge.kernel.KnownConfig;
import io.crvsbridge.kernel.Read;
import io.crvsbridge.kernel.Setting;
import io.crvsbridge.kernel.SettingsGroup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

@Singleton
class ActionSettings implements SettingsGroup {

    private static final Setting<Optional<Duration>> CONFIRM_DELAY = Setting.of("core.sync-confirm-delay", "30s",
            text -> text.equalsIgnoreCase("off") ? Optional.empty() : Optional.of(Read.duration(text)),
            "How long after an action was answered 200 (or 400) its outcome is confirmed to Core by an accept (or reject), in case the answer was lost. `off` never confirms.");

    private final Config config;

    @Inject
    ActionSettings(Config config) {
        this.config = new KnownConfig(config);
    }

    @Override
    public String title() {
        return "Pending actions";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(CONFIRM_DELAY);
    }

    Optional<Duration> confirmDelay() {
        return CONFIRM_DELAY.get(config);
    }
}

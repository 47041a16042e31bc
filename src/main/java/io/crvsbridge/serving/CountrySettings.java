package io.crvsbridge.serving;

import io.crvsbridge.kernel.Read;
import io.crvsbridge.kernel.Setting;
import io.crvsbridge.kernel.SettingsGroup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

@Singleton
class CountrySettings implements SettingsGroup {

    private static final Setting<Path> PACK = Setting.optional("COUNTRY_PACK", Read::folder, "Folder of the country pack. Default: the pack shipped with the server. Read at start only.");
    private static final Setting<ZoneId> ZONE = Setting.of("COUNTRY_TIME_ZONE", "UTC", Read::zone, "Time zone in which ages are counted.");

    private final Config config;

    @Inject
    CountrySettings(Config config) {
        this.config = config;
    }

    @Override
    public String title() {
        return "Country";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(PACK, ZONE);
    }

    Optional<Path> pack() {
        return PACK.find(config);
    }

    ZoneId zone() {
        return ZONE.get(config);
    }
}

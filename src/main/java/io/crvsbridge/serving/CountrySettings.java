package io.crvsbridge.serving;

import io.crvsbridge.kernel.Read;
import io.crvsbridge.kernel.Setting;
import io.crvsbridge.kernel.SettingsGroup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** Where the country pack lies, where the next one lies, and how the country counts its days. */
@Singleton
public class CountrySettings implements SettingsGroup {

    private static final Setting<Path> PACK = Setting.optional("COUNTRY_PACK", CountrySettings::folder,
            "Folder of the country pack. Default: the pack shipped with the server. A change of its files goes live without a restart, once it is found good.");
    private static final Setting<Duration> LOOK = Setting.of("COUNTRY_PACK_LOOK_EVERY", "10s", Read::duration,
            "How often the folder is looked at for a change, which is taken when two looks have seen the same; 0 takes changes at a restart only.");
    private static final Setting<Path> CANDIDATE = Setting.optional("COUNTRY_PACK_CANDIDATE", CountrySettings::folder,
            "Folder of a pack that is to serve next. With it, `GET /pack/impact` tells what that pack would decide and send differently; without it that path is answered 404.");
    private static final Setting<String> SCOPE = Setting.optional("COUNTRY_PACK_SCOPE", Read.matching("[A-Za-z0-9._:-]{1,100}", "the name of a scope"),
            "Scope of Core that the bearer of a request to `/pack/impact` needs. Without it that path is answered 404.");
    private static final Setting<ZoneId> ZONE = Setting.of("COUNTRY_TIME_ZONE", "UTC", Read::zone, "Time zone in which ages are counted.");

    private final Config config;

    @Inject
    CountrySettings(Config config) {
        this.config = config;
    }

    /** Whether it is there is no question of the setting: a pack's folder that is gone is a bad pack, and then the last good one serves. */
    private static Path folder(String text) {
        return Path.of(text);
    }

    @Override
    public String title() {
        return "Country";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(PACK, LOOK, CANDIDATE, SCOPE, ZONE);
    }

    Optional<Path> pack() {
        return PACK.find(config);
    }

    Duration lookEvery() {
        return LOOK.get(config);
    }

    /** The pack that is to serve next. */
    public Optional<Path> candidate() {
        return CANDIDATE.find(config);
    }

    /** What a caller must be permitted by Core to be told of the candidate's impact. */
    public Optional<String> scope() {
        return SCOPE.find(config);
    }

    public ZoneId zone() {
        return ZONE.get(config);
    }
}

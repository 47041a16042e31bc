package io.crvsbridge.middleware;

import io.crvsbridge.kernel.KnownConfig;
import io.crvsbridge.kernel.Read;
import io.crvsbridge.kernel.Setting;
import io.crvsbridge.kernel.SettingsGroup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/** Whether and where country configs find what the reference middleware offered them. */
@Singleton
class DoorSettings implements SettingsGroup {

    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._~-]+)+");

    private static final Setting<Boolean> ENABLED = Setting.of("MIDDLEWARE_ENABLED", "true", Read::flag,
            "Whether the reference middleware's paths for country configs are answered here (`/events/registration`, biographic updates, `/debug/transactions`);"
                    + " with false they go to the upstream like any other.");
    private static final Setting<List<String>> BIOGRAPHICS = Setting.of("MIDDLEWARE_BIOGRAPHICS_PATHS", "/events/biographics,/events/update-biographics", DoorSettings::paths,
            "Comma-separated paths that take biographic updates; the second is that of the client library of OpenCRVS 2.0.");
    private static final Setting<Boolean> IMPORT = Setting.of("MIDDLEWARE_IMPORT", "false", Read::flag,
            "For the cut-over: true lets `crvs-bridge-import.jar` hand over the waiting rows of a mosip-api database (`/events/import`). Take it away afterwards.");

    private final Config config;

    @Inject
    DoorSettings(Config config) {
        this.config = new KnownConfig(config);
    }

    private static List<String> paths(String text) {
        List<String> paths = Read.list(text);
        if (paths.isEmpty() || !paths.stream().allMatch(path -> PATH.matcher(path).matches())) {
            throw new IllegalArgumentException("paths such as /events/biographics are needed");
        }
        return paths;
    }

    @Override
    public String title() {
        return "Country configs (the reference middleware's paths)";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(ENABLED, BIOGRAPHICS, IMPORT);
    }

    boolean enabled() {
        return ENABLED.get(config);
    }

    List<String> biographics() {
        return BIOGRAPHICS.get(config);
    }

    boolean takesImports() {
        return enabled() && IMPORT.get(config);
    }
}

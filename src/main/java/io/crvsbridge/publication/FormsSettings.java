package io.crvsbridge.publication;

import io.crvsbridge.kernel.KnownConfig;
import io.crvsbridge.kernel.Read;
import io.crvsbridge.kernel.Setting;
import io.crvsbridge.kernel.SettingsGroup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/** What a country's form has to know of this server. */
@Singleton
class FormsSettings implements SettingsGroup {

    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._~-]+)+");

    static final Setting<String> BRIDGE = Setting.optional("FORMS_BRIDGE_URL", FormsSettings::bridge,
            "Where browsers reach this server, for the form fields of `GET /country/forms`: a URL, or a path at the form's own origin that leads here, for example `/api/countryconfig`. "
                    + "Without it these offer no logins.");

    private final Config config;

    @Inject
    FormsSettings(Config config) {
        this.config = new KnownConfig(config);
    }

    @Override
    public String title() {
        return "Forms";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(BRIDGE);
    }

    Optional<String> bridge() {
        return BRIDGE.find(config);
    }

    private static String bridge(String text) {
        return PATH.matcher(text).matches() ? text : Read.base(text).toString();
    }
}

package io.crvsbridge.decision;

import io.crvsbridge.kernel.Read;
import io.crvsbridge.kernel.Setting;
import io.crvsbridge.kernel.SettingsGroup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** Who may decide what a rule leaves to a human. */
@Singleton
public class DecisionSettings implements SettingsGroup {

    private static final Setting<String> SCOPE = Setting.optional("DECISION_SCOPE", Read.matching("[A-Za-z0-9._:-]{1,100}", "the name of a scope"),
            "Scope of Core whose bearer may decide actions that a rule leaves to a human (`then: ask`), at `/decisions/open`. Without it that path is answered 404.");

    private final Config config;

    @Inject
    DecisionSettings(Config config) {
        this.config = config;
    }

    @Override
    public String title() {
        return "Decisions";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(SCOPE);
    }

    Optional<String> scope() {
        return SCOPE.find(config);
    }
}

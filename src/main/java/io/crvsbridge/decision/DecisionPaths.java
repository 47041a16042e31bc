package io.crvsbridge.decision;

import io.crvsbridge.kernel.OwnPaths;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.regex.Pattern;

/** The paths are ours as long as somebody may decide. */
@Singleton
class DecisionPaths implements OwnPaths {

    private static final Pattern OPEN = Pattern.compile("/decisions/open(/[^/]{1,100})?/?");

    private final DecisionSettings settings;

    @Inject
    DecisionPaths(DecisionSettings settings) {
        this.settings = settings;
    }

    @Override
    public Optional<String> home(String path) {
        return settings.scope().isPresent() && OPEN.matcher(path).matches() ? Optional.of(path) : Optional.empty();
    }
}

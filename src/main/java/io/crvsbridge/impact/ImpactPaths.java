package io.crvsbridge.impact;

import io.crvsbridge.kernel.OwnPaths;
import io.crvsbridge.serving.CountrySettings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The path is ours as long as there is a candidate to tell of. */
@Singleton
class ImpactPaths implements OwnPaths {

    private static final String IMPACT = "/pack/impact";

    private final CountrySettings settings;

    @Inject
    ImpactPaths(CountrySettings settings) {
        this.settings = settings;
    }

    @Override
    public Optional<String> home(String path) {
        return path.replaceAll("/+$", "").equals(IMPACT) && settings.candidate().isPresent() && settings.scope().isPresent() ? Optional.of(path) : Optional.empty();
    }
}

package io.crvsbridge.publication;

import io.crvsbridge.kernel.OwnPaths;
import jakarta.inject.Singleton;
import java.util.Optional;

/** All below {@code /country}. */
@Singleton
class CountryPaths implements OwnPaths {

    @Override
    public Optional<String> home(String path) {
        return Optional.of(path).filter(p -> p.equals("/country") || p.startsWith("/country/"));
    }
}

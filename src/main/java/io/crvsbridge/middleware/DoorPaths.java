package io.crvsbridge.middleware;

import io.crvsbridge.kernel.OwnPaths;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;

/** The door's paths. A country may call that of biographic updates otherwise. */
@Singleton
class DoorPaths implements OwnPaths {

    private static final String BIOGRAPHICS = "/events/biographics";
    private static final Set<String> ALWAYS = Set.of("/events/registration", "/debug/transactions");

    private final DoorSettings settings;

    @Inject
    DoorPaths(DoorSettings settings) {
        this.settings = settings;
    }

    @Override
    public Optional<String> home(String path) {
        String plain = path.replaceAll("/+$", "");
        if (!settings.enabled()) {
            return Optional.empty();
        }
        if (settings.biographics().contains(plain)) {
            return Optional.of(plain.equals(BIOGRAPHICS) ? path : BIOGRAPHICS);
        }
        boolean ours = ALWAYS.contains(plain) || plain.startsWith("/debug/transactions/") || plain.equals("/events/import") && settings.takesImports();
        return ours ? Optional.of(path) : Optional.empty();
    }
}

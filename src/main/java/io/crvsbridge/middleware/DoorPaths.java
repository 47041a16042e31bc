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
        if (!settings.enabled()) {
            return Optional.empty();
        }
        String plain = withoutSlashes(path);
        if (settings.biographics().contains(plain)) {
            return Optional.of(plain.equals(BIOGRAPHICS) ? path : BIOGRAPHICS);
        }
        boolean ours = ALWAYS.contains(plain) || plain.startsWith("/debug/transactions/") || plain.equals("/events/import") && settings.takesImports();
        return ours ? Optional.of(path) : Optional.empty();
    }

    /** At its end. By hand, since a pattern takes a time that grows with the square of the slashes that a stranger sends. */
    private static String withoutSlashes(String path) {
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }
}

package io.crvsbridge.kernel;

import java.util.Optional;

/** Paths that a room answers itself as long as it is switched on; otherwise they are nobody's, or the upstream's. */
public interface OwnPaths {

    /**
     * Where a path is answered.
     *
     * @param path of a request, decoded
     * @return the path itself, or the one that it is another name of; nothing when it is not the room's
     */
    Optional<String> home(String path);
}

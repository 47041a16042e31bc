package io.crvsbridge.e2e;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;

@Tag("long")
class CanaryOnH2IT extends CanaryScenarios {

    CanaryOnH2IT() {
        super("canary-h2", Store.h2());
    }

    @Override
    List<Path> databaseFolders() {
        return List.of();
    }

    /** Only the server has the embedded database. */
    @Override
    void whileTheDatabaseFails(Runnable births) {
        births.run();
    }

    @Override
    void flush() {
        // Every commit is on disk already.
    }

    @Override
    boolean isDatabase(String path) {
        return path.endsWith(".mv.db");
    }
}

package io.crvsbridge.e2e;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Tag;

@Tag("long")
class CanaryOnPostgresIT extends CanaryScenarios {

    CanaryOnPostgresIT() {
        super("canary-postgresql", Store.postgresql());
    }

    @Override
    List<Path> databaseFolders() {
        return List.of(Postgres.cluster().folder());
    }

    @Override
    void whileTheDatabaseFails(Runnable births) {
        execute("ALTER TABLE action_step RENAME TO action_step_away");
        try {
            births.run();
        } finally {
            execute("ALTER TABLE action_step_away RENAME TO action_step");
        }
    }

    @Override
    void flush() {
        execute("CHECKPOINT");
    }

    @Override
    boolean isDatabase(String path) {
        return path.contains("/base/") || path.contains("/pg_wal/");
    }

    private void execute(String sql) {
        String url = store.settings().get("DB_URL");
        try (Connection connection = DriverManager.getConnection(url, store.settings().get("DB_USER"), store.settings().get("DB_PASSWORD"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}

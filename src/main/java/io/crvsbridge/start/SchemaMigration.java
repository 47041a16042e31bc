package io.crvsbridge.start;

import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;

/** Brings the database to the schema of this version, once, whichever server comes first; a schema that is not known stops the start. */
@Singleton
class SchemaMigration {

    private static final String EXPECTED = "1";

    @Resource(lookup = "jdbc/bridge")
    DataSource dataSource;

    @Inject
    SchemaMigration() {}

    void migrate() {
        Flyway flyway = Flyway.configure(getClass().getClassLoader())
                .dataSource(dataSource)
                .locations("classpath:db/migration")
                .placeholders(Map.of("bytes", postgresql() ? "BYTEA" : "BLOB"))
                .failOnMissingLocations(true)
                .load();
        flyway.migrate();
        MigrationInfo current = flyway.info().current();
        if (current == null || !EXPECTED.equals(current.getVersion().getVersion())) {
            throw new IllegalStateException("the database schema is at version " + (current == null ? "none" : current.getVersion()) + ", this server needs " + EXPECTED);
        }
    }

    private boolean postgresql() {
        try (Connection connection = dataSource.getConnection()) {
            return connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
        } catch (SQLException e) {
            throw new IllegalStateException("the database at DB_URL does not answer", e);
        }
    }
}

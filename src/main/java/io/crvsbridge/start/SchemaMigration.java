package io.crvsbridge.start;

import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;

/** Brings the database to the schema of this version, once, whichever server comes first; a schema that is not known stops the start. */
@Singleton
class SchemaMigration {

    private static final String EXPECTED = "1";
    private static final Map<String, String> POSTGRESQL = Map.of("bytes", "BYTEA", "next", "nextval('packet_seq')", "roomy", "WITH (fillfactor = 50)");
    private static final Map<String, String> H2 = Map.of("bytes", "BLOB", "next", "NEXT VALUE FOR packet_seq", "roomy", "");

    @Resource(lookup = "jdbc/bridge")
    DataSource dataSource;

    @Inject
    SchemaMigration() {}

    void migrate() {
        Flyway flyway = Flyway.configure(getClass().getClassLoader())
                .dataSource(dataSource)
                .locations("classpath:db/migration")
                .placeholders(postgresql() ? POSTGRESQL : H2)
                .failOnMissingLocations(true)
                .load();
        flyway.migrate();
        MigrationInfo current = flyway.info().current();
        if (current == null || !EXPECTED.equals(current.getVersion().getVersion())) {
            throw new IllegalStateException("the database schema is at version " + (current == null ? "none" : current.getVersion()) + ", this server needs " + EXPECTED);
        }
    }

    /**
     * Gives back the leases of the process before. Only for an embedded database: nobody else can hold one there, so what a killed server
     * worked on need not wait for its lease to end.
     */
    void freeLeases() {
        try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
            for (String table : List.of("pending_action", "hub_delivery", "packet")) {
                statement.executeUpdate("UPDATE " + table + " SET lease = NULL, leased_until = NULL WHERE lease IS NOT NULL");
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the leases of the process before could not be given back", e);
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

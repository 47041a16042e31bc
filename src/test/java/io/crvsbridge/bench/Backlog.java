package io.crvsbridge.bench;

import io.crvsbridge.simulators.CoreEvent;
import io.crvsbridge.simulators.CoreSimulator;
import io.crvsbridge.simulators.Peers;
import io.crvsbridge.vault.Vault;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Fills a stopped server's table with pending actions as after days without MOSIP. Of a hundred, one is a real birth that becomes due at a given moment; the others wait
 * for a credential, or are due again at some time of the next day, and carry random bytes for their seals, since nobody opens them meanwhile.
 */
final class Backlog {

    private static final int SEALED_BYTES = 1_500;
    private static final int BATCH = 500;
    private static final String COLUMNS = """
            INSERT INTO pending_action (id, event_id, action_id, tracking_id, token, document, state, due_at, received_at, decide_by, event_type, action_type, decision,
              when_declined, operation, rule, pack_version, answer_status, answer_body, failures, same_failures, version)
            """;
    private static final String REST = """
            , LOCALTIMESTAMP, LOCALTIMESTAMP + INTERVAL '7' DAY, 'birth', 'REGISTER', 'HOLD', 'REJECT', h.operation, h.rule, h.pack_version, 202, '{}', 0, 0, 1
            FROM (SELECT operation, rule, pack_version FROM pending_action WHERE decision = 'HOLD' FETCH FIRST 1 ROWS ONLY) h""";
    private static final String WAITING = COLUMNS + """
            SELECT @id, @id, @id, 'AAAAAA', ?, ?, CASE WHEN n % 2 = 0 THEN 'SUBMITTED' ELSE 'RECEIVED' END,
              CASE WHEN n % 2 = 0 THEN NULL ELSE LOCALTIMESTAMP + INTERVAL '1' HOUR * (2 + n % 20) END""" + REST + " CROSS JOIN @numbers";
    private static final String DUE = COLUMNS + "SELECT ?, ?, ?, ?, ?, ?, 'RECEIVED', CAST(? AS TIMESTAMP)" + REST;

    private final Connection connection;
    private final Vault vault;

    private Backlog(Connection connection, Vault vault) {
        this.connection = connection;
        this.vault = vault;
    }

    /** @return the births that become due */
    static List<CoreEvent> fill(Subject subject, int rows, Instant due) {
        try (Connection connection = DriverManager.getConnection(subject.jdbcUrl(), subject.jdbcUser(), subject.jdbcPassword())) {
            Backlog backlog = new Backlog(connection, Vault.of(subject.vaultKeys()));
            backlog.waiting(rows - rows / 100);
            return backlog.due(subject.peers.core(), rows / 100, due);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Fills a stopped server's table with packets whose work was started long ago and whose outcome nobody has reported. */
    static void waitForOutcomes(Subject subject, int rows) {
        try (Connection connection = DriverManager.getConnection(subject.jdbcUrl(), subject.jdbcUser(), subject.jdbcPassword()); Statement statement = connection.createStatement()) {
            boolean h2 = connection.getMetaData().getDatabaseProductName().equals("H2");
            String numbers = h2 ? "SYSTEM_RANGE(1, " + rows + ") s" : "generate_series(1, " + rows + ") AS x";
            String id = h2 ? "CAST(RANDOM_UUID() AS VARCHAR)" : "gen_random_uuid()::text";
            statement.executeUpdate("INSERT INTO packet (number, reference, record_key, generation, event_id, driver, fingerprint, state, awaits, created_at, quiet_since, due_at, requests, note, version)"
                    + " SELECT -x, '" + Peers.CENTRE + Peers.MACHINE + "' || CAST(1000000000000000000 + x AS VARCHAR(19)), " + id + ", 0, " + id + ", " + id
                    + ", 'none', 'STARTED', 'COMPLETION', LOCALTIMESTAMP, LOCALTIMESTAMP, LOCALTIMESTAMP, 0, 'MOSIP''s status search does not know the record', 1 FROM " + numbers);
            statement.execute(h2 ? "ANALYZE" : "ANALYZE packet");
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void waiting(int rows) throws SQLException {
        boolean h2 = connection.getMetaData().getDatabaseProductName().equals("H2");
        String numbers = h2 ? "(SELECT x AS n FROM SYSTEM_RANGE(1, %d)) s" : "generate_series(1, %d) AS n";
        String id = h2 ? "CAST(RANDOM_UUID() AS VARCHAR)" : "gen_random_uuid()::text";
        byte[] random = new byte[SEALED_BYTES];
        new Random(1).nextBytes(random);
        try (PreparedStatement insert = connection.prepareStatement(WAITING.replace("@numbers", numbers.formatted(rows)).replace("@id", id))) {
            insert.setBytes(1, random);
            insert.setBytes(2, random);
            inserted(insert, rows);
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(h2 ? "ANALYZE" : "ANALYZE pending_action");
        }
    }

    private List<CoreEvent> due(CoreSimulator core, int births, Instant due) throws SQLException {
        List<CoreEvent> events = IntStream.range(0, births).mapToObj(i -> core.declareBirth()).toList();
        connection.setAutoCommit(false);
        try (PreparedStatement insert = connection.prepareStatement(DUE)) {
            for (int i = 0; i < births; i++) {
                due(insert, core, events.get(i), due);
                if (i % BATCH == 0) {
                    connection.commit();
                }
            }
        }
        connection.commit();
        connection.setAutoCommit(true);
        return events;
    }

    private void due(PreparedStatement insert, CoreSimulator core, CoreEvent event, Instant due) throws SQLException {
        String action = core.request(event, "REGISTER", JsonValue.EMPTY_JSON_OBJECT);
        String id = UUID.randomUUID().toString();
        insert.setString(1, id);
        insert.setString(2, event.id());
        insert.setString(3, action);
        insert.setString(4, event.trackingId());
        insert.setBytes(5, vault.seal("pending_action.token:" + id, core.token(event).sign().getBytes(StandardCharsets.UTF_8)));
        insert.setBytes(6, vault.seal("pending_action.document:" + id, event.document().toString().getBytes(StandardCharsets.UTF_8)));
        insert.setTimestamp(7, Timestamp.valueOf(LocalDateTime.ofInstant(due, ZoneOffset.UTC)));
        inserted(insert, 1);
    }

    private static void inserted(PreparedStatement insert, int rows) throws SQLException {
        if (insert.executeUpdate() != rows) {
            throw new IllegalStateException("there is no held birth to take the rule from");
        }
    }
}

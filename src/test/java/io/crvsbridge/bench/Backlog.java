package io.crvsbridge.bench;

import io.crvsbridge.simulators.CoreEvent;
import io.crvsbridge.simulators.CoreSimulator;
import io.crvsbridge.vault.Vault;
import jakarta.json.JsonObject;
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
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Fills a stopped server's table: of the pending actions 99 of 100 wait for MOSIP and nothing is due, 1 of 100 is a real birth that was held and is due.
 * The waiting ones carry sealed bytes of another row, since nobody opens them.
 */
final class Backlog {

    private static final int BATCH = 500;

    private final Connection connection;
    private final Vault vault;

    private Backlog(Connection connection, Vault vault) {
        this.connection = connection;
        this.vault = vault;
    }

    /** @return the births that are due */
    static List<CoreEvent> fill(Subject subject, int rows) {
        try (Connection connection = DriverManager.getConnection(subject.jdbcUrl(), subject.jdbcUser(), subject.jdbcPassword())) {
            Backlog backlog = new Backlog(connection, Vault.of(subject.vaultKeys()));
            backlog.waiting(rows - rows / 100);
            return backlog.due(subject.peers.core(), rows / 100);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void waiting(int rows) throws SQLException {
        boolean h2 = connection.getMetaData().getDatabaseProductName().equals("H2");
        String numbers = h2 ? "SYSTEM_RANGE(1, %d)" : "generate_series(1, %d)";
        String id = h2 ? "CAST(RANDOM_UUID() AS VARCHAR)" : "gen_random_uuid()::text";
        String sql = """
                INSERT INTO pending_action (id, event_id, action_id, event_type, action_type, state, decision, operation, rule, pack_version, answer_status, answer_body,
                  token, document, received_at, decide_by, failures, same_failures, version)
                SELECT @id, @id, @id, 'birth', 'REGISTER', 'SUBMITTED', 'HOLD', t.operation, t.rule, t.pack_version, 202, '{}',
                  t.token, t.document, LOCALTIMESTAMP, LOCALTIMESTAMP + INTERVAL '7' DAY, 0, 0, 1
                FROM @numbers CROSS JOIN (SELECT operation, rule, pack_version, token, document FROM pending_action WHERE id = ?) t""";
        try (Statement statement = connection.createStatement();
                PreparedStatement insert = connection.prepareStatement(sql.replace("@numbers", numbers.formatted(rows)).replace("@id", id))) {
            insert.setString(1, template());
            insert.executeUpdate();
            statement.execute(h2 ? "ANALYZE" : "ANALYZE pending_action");
        }
    }

    /** A held birth as the server stored it, with its seals put back: those of an ended one are erased. */
    private String template() throws SQLException {
        String id = UUID.randomUUID().toString();
        byte[] random = new byte[1_500];
        new java.util.Random(1).nextBytes(random);
        insert(id, UUID.randomUUID().toString(), UUID.randomUUID().toString(), "AAAAAA", random, random, null);
        return id;
    }

    private List<CoreEvent> due(CoreSimulator core, int births) throws SQLException {
        List<CoreEvent> events = IntStream.range(0, births).mapToObj(i -> core.declareBirth()).toList();
        connection.setAutoCommit(false);
        for (int i = 0; i < births; i++) {
            CoreEvent event = events.get(i);
            String action = core.request(event, "REGISTER", JsonValue.EMPTY_JSON_OBJECT);
            String id = UUID.randomUUID().toString();
            JsonObject document = event.document();
            byte[] token = vault.seal("pending_action.token:" + id, core.token(event).sign().getBytes(StandardCharsets.UTF_8));
            insert(id, event.id(), action, event.trackingId(), token, vault.seal("pending_action.document:" + id, document.toString().getBytes(StandardCharsets.UTF_8)),
                    Instant.now());
            if (i % BATCH == 0) {
                connection.commit();
            }
        }
        connection.commit();
        connection.setAutoCommit(true);
        return events;
    }

    private void insert(String id, String event, String action, String tracking, byte[] token, byte[] document, Instant due) throws SQLException {
        String sql = """
                INSERT INTO pending_action (id, event_id, action_id, event_type, action_type, tracking_id, state, decision, operation, rule, pack_version, answer_status,
                  answer_body, token, document, received_at, decide_by, due_at, failures, same_failures, version)
                SELECT ?, ?, ?, 'birth', 'REGISTER', ?, ?, 'HOLD', h.operation, h.rule, h.pack_version, 202, '{}', ?, ?, ?, ?, ?, 0, 0, 1
                FROM (SELECT operation, rule, pack_version FROM pending_action WHERE decision = 'HOLD' FETCH FIRST 1 ROWS ONLY) h""";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setString(1, id);
            insert.setString(2, event);
            insert.setString(3, action);
            insert.setString(4, tracking);
            insert.setString(5, due == null ? "SUBMITTED" : "RECEIVED");
            insert.setBytes(6, token);
            insert.setBytes(7, document);
            insert.setTimestamp(8, utc(Instant.now()));
            insert.setTimestamp(9, utc(Instant.now().plusSeconds(7 * 86_400)));
            insert.setTimestamp(10, due == null ? null : utc(due));
            if (insert.executeUpdate() != 1) {
                throw new IllegalStateException("there is no held birth to take the rule from");
            }
        }
    }

    private static Timestamp utc(Instant instant) {
        return Timestamp.valueOf(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
    }
}

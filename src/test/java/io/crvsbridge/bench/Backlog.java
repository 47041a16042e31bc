package io.crvsbridge.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;

/**
 * Fills a stopped server's table with pending actions as after days without MOSIP: half wait for its credential, half are due again at some time of the next day.
 * They carry random bytes for their seals, since nobody opens them meanwhile.
 */
final class Backlog {

    private static final int SEALED_BYTES = 1_500;
    private static final String ROWS = """
            INSERT INTO pending_action (id, event_id, action_id, event_type, action_type, state, decision, operation, rule, pack_version, answer_status, answer_body,
              token, document, received_at, decide_by, due_at, failures, same_failures, version)
            SELECT @id, @id, @id, 'birth', 'REGISTER', CASE WHEN n % 2 = 0 THEN 'SUBMITTED' ELSE 'RECEIVED' END, 'HOLD', t.operation, t.rule, t.pack_version, 202, '{}',
              ?, ?, LOCALTIMESTAMP, LOCALTIMESTAMP + INTERVAL '7' DAY, CASE WHEN n % 2 = 0 THEN NULL ELSE LOCALTIMESTAMP + INTERVAL '1' HOUR * (2 + n % 20) END, 0, 0, 1
            FROM @numbers CROSS JOIN (SELECT operation, rule, pack_version FROM pending_action WHERE decision = 'HOLD' FETCH FIRST 1 ROWS ONLY) t""";

    private Backlog() {}

    static void fill(Subject subject, int rows) {
        try (Connection connection = DriverManager.getConnection(subject.jdbcUrl(), subject.jdbcUser(), subject.jdbcPassword())) {
            boolean h2 = connection.getMetaData().getDatabaseProductName().equals("H2");
            String numbers = h2 ? "(SELECT x AS n FROM SYSTEM_RANGE(1, %d)) s" : "generate_series(1, %d) AS n";
            String id = h2 ? "CAST(RANDOM_UUID() AS VARCHAR)" : "gen_random_uuid()::text";
            try (Statement statement = connection.createStatement();
                    PreparedStatement insert = connection.prepareStatement(ROWS.replace("@numbers", numbers.formatted(rows)).replace("@id", id))) {
                byte[] random = new byte[SEALED_BYTES];
                new Random(1).nextBytes(random);
                insert.setBytes(1, random);
                insert.setBytes(2, random);
                if (insert.executeUpdate() != rows) {
                    throw new IllegalStateException("there is no held birth to take the rule from");
                }
                statement.execute(h2 ? "ANALYZE" : "ANALYZE pending_action");
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}

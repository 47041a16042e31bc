package io.crvsbridge.e2e;

import io.crvsbridge.simulators.CoreEvent;
import io.crvsbridge.simulators.CoreLedger;
import io.crvsbridge.simulators.CoreSimulator;
import io.crvsbridge.simulators.MosipLedger;
import io.crvsbridge.simulators.MosipSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;

/** What is known of births that did not end: the peers' ledgers, the server's rows and its threads. It ends the server. */
final class Autopsy {

    private static final int MOST = 3;

    private final CoreLedger core;
    private final MosipLedger mosip;
    private final BridgeServer server;
    private final Store store;
    private final BirthWatch watch;

    Autopsy(CoreSimulator core, MosipSimulator mosip, BridgeServer server, Store store, BirthWatch watch) {
        this.core = core.ledger();
        this.mosip = mosip.ledger();
        this.server = server;
        this.store = store;
        this.watch = watch;
    }

    String report() {
        StringBuilder report = new StringBuilder();
        watch.open().stream().limit(MOST).forEach(birth -> report.append(peers(birth)));
        server.dumpThreads();
        report.append("of ").append(watch.open().size()).append(" births; threads and log in ").append(server.logFile()).append('\n');
        server.kill();
        try {
            rows(report);
        } catch (SQLException | IOException unreadable) {
            report.append("the rows cannot be read: ").append(unreadable).append('\n');
        }
        return report.toString();
    }

    private String peers(CoreEvent birth) {
        StringBuilder seen = new StringBuilder(birth.trackingId() + " " + birth.id() + " " + watch.standing(birth) + ", accept calls " + core.acceptCalls(birth));
        watch.rids(birth).forEach(rid -> seen.append("; ").append(rid).append(" createPacket ").append(mosip.packetCalls(rid)).append(", workflow ").append(mosip.workflowCalls(rid))
                .append(", outcome ").append(mosip.outcome(rid)).append(", credentials ").append(mosip.credentials(rid)).append(", deliveries ").append(mosip.deliveries(rid)));
        return seen.append('\n').toString();
    }

    /** Of H2 a copy is opened, so that the files stay as they are. */
    private void rows(StringBuilder report) throws SQLException, IOException {
        String url = store.settings().get("DB_URL");
        String user = store.settings().getOrDefault("DB_USER", "bridge");
        boolean embedded = url == null || url.startsWith("jdbc:h2:");
        try (Connection connection = DriverManager.getConnection(embedded ? "jdbc:h2:file:" + copy().resolve("bridge") : url, user,
                store.settings().getOrDefault("DB_PASSWORD", ""))) {
            for (CoreEvent birth : watch.open().stream().limit(MOST).toList()) {
                String action = "(SELECT id FROM pending_action WHERE event_id = '" + birth.id() + "')";
                print(connection, "SELECT id, state, park_cause, registration_number, packet_number, received_at, due_at, lease, leased_until, failures, last_failure, version FROM"
                        + " pending_action WHERE event_id = '" + birth.id() + "'", report);
                print(connection, "SELECT id, from_state, to_state, at, reason FROM action_step WHERE action IN " + action + " ORDER BY id", report);
                print(connection, "SELECT number, reference, driver, state, created_at FROM packet WHERE event_id = '" + birth.id() + "'", report);
                for (String rid : watch.rids(birth)) {
                    print(connection, "SELECT id, state, cause, received_at, due_at, lease, leased_until, failures FROM hub_delivery WHERE reference = '" + rid + "'", report);
                }
            }
        }
    }

    private Path copy() throws IOException {
        Path from = server.dataDir().resolve("db");
        Path to = Files.createTempDirectory(server.dataDir(), "autopsy");
        try (Stream<Path> files = Files.list(from)) {
            files.forEach(file -> {
                try {
                    Files.copy(file, to.resolve(file.getFileName()));
                } catch (IOException unreadable) {
                    throw new UncheckedIOException(unreadable);
                }
            });
        }
        return to;
    }

    private static void print(Connection connection, String sql, StringBuilder report) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                report.append("   ");
                for (int i = 1; i <= columns; i++) {
                    report.append(' ').append(rows.getMetaData().getColumnLabel(i).toLowerCase(java.util.Locale.ROOT)).append('=').append(rows.getString(i));
                }
                report.append('\n');
            }
        }
    }
}

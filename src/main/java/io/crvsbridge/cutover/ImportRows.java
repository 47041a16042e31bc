package io.crvsbridge.cutover;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * {@code java -jar crvs-bridge-import.jar --from mosip-api.db --to http://127.0.0.1:3040}: reads the rows that wait in the SQLite file of the reference middleware,
 * which is opened for reading only, and hands each over under its own token. Repeating it hands nothing over twice. Prints ids and statuses, never tokens. Ends with
 * 0 when the server has every row, 1 when it has not, 2 when nothing could be begun.
 */
public final class ImportRows {

    private static final String USAGE = "usage: java -jar crvs-bridge-import.jar --from <SQLite file> --to <server's base URL>"
            + " [--table transactions] [--id id] [--token token] [--number registration_number]";
    private static final Map<String, String> DEFAULTS = Map.of("--table", "transactions", "--id", "id", "--token", "token", "--number", "registration_number");
    private static final Set<String> NEEDED = Set.of("--from", "--to");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");
    /** What goes into the request as it is; a row with anything else is no row of the reference middleware. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._/-]{1,64}");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._-]{1,16384}");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final URI target;
    private final PrintStream out;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(10)).build();

    private ImportRows(URI target, PrintStream out) {
        this.target = target;
        this.out = out;
    }

    /** A waiting registration. */
    private record Row(String id, String token, String number) {
        @Override
        public String toString() {
            return "Row[" + id + "]";
        }
    }

    public static void main(String[] arguments) {
        System.exit(run(arguments, System.out));
    }

    /** @return the exit status */
    static int run(String[] arguments, PrintStream out) {
        try {
            Map<String, String> given = read(arguments);
            URI target = URI.create(given.get("--to").replaceAll("/+$", "") + "/events/import");
            return new ImportRows(target, out).handOver(rows(given));
        } catch (IllegalArgumentException | SQLException e) {
            out.println(e.getMessage());
            return 2;
        }
    }

    private static Map<String, String> read(String[] arguments) {
        Map<String, String> given = new HashMap<>(DEFAULTS);
        for (int i = 0; i < arguments.length; i += 2) {
            boolean known = DEFAULTS.containsKey(arguments[i]) || NEEDED.contains(arguments[i]);
            if (!known || i + 1 == arguments.length) {
                throw new IllegalArgumentException(USAGE);
            }
            given.put(arguments[i], arguments[i + 1]);
        }
        if (!given.keySet().containsAll(NEEDED)) {
            throw new IllegalArgumentException(USAGE);
        }
        DEFAULTS.keySet().stream().filter(key -> !NAME.matcher(given.get(key)).matches()).findFirst().ifPresent(key -> {
            throw new IllegalArgumentException(key + " needs the name of a table or column");
        });
        if (!Files.isReadable(Path.of(given.get("--from")))) {
            throw new IllegalArgumentException("there is no readable file " + given.get("--from"));
        }
        return given;
    }

    private static List<Row> rows(Map<String, String> given) throws SQLException {
        Properties readOnly = new Properties();
        readOnly.setProperty("open_mode", "1");
        String query = "SELECT " + given.get("--id") + ", " + given.get("--token") + ", " + given.get("--number") + " FROM " + given.get("--table") + " ORDER BY 1";
        List<Row> rows = new ArrayList<>();
        try (Connection file = DriverManager.getConnection("jdbc:sqlite:" + given.get("--from"), readOnly); Statement statement = file.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            while (found.next()) {
                rows.add(new Row(found.getString(1), found.getString(2), found.getString(3)));
            }
        }
        return rows;
    }

    private int handOver(List<Row> rows) {
        int taken = 0;
        int known = 0;
        for (Row row : rows) {
            int status = fits(row) ? handOver(row) : 0;
            taken += status == 201 ? 1 : 0;
            known += status == 200 ? 1 : 0;
            out.println((status == 201 ? "taken    " : status == 200 ? "known    " : "skipped  ") + shown(row.id()) + "  " + meaning(status));
        }
        int skipped = rows.size() - taken - known;
        out.println(rows.size() + " rows: " + taken + " taken, " + known + " known already, " + skipped + " skipped");
        return skipped == 0 ? 0 : 1;
    }

    private static String shown(String id) {
        return id == null ? "(no id)" : id.replaceAll("[^ -~]", "?");
    }

    private static boolean fits(Row row) {
        return row.id() != null && PLAIN.matcher(row.id()).matches() && row.number() != null && PLAIN.matcher(row.number()).matches()
                && row.token() != null && TOKEN.matcher(row.token()).matches();
    }

    private int handOver(Row row) {
        String body = "{\"id\":\"" + row.id() + "\",\"registrationNumber\":\"" + row.number() + "\"}";
        HttpRequest request = HttpRequest.newBuilder(target).timeout(PATIENCE).header("Content-Type", "application/json").header("Authorization", "Bearer " + row.token())
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8)).build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    private static String meaning(int status) {
        return switch (status) {
            case 200, 201 -> "";
            case 0 -> "no row of mosip-api: id, token or number has another form";
            case -1 -> "the server did not answer; run this again";
            case 401 -> "the token is not authentic, or has ended and no system client renews it: set OPENCRVS_CLIENT_ID and run this again, or decide the action in Core";
            case 403 -> "the token may not confirm an action";
            case 404 -> "the server takes no imports: MIDDLEWARE_IMPORT is not true";
            case 409 -> "the action, its record or the id is known otherwise there";
            case 503 -> "not now, Core or the database is away; run this again";
            default -> "refused with status " + status;
        };
    }
}

package io.crvsbridge.e2e;

import io.crvsbridge.simulators.AuthManager;
import io.crvsbridge.simulators.MosipSimulator;
import io.crvsbridge.simulators.Peers;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** What a country has before it moves over: sends packets under ids of its own form, and keeps what waits in an SQLite file. */
final class ReferenceMiddleware {

    private final MosipSimulator mosip;
    private final Path file;
    private final HttpClient client = HttpClient.newHttpClient();

    ReferenceMiddleware(MosipSimulator mosip, Path file) {
        this.mosip = mosip;
        this.file = file;
        execute("CREATE TABLE transactions (id TEXT PRIMARY KEY, token TEXT UNIQUE NOT NULL, registration_number TEXT UNIQUE NOT NULL, created_at TEXT NOT NULL DEFAULT (datetime('now'))) STRICT");
    }

    /** Sends a packet and starts its workflow. @return the registration id, the centre and ten digits */
    String sent(String process, String numberField, String number) {
        String rid = Peers.CENTRE + ThreadLocalRandom.current().nextLong(1_000_000_000L, 9_999_999_999L);
        JsonObjectBuilder fields = Json.createObjectBuilder().add(numberField, number).add("fullName", "[{\"language\":\"eng\",\"value\":\"Amani Almond\"}]")
                .add("gender", "[{\"language\":\"eng\",\"value\":\"FLE\"}]").add("dateOfBirth", Births.today().replace('-', '/')).add("UIN", "5551234567");
        JsonObject schema = Json.createObjectBuilder().add("properties", Json.createObjectBuilder().add("identity", Json.createObjectBuilder().add("properties", Json.createObjectBuilder()
                .add(numberField, text()).add("fullName", text()).add("gender", text()).add("dateOfBirth", text()).add("UIN", text())))).build();
        String token = login();
        call("PUT", mosip.createPacketUrl(), token, Json.createObjectBuilder().add("id", rid).add("refId", Peers.CENTRE + "_" + Peers.MACHINE).add("offlineMode", false).add("process", process)
                .add("source", "CRVS1").add("schemaVersion", "0.100").add("schemaJson", schema.toString()).add("fields", fields).add("metaInfo", Json.createObjectBuilder())
                .add("audits", Json.createArrayBuilder().add(Json.createObjectBuilder())).build(), "string");
        call("POST", mosip.processPacketUrl(), token, Json.createObjectBuilder().add("registrationId", rid).add("process", process).add("source", "CRVS1").add("additionalInfoReqId", "")
                .add("notificationInfo", Json.createObjectBuilder()).build(), "mosip.registration.processor.workflow.instance");
        return rid;
    }

    private static JsonObjectBuilder text() {
        return Json.createObjectBuilder().add("fieldCategory", "pvt");
    }

    void waits(String rid, String token, String number) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                PreparedStatement insert = connection.prepareStatement("INSERT INTO transactions (id, token, registration_number) VALUES (?, ?, ?)")) {
            insert.setString(1, rid);
            insert.setString(2, token);
            insert.setString(3, number);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void execute(String sql) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String login() {
        JsonObject request = Json.createObjectBuilder().add("clientId", AuthManager.PACKET_CLIENT).add("secretKey", AuthManager.PACKET_SECRET).add("appId", AuthManager.APP_ID).build();
        return call("POST", mosip.authUrl(), "", request, "string").headers().firstValue("Authorization").orElseThrow();
    }

    private static String now() {
        return java.time.Instant.now().truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString().replace("Z", ".000Z");
    }

    private HttpResponse<String> call(String method, URI url, String token, JsonObject request, String id) {
        String body = Json.createObjectBuilder().add("id", id).add("version", "v1").add("requesttime", now())
                .add("request", request).build().toString();
        HttpRequest.Builder call = HttpRequest.newBuilder(url).header("Content-Type", "application/json").header("Cookie", "Authorization=" + token + ";")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        try {
            HttpResponse<String> answer = client.send(call.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200 || answer.body().contains("errorCode")) {
                throw new AssertionError(url + " answered " + answer.statusCode() + " " + answer.body());
            }
            return answer;
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What a country config hands over, about people who do not exist. */
    static final class Births {

        private Births() {}

        static String today() {
            return java.time.LocalDate.now(java.time.ZoneOffset.UTC).minusDays(9).toString();
        }

        static String number() {
            return "2026B" + UUID.randomUUID().toString().substring(0, 8).toUpperCase(java.util.Locale.ROOT);
        }
    }
}

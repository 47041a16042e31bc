package io.crvsbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.simulators.CoreEvent;
import io.crvsbridge.simulators.Credentials;
import io.crvsbridge.simulators.HubDelivery;
import io.crvsbridge.simulators.MosipLedger.Outcome;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The requests that were recorded at the reference middleware, as they stand but for their tokens, between a Core 1.9 and a MOSIP. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RecordedMiddlewareIT {

    private static final Set<String> CLIENTS_OWN = Set.of("host", "connection", "content-length", "authorization");

    private static Bench bench;

    @BeforeAll
    static void start() {
        bench = Bench.started("door-recorded", Store.h2(), Map.of());
        bench.core().version19();
        bench.mosip().workflow().infantBelow(0);
    }

    @AfterAll
    static void stop() {
        if (bench != null) {
            bench.close();
        }
    }

    private static JsonObject recorded(String name) {
        try (JsonReader reader = Json.createReader(Files.newBufferedReader(Path.of("src/test/resources/wire", name + ".json")))) {
            return reader.readObject();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The recorded request with another token, and its answer compared with the recorded one. */
    private static HttpResponse<String> repeated(JsonObject recording, String token) {
        JsonObject request = recording.getJsonObject("request");
        String[] line = request.getString("line").split(" ");
        HttpRequest.Builder call = bench.request(line[1]).method(line[0], BodyPublishers.ofString(request.getString("body")));
        for (JsonArray header : request.getJsonArray("headers").getValuesAs(JsonArray.class)) {
            if (!CLIENTS_OWN.contains(header.getString(0).toLowerCase(java.util.Locale.ROOT))) {
                call.header(header.getString(0), header.getString(1));
            }
        }
        return bench.send(token == null ? call : call.header("Authorization", "Bearer " + token));
    }

    private static void assertSameShape(HttpResponse<String> answer, JsonObject recording) {
        JsonObject expected = recording.getJsonObject("response");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(Integer.parseInt(expected.getString("line").split(" ")[1]));
        assertThat(answer.headers().firstValue("content-type")).get().asString().startsWith("application/json");
        assertThat(answer.body()).isEqualTo(expected.getString("body"));
    }

    /** The parts of what the reference told Core. */
    private static Set<String> toldKeys(String recording) {
        return new TreeSet<>(recorded(recording).getJsonObject("request").getJsonObject("bodyJson").getJsonObject("0").getJsonObject("json").keySet());
    }

    @Test
    @Order(1)
    void theRecordedListOfTransactionsIsEmptyHereToo() {
        JsonObject recording = recorded("debug.debug-transactions");
        String token = bench.core().auth().recordToken("024dd7c7-0ae4-4d23-abfa-f8823b17e2ad", "c6d2bb66-56be-4663-99a3-ed07c75ffb6b", "67b87b823c21dd143b69fa3e")
                .scopes("search.birth", "search.death").sign();
        assertSameShape(repeated(recording, token), recording);
    }

    @Test
    @Order(2)
    void theRecordedBirthIsTakenAndEndsInTheRecordedAccept() {
        JsonObject recording = recorded("birth.events-registration");
        CoreEvent event = bench.core().declareBirth();
        bench.core().request(event, "REGISTER", JsonValue.EMPTY_JSON_OBJECT);
        assertSameShape(repeated(recording, bench.core().token(event).sign()), recording);
        bench.awaitRegistered(event);
        String rid = bench.rid(event);
        assertThat(bench.mosip().ledger().packet(rid).orElseThrow().request().getJsonObject("fields"))
                .isEqualTo(recorded("birth.create-packet").getJsonObject("request").getJsonObject("bodyJson").getJsonObject("request").getJsonObject("fields"));
        assertThat(toldKeys("birth.core-accept")).containsExactly("actionId", "declaration", "eventId", "registrationNumber", "transactionId");
        assertThat(bench.core().ledger().registrationNumber(event)).contains("2026B7QX1KTY12");
        assertThat(bench.childNid(event)).contains(bench.mosip().credentials().vid(rid));
        assertThat(bench.core().calls("get")).as("Core 1.9 is told without being asked").isZero();
    }

    @Test
    @Order(3)
    void theRecordedDeathIsTakenAndAcceptedWithoutAnIdentity() {
        JsonObject recording = recorded("death.events-registration");
        CoreEvent event = bench.core().declareDeath();
        bench.core().request(event, "REGISTER", JsonValue.EMPTY_JSON_OBJECT);
        bench.mosip().workflow().outcome(Outcome.PROCESSED);
        try {
            assertSameShape(repeated(recording, bench.core().token(event).sign()), recording);
            bench.awaitRegistered(event);
        } finally {
            bench.mosip().workflow().clearOutcomes();
        }
        assertThat(bench.core().ledger().registrationNumber(event)).contains("2026D9RZ2LUV34");
        assertThat(bench.childNid(event)).isEmpty();
    }

    @Test
    @Order(4)
    void theRecordedTokensAreNotTakenAnyMore() {
        JsonObject recording = recorded("birth.events-registration");
        String old = recording.getJsonObject("request").getJsonArray("headers").getValuesAs(JsonArray.class).stream().filter(h -> h.getString(0).equals("Authorization")).findFirst().orElseThrow()
                .getString(1).substring("Bearer ".length());
        assertThat(repeated(recording, old).statusCode()).isEqualTo(401);
        assertThat(repeated(recording, null).statusCode()).isEqualTo(401);
    }

    private static double refused(String cause) {
        return bench.get("/metrics").body().lines().filter(l -> l.startsWith("credentials_refused_total{") && l.contains("cause=\"" + cause + "\""))
                .mapToDouble(l -> Double.parseDouble(l.substring(l.lastIndexOf(' ') + 1))).sum();
    }

    /** Without the hub's signature it is not let in; with it, it is for a key that we do not have, so that its proof is not even come to: see the next test. */
    @Test
    @Order(5)
    void theRecordedCredentialIsRefused() {
        JsonObject recording = recorded("birth.credential-callback");
        assertThat(repeated(recording, null).statusCode()).isEqualTo(401);
        bench.mosip().workflow().delayMillis(600_000);
        CoreEvent event = bench.core().declareBirth();
        bench.core().request(event, "REGISTER", JsonValue.EMPTY_JSON_OBJECT);
        String payload = recorded("birth.events-registration").getJsonObject("request").getString("body").replace("2026B7QX1KTY12", "2026B7QX1KTY13");
        new InteropClient(bench.server().base(), bench.core().token(event).sign()).register(payload);
        String body = recording.getJsonObject("request").getString("body").replace("100017460954309", bench.rid(event));
        double refusedBefore = refused("UNDECRYPTABLE");
        HttpResponse<String> signed = bench.send(bench.request("/websub/callback").header("Content-Type", "application/json")
                .header("X-Hub-Signature", HubDelivery.signature("sha256", bench.hubSecret(), body.getBytes(StandardCharsets.UTF_8))).POST(BodyPublishers.ofString(body)));
        assertThat(signed.statusCode()).isEqualTo(202);
        Await.until("it is refused", Bench.SOON, () -> refused("UNDECRYPTABLE") > refusedBefore);
        Await.never("an accept", Duration.ofSeconds(2), () -> bench.core().ledger().acceptCalls(event) > 0);
    }

    /** As the reference made and took them: the issuer's own key, over the text of the credential. */
    @Test
    @Order(6)
    void aCredentialWhoseProofIsMadeAsTheRecordedOneIsRefusedAndTheRightOneIsTakenAfterwards() {
        bench.mosip().workflow().delayMillis(50);
        bench.mosip().credentials().flaw(Credentials.Flaw.SIGNED_AS_TEXT);
        double refusedBefore = refused("PROOF_INVALID");
        CoreEvent event = bench.core().declareBirth();
        bench.core().request(event, "REGISTER", JsonValue.EMPTY_JSON_OBJECT);
        String payload = recorded("birth.events-registration").getJsonObject("request").getString("body").replace("2026B7QX1KTY12", "2026B7QX1KTY14");
        new InteropClient(bench.server().base(), bench.core().token(event).sign()).register(payload);
        Await.until("it is refused for its proof", Bench.SOON, () -> refused("PROOF_INVALID") > refusedBefore);
        Await.never("an accept", Duration.ofSeconds(2), () -> bench.core().ledger().acceptCalls(event) > 0);
        bench.mosip().credentials().flaw(Credentials.Flaw.NONE);
        bench.mosip().issue(bench.rid(event));
        bench.awaitRegistered(event);
    }
}

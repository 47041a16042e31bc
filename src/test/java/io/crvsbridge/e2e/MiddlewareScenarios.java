package io.crvsbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.e2e.ReferenceMiddleware.Births;
import io.crvsbridge.simulators.CoreEvent;
import io.crvsbridge.simulators.CoreSimulator;
import io.crvsbridge.simulators.Credentials;
import io.crvsbridge.simulators.Declaration;
import io.crvsbridge.simulators.Fault;
import io.crvsbridge.simulators.MosipLedger.Outcome;
import io.crvsbridge.simulators.MosipSimulator;
import io.crvsbridge.simulators.Packet;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The door for country configs that speak to the reference middleware, from what they send to what Core and MOSIP see of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class MiddlewareScenarios {

    static final String UPDATE = "CRVS_UPDATE";
    static final Map<String, String> SETTINGS = Map.of("MOSIP_PACKET_PROCESS_UPDATE", UPDATE, "IDENTITY_INQUIRE_EVERY", "2s", "IDENTITY_CREDENTIAL_WAIT", "1s", "MIDDLEWARE_IMPORT", "true");
    private static final int MANY = 50;

    Bench bench;
    CoreSimulator core;
    MosipSimulator mosip;

    abstract Bench started();

    @BeforeAll
    void start() {
        bench = started();
        core = bench.core();
        mosip = bench.mosip();
        mosip.packets().provides("CRVS1", UPDATE);
    }

    @AfterAll
    void stop() {
        if (bench != null) {
            bench.close();
        }
    }

    @BeforeEach
    void calm() {
        bench.calm();
    }

    @AfterEach
    void coreHasNoComplaints() {
        bench.calm();
        assertThat(core.ledger().earlyAccepts()).isEmpty();
        assertThat(core.ledger().parallelCalls()).isEmpty();
        assertThat(core.ledger().poisoned()).isEmpty();
    }

    /** A record of which Core waits for the country config, and what that hands over to us. */
    record Pending(CoreEvent event, String token, String number, String payload) {}

    InteropClient client(String token) {
        return new InteropClient(bench.server().base(), token);
    }

    Pending birth() {
        return birth(core.declareBirth(), Births.number());
    }

    Pending birth(CoreEvent event, String number) {
        core.request(event, "REGISTER", JsonValue.EMPTY_JSON_OBJECT);
        return new Pending(event, core.token(event).sign(), number, payload(event, birthFields(number)));
    }

    static JsonObjectBuilder birthFields(String number) {
        return Json.createObjectBuilder().add("birthCertificateNumber", number).add("dateOfBirth", Births.today().replace('-', '/'))
                .add("fullName", Json.createArrayBuilder().add(Json.createObjectBuilder().add("language", "eng").add("value", "Amani Almond")))
                .add("gender", Json.createArrayBuilder().add(Json.createObjectBuilder().add("language", "eng").add("value", "FLE")));
    }

    static String payload(CoreEvent event, JsonObjectBuilder fields) {
        JsonObjectBuilder notification = Json.createObjectBuilder().add("recipientFullName", "Bwalya Banda").add("recipientEmail", "b@example.org").add("recipientPhone", "0800000000");
        return Json.createObjectBuilder().add("trackingId", event.trackingId()).add("requestFields", fields).add("notification", notification)
                .add("metaInfo", Json.createObjectBuilder().add("office", "North")).add("audit", Json.createObjectBuilder().add("eventName", "handed over")).build().toString();
    }

    String handedOver(Pending pending) {
        assertThat(client(pending.token()).register(pending.payload())).isEqualTo(JsonValue.EMPTY_JSON_OBJECT);
        return bench.rid(pending.event());
    }

    void awaitIdentified(Pending pending) {
        bench.awaitRegistered(pending.event());
        assertThat(core.ledger().acceptedRegisters(pending.event())).isEqualTo(1);
        assertThat(core.ledger().registrationNumber(pending.event())).contains(pending.number());
        assertThat(bench.rids(pending.event())).hasSize(1);
        assertThat(bench.childNid(pending.event())).contains(mosip.credentials().vid(bench.rids(pending.event()).get(0)));
    }

    JsonArray listed(String... scopes) {
        HttpResponse<String> answer = bench.send(bench.request("/debug/transactions").header("Authorization", "Bearer " + userToken(scopes)).GET());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain("eyJ");
        try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
            return reader.readArray();
        }
    }

    /** A user's, that is for no action. */
    String userToken(String... scopes) {
        return core.auth().recordToken("", "", "registrar-7").without("eventId").without("actionId").scopes(scopes).sign();
    }

    Optional<JsonObject> listed(Pending pending) {
        return listed("search.birth", "search.death").getValuesAs(JsonObject.class).stream().filter(row -> pending.number().equals(row.getString("registration_number", ""))).findFirst();
    }

    @Test
    void aBirthThatIsHandedOverIsRegisteredUnderItsOwnNumberWithItsIdentity() {
        Pending birth = birth();
        String rid = handedOver(birth);
        awaitIdentified(birth);
        Packet packet = mosip.ledger().packet(rid).orElseThrow();
        assertThat(packet.process()).isEqualTo("CRVS_NEW");
        assertThat(packet.fields()).isEqualTo(Map.of("birthCertificateNumber", birth.number(), "dateOfBirth", Births.today().replace('-', '/'),
                "fullName", "[{\"language\":\"eng\",\"value\":\"Amani Almond\"}]", "gender", "[{\"language\":\"eng\",\"value\":\"FLE\"}]"));
        assertThat(packet.label("metaData", "office")).contains("North");
        assertThat(packet.label("metaData", "crvsRecordRef")).contains(birth.event().id());
        assertThat(packet.request().getJsonArray("audits").getValuesAs(JsonObject.class)).anyMatch(audit -> audit.getString("eventName").equals("handed over"));
        assertThat(mosip.ledger().packetCalls(rid)).isEqualTo(1);
        assertThat(core.ledger().acceptCalls(birth.event())).isEqualTo(1);
        assertThat(core.ledger().tokenKinds(birth.event())).containsExactly("record");
    }

    @Test
    void aDeathIsRegisteredOnceMosipIsDoneAndWithoutAnIdentity() {
        CoreEvent event = core.declareDeath();
        core.request(event, "REGISTER", JsonValue.EMPTY_JSON_OBJECT);
        String number = Births.number();
        client(core.token(event).sign()).register(payload(event, Json.createObjectBuilder().add("deathCertificateNumber", number).add("UIN", "5551234567").add("declaredAsDeceased", true)));
        bench.awaitRegistered(event);
        assertThat(core.ledger().registrationNumber(event)).contains(number);
        assertThat(bench.childNid(event)).isEmpty();
        Packet packet = mosip.ledger().packet(bench.rid(event)).orElseThrow();
        assertThat(packet.process()).isEqualTo("CRVS_DEATH");
        assertThat(packet.fields()).isEqualTo(Map.of("deathCertificateNumber", number, "UIN", "5551234567", "declaredAsDeceased", "true"));
        assertThat(mosip.ledger().outcome(packet.id())).contains(Outcome.PROCESSED);
    }

    @Test
    void theSameActionManyTimesOverIsOnePacketAndOneAnswer() {
        Pending birth = birth();
        InteropClient client = client(birth.token());
        HttpRequest request = client.request("./events/registration", birth.payload());
        List<HttpResponse<String>> answers = bench.sendAll(IntStream.range(0, MANY).mapToObj(i -> HttpRequest.newBuilder(request, (name, value) -> true)).toList());
        assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode() + answer.body()).isEqualTo("202{}"));
        awaitIdentified(birth);
        String other = birth.payload().replace("Amani", "Somebody else");
        assertThat(client.register(other)).as("after the end, with other fields").isEqualTo(JsonValue.EMPTY_JSON_OBJECT);
        Await.never("a second packet, or another accept", Duration.ofSeconds(1), () -> bench.rids(birth.event()).size() > 1 || core.ledger().acceptCalls(birth.event()) > 1);
    }

    @Test
    void aRegistrationThatMosipDeclinedIsRejectedAndCanBeHandedOverAgainWithOtherFields() {
        mosip.workflow().outcome(Outcome.REJECTED);
        Pending birth = birth();
        handedOver(birth);
        Await.until("Core's rejection", Bench.SOON, () -> core.ledger().rejectedRegisters(birth.event()) == 1);
        mosip.workflow().clearOutcomes();
        CoreEvent event = birth.event();
        core.request(event, "REGISTER", JsonValue.EMPTY_JSON_OBJECT);
        client(core.token(event).sign()).register(birth.payload().replace("Amani", "Corrected"));
        bench.awaitRegistered(event);
        assertThat(core.ledger().registrationNumber(event)).contains(birth.number());
        assertThat(bench.rids(event)).hasSize(2);
    }

    @Test
    void aCredentialThatNamesAnotherCertificateNumberRegistersNobody() {
        mosip.credentials().attributes("VID", "birthCertificateNumber");
        mosip.credentials().flaw(Credentials.Flaw.CERTIFICATE_NUMBER_ALTERED);
        try {
            Pending birth = birth();
            String rid = handedOver(birth);
            Await.until("the credential is delivered", Bench.SOON, () -> !mosip.ledger().deliveries(rid).isEmpty());
            Await.never("an accept", Duration.ofSeconds(2), () -> core.ledger().acceptCalls(birth.event()) > 0);
            mosip.credentials().flaw(Credentials.Flaw.NONE);
            mosip.issue(rid);
            awaitIdentified(birth);
        } finally {
            mosip.credentials().attributes("VID");
        }
    }

    /** A number is one record's, whoever made it; the same record may come again with another. */
    @Test
    void aNumberOfAnotherRecordIsAConflictAndLeavesNothing() {
        Pending first = birth();
        handedOver(first);
        CoreEvent event = core.declareBirth();
        Pending second = birth(event, first.number());
        HttpResponse<String> refused = client(second.token()).post("./events/registration", second.payload());
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(409);
        assertThat(bench.rids(event)).isEmpty();
        String other = Births.number();
        client(second.token()).register(payload(event, birthFields(other)));
        bench.awaitRegistered(event);
        assertThat(core.ledger().registrationNumber(event)).contains(other);
        awaitIdentified(first);
    }

    @Test
    void anUpdateIsSentAndCoreIsNotCalled() {
        CoreEvent event = core.registeredBirth(Declaration.birth(), Births.number());
        String token = core.auth().recordToken(event.id(), UUID.randomUUID().toString(), "registrar-7").sign();
        JsonObjectBuilder fields = Json.createObjectBuilder().add("VID", "5551234567890123").add("UIN", "5551234567").add("fullName", "Corrected Almond");
        assertThat(client(token).updateBiographics(payload(event, fields))).isEqualTo(JsonValue.EMPTY_JSON_OBJECT);
        Packet packet = mosip.ledger().packet(bench.rid(event)).orElseThrow();
        assertThat(packet.process()).isEqualTo(UPDATE);
        assertThat(packet.field("UIN")).contains("5551234567");
        assertThat(packet.request().getJsonObject("fields").getString("VID")).isEqualTo("5551234567890123");
        Await.until("its workflow", Bench.SOON, () -> mosip.ledger().outcome(packet.id()).isPresent());
        Await.never("a call to Core", Duration.ofSeconds(2), () -> core.ledger().acceptCalls(event) + core.ledger().rejectCalls(event) > 0);
        assertThat(bench.history(token).getString("state")).isEqualTo("ACCEPTED");
        HttpResponse<String> nobody = client(token).post("./events/biographics", payload(event, Json.createObjectBuilder().add("fullName", "x")));
        assertThat(nobody.statusCode()).isEqualTo(422);
    }

    /** Core 2.0's country configs hand over corrections by the same path, and nothing in the body says so. */
    @Test
    void anApprovedCorrectionOfCore20IsAcceptedAsOne() {
        String number = Births.number();
        CoreEvent event = core.registeredBirth(Declaration.birth(), number);
        String asked = core.request(event, "REQUEST_CORRECTION", Json.createObjectBuilder().add("declaration", Json.createObjectBuilder().add("child.reason", "misspelt")).build());
        core.decideElsewhere(event, asked, "Accepted", null);
        String request = event.actions().stream().filter(a -> asked.equals(a.getString("originalActionId", ""))).findFirst().orElseThrow().getString("id");
        core.request(event, "APPROVE_CORRECTION", Json.createObjectBuilder().add("requestId", request).build());
        client(core.token(event).sign()).register(payload(event, birthFields(number)));
        Await.until("the correction is accepted", Bench.SOON, () -> event.pending().isEmpty());
        assertThat(event.actions()).filteredOn(a -> a.getString("type").equals("APPROVE_CORRECTION") && a.getString("status").equals("Accepted")).hasSize(1)
                .allSatisfy(a -> assertThat(a.getString("requestId")).isEqualTo(request));
        assertThat(core.ledger().acceptedRegisters(event)).as("registrations").isEqualTo(1);
        assertThat(bench.childNid(event)).contains(mosip.credentials().vid(bench.rids(event).get(0)));
    }

    @Test
    void whatWaitsIsListedForThoseWhoMaySearchAndRejectedForThoseWhoMayReject() {
        mosip.faults().on("packet", Fault.status(503));
        Pending birth = birth();
        client(birth.token()).register(birth.payload());
        JsonObject row = Await.value("the row is listed", Bench.SOON, () -> listed(birth));
        assertThat(row.getString("tracking_id")).isEqualTo(birth.event().trackingId());
        assertThat(row.getString("state")).isEqualTo("RECEIVED");
        assertThat(row.toString()).doesNotContain(birth.token()).doesNotContain("Amani");
        assertThat(listed("type=record.search&placeOfEvent=all").toString()).contains(birth.number());
        assertThat(listed("search.death").toString()).doesNotContain(birth.number());
        assertThat(listed("type=record.search&event=death&placeOfEvent=all").toString()).as("who may search deaths only").doesNotContain(birth.number());
        assertThat(listed("type=record.search&event=birth,death").toString()).contains(birth.number());
        assertThat(bench.send(bench.request("/debug/transactions").header("Authorization", "Bearer " + userToken("record.read")).GET()).statusCode()).isEqualTo(403);
        assertThat(bench.get("/debug/transactions").statusCode()).isEqualTo(401);

        String path = "/debug/transactions/" + row.getString("id");
        assertThat(delete(path, userToken("search.birth"))).isEqualTo(403);
        assertThat(delete(path, core.auth().recordToken(birth.event().id(), UUID.randomUUID().toString(), "x").sign())).as("a token of another action").isEqualTo(404);
        assertThat(delete(path, userToken("type=record.reject-registration&event=death"))).as("who may reject deaths only").isEqualTo(404);
        assertThat(delete(path, userToken("type=record.reject-registration&placeOfEvent=location"))).as("of a place, which we do not know").isEqualTo(403);
        assertThat(delete(path, userToken("record.reject-registration"))).isEqualTo(202);
        Await.until("Core's rejection", Bench.SOON, () -> core.ledger().rejectedRegisters(birth.event()) == 1);
        Await.until("it is listed no more", Bench.SOON, () -> listed(birth).isEmpty());
        assertThat(delete(path, userToken("record.reject-registration"))).isEqualTo(404);
        mosip.faults().clear();
        Await.never("a packet", Duration.ofSeconds(2), () -> !bench.rids(birth.event()).isEmpty());
    }

    @Test
    void aCredentialDoesNotOverrideWhoHadTheActionRejected() {
        core.faults().on("reject", Fault.status(503));
        mosip.workflow().delayMillis(4_000);
        Pending birth = birth();
        client(birth.token()).register(birth.payload());
        String rid = bench.rid(birth.event());
        JsonObject row = Await.value("the row is listed", Bench.SOON, () -> listed(birth));
        assertThat(delete("/debug/transactions/" + row.getString("id"), userToken("record.reject-registration"))).isEqualTo(202);
        Await.until("the credential came all the same", Bench.SOON, () -> mosip.ledger().deliveries(rid).stream().anyMatch(d -> d.topic().equals(io.crvsbridge.simulators.MosipSimulator.TOPIC) && d.status() >= 200 && d.status() < 300));
        Await.never("an accept", Duration.ofSeconds(2), () -> core.ledger().acceptCalls(birth.event()) > 0);
        core.faults().clear();
        Await.until("Core's rejection", Bench.SOON, () -> core.ledger().rejectedRegisters(birth.event()) == 1);
        assertThat(core.ledger().acceptCalls(birth.event())).isZero();
    }

    private int delete(String path, String token) {
        return bench.send(bench.request(path).header("Authorization", "Bearer " + token).DELETE()).statusCode();
    }

    @Test
    void birthsAndDeathsInFlightAreFinishedAfterTheCutOver() throws IOException {
        Path file = Files.createDirectories(Path.of("target", "e2e")).resolve("mosip-api-" + UUID.randomUUID() + ".db").toAbsolutePath();
        ReferenceMiddleware before = new ReferenceMiddleware(mosip, file);
        mosip.workflow().withoutCredential(1);
        mosip.workflow().loseEvents(1);
        Pending birth = birth();
        String rid = before.sent("CRVS_NEW", "birthCertificateNumber", birth.number());
        Await.until("MOSIP is done with it", Bench.SOON, () -> mosip.ledger().outcome(rid).isPresent());
        before.waits(rid, birth.token(), birth.number());
        CoreEvent death = core.declareDeath();
        core.request(death, "REGISTER", JsonValue.EMPTY_JSON_OBJECT);
        String deathNumber = Births.number();
        mosip.workflow().delayMillis(600_000);
        String deathRid = before.sent("CRVS_DEATH", "deathCertificateNumber", deathNumber);
        before.waits(deathRid, core.token(death).sign(), deathNumber);
        Pending forged = birth();
        CoreSimulator stranger = new CoreSimulator();
        before.waits("100210000000001", core.token(forged.event()).signedBy(stranger.auth().keys()).sign(), forged.number());
        before.waits("100210000000002", core.token(forged.event()).expiresIn(Duration.ofHours(-1)).sign(), Births.number());

        stranger.close();

        Imported first = imported(file);
        assertThat(first.status()).as(first.text()).isEqualTo(1);
        assertThat(first.text()).contains("taken    " + rid).contains("taken    " + deathRid).contains("skipped  100210000000001").contains("skipped  100210000000002")
                .contains("4 rows: 2 taken, 0 known already, 2 skipped").doesNotContain("eyJ");
        bench.awaitRegistered(birth.event());
        assertThat(core.ledger().registrationNumber(birth.event())).contains(birth.number());
        assertThat(bench.childNid(birth.event())).contains(mosip.credentials().vid(rid));
        mosip.end(deathRid, Outcome.PROCESSED);
        bench.awaitRegistered(death);
        assertThat(core.ledger().registrationNumber(death)).contains(deathNumber);
        assertThat(bench.childNid(death)).isEmpty();

        Imported again = imported(file);
        assertThat(again.text()).contains("4 rows: 0 taken, 2 known already, 2 skipped");
        assertThat(core.ledger().acceptCalls(birth.event())).isEqualTo(1);
        assertThat(bench.rids(birth.event())).as("packets of ours").isEmpty();
        assertThat(core.ledger().acceptCalls(forged.event())).isZero();
    }

    record Imported(int status, String text) {}

    /** The command as an operator runs it. */
    Imported imported(Path file) throws IOException {
        Path command = Path.of(System.getProperty("bridge.home", "target/liberty/wlp"), "usr", "shared", "resources", "import", "crvs-bridge-import.jar");
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", command.toString(), "--from", file.toString(),
                "--to", bench.server().base().toString()).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
        return new Imported(process.exitValue(), text);
    }
}

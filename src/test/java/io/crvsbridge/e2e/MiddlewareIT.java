package io.crvsbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.simulators.CoreAuth;
import io.crvsbridge.simulators.CoreEvent;
import io.crvsbridge.simulators.CoreSimulator;
import io.crvsbridge.simulators.Fault;
import io.crvsbridge.simulators.Faults;
import io.crvsbridge.simulators.MosipLedger.Outcome;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The door on the embedded database, with what needs no second store. */
class MiddlewareIT extends MiddlewareScenarios {

    @Override
    Bench started() {
        return Bench.started("door-h2", Store.h2(), SETTINGS);
    }

    @Test
    void theClientHasItsAnswerInTimeWhileMosipHangs() {
        mosip.faults().on(Faults.EVERYWHERE, Fault.hang());
        Pending birth = birth();
        long begun = System.nanoTime();
        assertThat(client(birth.token()).register(birth.payload())).isEqualTo(JsonValue.EMPTY_JSON_OBJECT);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        mosip.faults().clear();
        awaitIdentified(birth);
    }

    @Test
    @Tag("long")
    void whatWasAnsweredOutlivesAKillAlsoWhenTheDoorIsShutAfterwards() {
        mosip.faults().on("packet", Fault.status(503));
        Pending birth = birth();
        client(birth.token()).register(birth.payload());
        bench.server().kill();
        bench.server().set("MIDDLEWARE_ENABLED", "false").start();
        try {
            mosip.faults().clear();
            awaitIdentified(birth);
            assertThat(client(birth.token()).post("./events/registration", birth.payload()).statusCode()).isEqualTo(404);
            assertThat(client(birth.token()).post("./events/import", "{}").statusCode()).isEqualTo(404);
            assertThat(bench.send(bench.request("/debug/transactions").header("Authorization", "Bearer " + userToken("search.birth")).GET()).statusCode()).isEqualTo(404);
        } finally {
            bench.server().stop();
            bench.server().set("MIDDLEWARE_ENABLED", null).start();
            bench.awaitSubscribed();
        }
    }

    /** Core's tokens end after a week, and MOSIP may take longer. */
    @Test
    @Tag("long")
    void aBirthInFlightWhoseTokenHasEndedIsFinishedByTheSystemClient() throws IOException {
        Path file = Files.createDirectories(Path.of("target", "e2e")).resolve("mosip-api-" + UUID.randomUUID() + ".db").toAbsolutePath();
        ReferenceMiddleware before = new ReferenceMiddleware(mosip, file);
        Pending birth = birth();
        mosip.workflow().delayMillis(600_000);
        String rid = before.sent("CRVS_NEW", "birthCertificateNumber", birth.number());
        before.waits(rid, core.token(birth.event()).expiresIn(Duration.ofDays(-3)).sign(), birth.number());
        CoreSimulator stranger = new CoreSimulator();
        before.waits("100210000000004", core.token(birth.event()).expiresIn(Duration.ofDays(-3)).signedBy(stranger.auth().keys()).sign(), "4");
        before.waits("100210000000005", core.token(birth.event()).expiresIn(Duration.ofDays(-3)).issuer("somebody").sign(), "5");
        before.waits("100210000000006", core.token(birth.event()).expiresIn(Duration.ofDays(-3)).scopes("record.read").sign(), "6");
        stranger.close();
        assertThat(imported(file).text()).as("without a system client").contains("4 rows: 0 taken, 0 known already, 4 skipped");
        bench.server().stop();
        bench.server().set("OPENCRVS_CLIENT_ID", CoreAuth.CLIENT_ID).set("OPENCRVS_CLIENT_SECRET", CoreAuth.CLIENT_SECRET).start();
        try {
            assertThat(imported(file).text()).contains("taken    " + rid).contains("4 rows: 1 taken, 0 known already, 3 skipped");
            assertThat(imported(file).text()).contains("4 rows: 0 taken, 1 known already, 3 skipped");
            mosip.end(rid, Outcome.PROCESSED);
            mosip.issue(rid);
            bench.awaitRegistered(birth.event());
            assertThat(core.ledger().registrationNumber(birth.event())).contains(birth.number());
            assertThat(bench.childNid(birth.event())).contains(mosip.credentials().vid(rid));
            assertThat(client(core.token(birth().event()).expiresIn(Duration.ofHours(-1)).sign()).post("./events/registration", birth.payload()).statusCode()).as("elsewhere a token that has ended is refused").isEqualTo(401);
        } finally {
            bench.server().stop();
            bench.server().set("OPENCRVS_CLIENT_ID", null).set("OPENCRVS_CLIENT_SECRET", null).start();
            bench.awaitSubscribed();
        }
    }

    @Test
    void aRowOfTheWrongFormIsRefused() {
        Pending birth = birth();
        assertThat(client(birth.token()).post("./events/import", "{\"id\":\"a b\",\"registrationNumber\":\"1\"}").statusCode()).isEqualTo(422);
        assertThat(client(birth.token()).post("./events/import", "{\"id\":\"100210000000003\",\"registrationNumber\":\"\"}").statusCode()).isEqualTo(422);
    }

    @Test
    void whatIsNoRegistrationIsRefusedAndLeavesNothing() {
        Pending birth = birth();
        String number = "\"birthCertificateNumber\":\"" + birth.number() + "\"";
        refused(422, birth, b -> b.POST(BodyPublishers.ofString("{\"requestFields\":{}}")));
        refused(422, birth, b -> b.POST(BodyPublishers.ofString("{\"requestFields\":{\"fullName\":\"x\"}}")));
        refused(422, birth, b -> b.POST(BodyPublishers.ofString("{\"requestFields\":{" + number + ",\"deathCertificateNumber\":\"1\"}}")));
        refused(422, birth, b -> b.POST(BodyPublishers.ofString("{\"requestFields\":{" + number + "},\"schemaJson\":\"{}\"}")));
        refused(422, birth, b -> b.POST(BodyPublishers.ofString("{\"requestFields\":{" + number)));
        refused(422, birth, b -> b.POST(BodyPublishers.ofString("[]")));
        refused(415, birth, b -> b.setHeader("content-type", "text/plain"));
        refused(413, birth, b -> b.POST(BodyPublishers.ofString("{\"requestFields\":{" + number + ",\"x\":\"" + "y".repeat(6 * 1024 * 1024) + "\"}}")));
        refused(401, birth, b -> b.setHeader("Authorization", "Bearer x.y.z"));
        refused(401, birth, b -> b.setHeader("Authorization", "Bearer " + core.token(birth.event()).withoutExpiry().sign()));
        refused(401, birth, b -> b.setHeader("Authorization", "Bearer " + core.token(birth.event()).issuer("somebody").sign()));
        refused(401, birth, b -> b.setHeader("Authorization", "Bearer " + core.token(birth.event()).audience("opencrvs:search-user").sign()));
        refused(401, birth, b -> b.setHeader("Authorization", "Bearer " + core.token(birth.event()).expiresIn(Duration.ofHours(-1)).sign()));
        refused(403, birth, b -> b.setHeader("Authorization", "Bearer " + core.token(birth.event()).scopes("record.read").sign()));
        refused(403, birth, b -> b.setHeader("Authorization", "Bearer " + core.token(birth.event()).without("eventId").sign()));
        refused(403, birth, b -> b.setHeader("Authorization", "Bearer " + core.token(birth.event()).actionId("no id").sign()));
        refused(405, birth, HttpRequest.Builder::GET);
        HttpRequest.Builder history = bench.request("/trigger/events/any/actions/any/history").header("Authorization", "Bearer " + birth.token()).GET();
        assertThat(bench.send(history).statusCode()).as("the action is not known").isEqualTo(404);
        handedOver(birth);
        awaitIdentified(birth);
    }

    @Test
    void anActionOfAnotherEventIsAConflict() {
        Pending birth = birth();
        handedOver(birth);
        String other = core.token(birth.event()).eventId(UUID.randomUUID().toString()).sign();
        assertThat(client(other).post("./events/registration", birth.payload()).statusCode()).isEqualTo(409);
        awaitIdentified(birth);
    }

    private void refused(int status, Pending pending, UnaryOperator<HttpRequest.Builder> change) {
        HttpRequest request = client(pending.token()).request("./events/registration", pending.payload());
        HttpResponse<String> answer = bench.send(change.apply(HttpRequest.newBuilder(request, (name, value) -> true)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).get().asString().startsWith("application/problem+json");
        assertThat(BirthScenarios.parsed(answer.body()).getInt("status")).isEqualTo(status);
        Refusals.assertSilent(answer);
    }

    @Test
    void aCorePathThatTheDoorDoesNotServeIsNobodys() {
        CoreEvent birth = core.declareBirth();
        core.request(birth, "REGISTER", JsonValue.EMPTY_JSON_OBJECT);
        assertThat(client(core.token(birth).sign()).post("./events/review", Json.createObjectBuilder().build().toString()).statusCode()).isEqualTo(404);
    }
}

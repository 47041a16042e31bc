package io.crvsbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.simulators.CoreEvent;
import io.crvsbridge.simulators.Credentials.Flaw;
import io.crvsbridge.simulators.Hub.DeliveryAnswer;
import io.crvsbridge.simulators.HubDelivery;
import io.crvsbridge.simulators.MosipSimulator;
import io.crvsbridge.simulators.Packet;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the hub brings, in good and in bad faith. */
abstract class HubScenarios extends Scenarios {

    HubScenarios(Benches which) {
        super(which);
    }

    @AfterEach
    void theHubIsPlainAgain() {
        mosip.hub().trailingSlash(true);
        mosip.hub().signatureMethod("sha256");
        mosip.credentials().attributes("VID");
    }

    @Test
    void theIntentToSubscribeIsEchoedForOurTopicAlone() {
        String challenge = UUID.randomUUID().toString();
        String topic = MosipSimulator.TOPIC;
        for (String query : List.of(
                "hub.mode=subscribe&hub.topic=somebody/CREDENTIAL_ISSUED&hub.challenge=" + challenge,
                "hub.mode=subscribe&hub.challenge=" + challenge,
                "hub.mode=unsubscribe&hub.topic=" + topic + "&hub.challenge=" + challenge,
                "hub.mode=dance&hub.topic=" + topic + "&hub.challenge=" + challenge,
                "hub.topic=" + topic + "&hub.challenge=" + challenge,
                "")) {
            HttpResponse<String> answer = bench.get("/websub/callback?" + query);
            assertThat(answer.statusCode()).as(query).isGreaterThanOrEqualTo(400).isNotEqualTo(500);
            assertThat(answer.body()).as(query).doesNotContain(challenge);
            Refusals.assertSilent(answer);
        }
        assertThat(mosip.hub().isSubscribed(topic)).isTrue();
    }

    @Test
    void aDeliveryThatTheHubDidNotSignIsRefusedAndChangesNothing() {
        CoreEvent birth = birthWithoutCredential();
        byte[] body = genuineEvent(birth);
        String genuine = signature(body);
        double before = bench.counter("hub_signatures_refused");
        for (String signature : new String[] {
                null, "", "sha256=", "sha256=00", HubDelivery.tampered(genuine), HubDelivery.signature("sha256", "another secret", body),
                genuine.substring("sha256=".length()), "sha256=" + "0".repeat(64), HubDelivery.signature("sha1", bench.hubSecret(), body)}) {
            assertThat(deliver(body, signature).status()).as(signature).isEqualTo(401);
        }
        assertThat(bench.counter("hub_signatures_refused")).isGreaterThan(before);
        byte[] changed = new String(body, StandardCharsets.UTF_8).replaceFirst("\"namespace\":\"mosip\"", "\"namespace\":\"other\"").getBytes(StandardCharsets.UTF_8);
        assertThat(deliver(changed, genuine).status()).isEqualTo(401);
        assertNothingHappened(birth);
        bench.store().query("SELECT COUNT(*) FROM hub_delivery WHERE kind = 'CREDENTIAL' AND reference = '" + bench.rid(birth) + "'").ifPresent(rows -> assertThat(rows).isEqualTo("0"));

        assertThat(deliver(body, genuine).status()).isBetween(200, 299);
        awaitIdentified(birth);
    }

    @ParameterizedTest
    @EnumSource(value = Flaw.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void aFlawedCredentialUnderTheHubsOwnSignatureChangesNothing(Flaw flaw) {
        mosip.credentials().attributes("VID", "birthCertificateNumber");
        double before = bench.counter("credentials_refused");
        mosip.credentials().flawOnce(flaw);
        CoreEvent birth = heldBirth();
        Await.until("the refusal is counted", Bench.SOON, () -> bench.counter("credentials_refused") > before);
        assertNothingHappened(birth);

        mosip.issue(bench.rid(birth));
        awaitIdentified(birth);
    }

    @Test
    void aStrangersGenuineCredentialInAnothersEnvelopeChangesNothing() {
        CoreEvent one = birthWithoutCredential();
        CoreEvent other = birthWithoutCredential();
        Packet packet = mosip.ledger().packet(bench.rid(one)).orElseThrow();
        JsonObject genuine = mosip.credentials().event(packet);
        JsonObject event = genuine.getJsonObject("event");
        JsonObject data = Json.createObjectBuilder(event.getJsonObject("data")).add("registrationId", bench.rid(other)).add("crvsRecordRef", other.id()).build();
        JsonObject crossed = Json.createObjectBuilder(genuine).add("event", Json.createObjectBuilder(event).add("data", data)).build();
        double before = bench.counter("credentials_refused");
        byte[] body = crossed.toString().getBytes(StandardCharsets.UTF_8);

        assertThat(deliver(body, signature(body)).status()).isBetween(200, 299);
        Await.until("the refusal is counted", Bench.SOON, () -> bench.counter("credentials_refused") > before);
        assertNothingHappened(one);
        assertNothingHappened(other);
        mosip.issue(bench.rid(one));
        mosip.issue(bench.rid(other));
        awaitIdentified(one);
        awaitIdentified(other);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "[]", "{}", "{\"event\":{}}", "{\"publisher\":1,\"topic\":[],\"event\":\"x\"}"})
    void signedNonsenseIsTakenAndComesToNothing(String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        DeliveryAnswer answer = deliver(body, signature(body));
        assertThat(answer.status()).isLessThan(500);
        assertThat(answer.attempts()).isEqualTo(1);
        assertThat(bench.server().isReady()).isTrue();
    }

    @Test
    void theSameCredentialManyTimesOverIsOneAccept() {
        mosip.hub().mischief().copies(5);
        CoreEvent birth = heldBirth();
        awaitIdentified(birth);
        bench.calm();
        Await.until("all copies are delivered", Bench.SOON, () -> mosip.ledger().deliveries(bench.rid(birth)).size() == 5);
        mosip.issue(bench.rid(birth)).join();
        assertThat(mosip.ledger().deliveries(bench.rid(birth))).allMatch(d -> d.status() >= 200 && d.status() < 300);
        Await.never("a second accept", Duration.ofSeconds(1), () -> core.ledger().acceptCalls(birth) > 1);
        assertThat(core.ledger().acceptedRegisters(birth)).isEqualTo(1);
    }

    @Test
    void credentialsOutOfOrderReachTheirOwnRecords() {
        mosip.hub().mischief().reorder(3);
        List<CoreEvent> births = List.of(heldBirth(), heldBirth(), heldBirth());
        births.forEach(this::awaitIdentified);
        assertThat(births.stream().map(b -> bench.childNid(b).orElseThrow()).distinct()).hasSize(3);
    }

    @Test
    void aLostCredentialThatComesAgainCompletesTheBirth() {
        CoreEvent birth = birthWithoutCredential();
        assertNothingHappened(birth);
        mosip.issue(bench.rid(birth));
        awaitIdentified(birth);
    }

    @Test
    void aCredentialBeforeTheWorkflowsAnswerIsNotLost() {
        mosip.workflow().credentialBeforeAnswer(true);
        awaitIdentified(heldBirth());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theCallbackIsFoundWithAndWithoutASlashAtItsEnd(boolean slash) {
        mosip.hub().trailingSlash(slash);
        awaitIdentified(heldBirth());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha256", "sha384", "sha512"})
    void everySoundSignatureMethodIsTaken(String method) {
        mosip.hub().signatureMethod(method);
        awaitIdentified(heldBirth());
    }

    private CoreEvent birthWithoutCredential() {
        mosip.hub().mischief().lose(1);
        CoreEvent birth = heldBirth();
        awaitLostCredential(birth);
        return birth;
    }

    private byte[] genuineEvent(CoreEvent birth) {
        return mosip.credentials().event(mosip.ledger().packet(bench.rid(birth)).orElseThrow()).toString().getBytes(StandardCharsets.UTF_8);
    }

    private DeliveryAnswer deliver(byte[] body, String signature) {
        URI callback = bench.callback();
        return mosip.hub().deliver(callback, MosipSimulator.TOPIC, body, signature);
    }

    private String signature(byte[] body) {
        return HubDelivery.signature("sha256", bench.hubSecret(), body);
    }

    private void assertNothingHappened(CoreEvent birth) {
        assertThat(core.ledger().acceptCalls(birth)).isZero();
        assertThat(core.ledger().acceptedRegisters(birth)).isZero();
        assertThat(bench.childNid(birth)).isEmpty();
        assertThat(birth.pending()).isPresent();
    }
}

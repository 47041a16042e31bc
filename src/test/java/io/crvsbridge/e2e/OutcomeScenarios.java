package io.crvsbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.simulators.CoreEvent;
import io.crvsbridge.simulators.Fault;
import io.crvsbridge.simulators.HubDelivery;
import io.crvsbridge.simulators.MosipLedger.Outcome;
import io.crvsbridge.simulators.MosipSimulator;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.net.http.HttpRequest;
import java.io.StringReader;
import jakarta.json.JsonValue;
import jakarta.json.JsonReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a packet beside an identifier: bad ends, pauses, ends that nobody reports, credentials that do not come. */
abstract class OutcomeScenarios extends Scenarios {

    private static final String WHY = "Packet schema validation failed";

    OutcomeScenarios(Benches which) {
        super(which);
    }

    /** A birth under way, and the token with which its registrar may ask for its history. */
    private record Birth(CoreEvent event, String token) {}

    private Birth birth() {
        CoreEvent event = core.declareBirth();
        assertThat(core.register(event).status()).isEqualTo(202);
        return new Birth(event, core.token(event).sign());
    }

    private String state(Birth birth) {
        return bench.history(birth.token()).getString("state");
    }

    private String told(Birth birth) {
        return bench.history(birth.token()).getJsonArray("steps").getValuesAs(JsonObject.class).stream().map(step -> step.getString("to") + " " + step.getString("reason", ""))
                .collect(Collectors.joining("\n"));
    }

    private void awaitState(Birth birth, String state) {
        Await.until("the action is " + state + ", its history: " + told(birth), Bench.SOON, () -> state(birth).equals(state));
    }

    private void awaitRejected(Birth birth) {
        awaitState(birth, "REJECTED");
        assertThat(core.ledger().rejectedRegisters(birth.event())).isEqualTo(1);
        assertThat(core.ledger().acceptedRegisters(birth.event())).isZero();
        bench.store().query("SELECT COUNT(*) FROM notice n JOIN pending_action a ON a.id = n.action WHERE a.event_id = '" + birth.event().id() + "' AND n.kind = 'DECLINED' AND n.recipient IS NOT NULL AND n.token IS NOT NULL")
                .ifPresent(rows -> assertThat(rows).as("notices to the registrar").isEqualTo("1"));
    }

    @ParameterizedTest
    @EnumSource(value = Outcome.class, names = {"FAILED", "REJECTED"})
    void aBadEndIsARejectionInCoreWithItsReasonInTheHistory(Outcome outcome) {
        mosip.workflow().reason("RPR-PVM-002", WHY);
        mosip.workflow().outcome(outcome);
        Birth birth = birth();
        awaitRejected(birth);
        assertThat(told(birth)).contains(outcome.name()).contains("RPR-PVM-002").contains(WHY);
    }

    @Test
    void aReasonThatRepeatsWhatTheRecordSaysOfPeopleIsBlanked() {
        CoreEvent event = core.declareBirth();
        String surname = core.ledger().declaration(event).getJsonObject("child.name").getString("surname");
        mosip.workflow().reason("RPR-PVM-002", "fullName " + surname + " is not allowed");
        mosip.workflow().outcome(Outcome.FAILED);
        core.register(event);
        Birth birth = new Birth(event, core.token(event).sign());
        awaitRejected(birth);
        assertThat(told(birth)).contains("is not allowed").doesNotContain(surname);
    }

    @Test
    void aBadEndWhoseReasonCannotBeLearntIsARejectionAllTheSame() {
        mosip.faults().on("transactions", Fault.status(503));
        mosip.workflow().outcome(Outcome.REJECTED);
        Birth birth = birth();
        awaitRejected(birth);
        assertThat(told(birth)).contains("REJECTED");
    }

    @Test
    void aBadEndReportedTwiceAndAgainLaterIsOneRejection() {
        mosip.workflow().completedTwice(true);
        mosip.workflow().outcome(Outcome.FAILED);
        Birth birth = birth();
        awaitRejected(birth);
        mosip.end(bench.rid(birth.event()), Outcome.FAILED);
        Await.never("a second reject", Duration.ofSeconds(1), () -> core.ledger().rejectCalls(birth.event()) > 1);
    }

    @Test
    void aBadEndBeforeTheWorkflowsAnswerIsNotLost() {
        mosip.workflow().credentialBeforeAnswer(true);
        mosip.workflow().outcome(Outcome.REJECTED);
        awaitRejected(birth());
    }

    @Test
    void afterABadEndTheRecordIsRegisteredByAPacketOfItsOwn() {
        mosip.workflow().outcome(Outcome.REJECTED);
        Birth birth = birth();
        awaitRejected(birth);
        mosip.workflow().clearOutcomes();

        assertThat(core.register(birth.event()).status()).isEqualTo(202);
        bench.awaitRegistered(birth.event());
        List<String> rids = bench.rids(birth.event());
        assertThat(rids).hasSize(2).doesNotHaveDuplicates();
        assertThat(rids).filteredOn(rid -> mosip.ledger().credentials(rid) > 0).hasSize(1);
        assertThat(mosip.ledger().packet(rids.get(0)).orElseThrow().field("birthCertificateNumber")).as("one number for the event")
                .isEqualTo(mosip.ledger().packet(rids.get(1)).orElseThrow().field("birthCertificateNumber"));
    }

    @Test
    void aPausedWorkflowParksItsActionUntilItGoesOn() {
        mosip.workflow().outcome(Outcome.PAUSED);
        Birth birth = birth();
        awaitState(birth, "PARKED");
        assertThat(bench.history(birth.token()).getString("cause")).isEqualTo("NEEDS_INFORMATION");
        assertThat(core.ledger().rejectCalls(birth.event()) + core.ledger().acceptCalls(birth.event())).isZero();

        mosip.workflow().clearOutcomes();
        mosip.end(bench.rid(birth.event()), Outcome.PROCESSED);
        awaitIdentified(birth.event());
    }

    @Test
    void aPausedWorkflowThatIsRejectedInTheEndIsRejectedInCore() {
        mosip.workflow().outcome(Outcome.PAUSED);
        Birth birth = birth();
        awaitState(birth, "PARKED");
        mosip.workflow().clearOutcomes();
        mosip.end(bench.rid(birth.event()), Outcome.REJECTED);
        awaitRejected(birth);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatTheReprocessorGaveUpIsFoundByAsking(boolean externalStatus) {
        mosip.workflow().externalStatus(externalStatus);
        mosip.workflow().reason("RPR-PVM-012", "Packet manager validation failed");
        mosip.workflow().outcome(Outcome.REPROCESS_FAILED);
        Birth birth = birth();
        awaitRejected(birth);
        assertThat(told(birth)).contains("RPR-PVM-012");
    }

    /** To reject it would let a second packet make the child a second identity. */
    @ParameterizedTest
    @EnumSource(value = Outcome.class, names = {"FAILED", "REPROCESS_FAILED"})
    void aBadEndAfterTheIdentityWasMadeIsNoRejection(Outcome outcome) {
        mosip.workflow().identityFirst(true);
        mosip.workflow().outcome(outcome);
        CoreEvent birth = birth().event();
        awaitIdentified(birth);
        assertThat(core.ledger().rejectCalls(birth)).isZero();
        assertThat(mosip.ledger().reissues(bench.rid(birth))).isPositive();
    }

    @Test
    void anIdentifierThatIsProvedBeforeCoreHearsOfTheBadEndCounts() {
        core.faults().on("reject", Fault.status(503));
        mosip.workflow().outcome(Outcome.FAILED);
        Birth birth = birth();
        awaitState(birth, "DECLINED");
        mosip.workflow().clearOutcomes();
        mosip.end(bench.rid(birth.event()), Outcome.PROCESSED);
        awaitState(birth, "ACCEPTED");
        assertThat(core.ledger().acceptedRegisters(birth.event())).isEqualTo(1);
        assertThat(core.ledger().rejectedRegisters(birth.event())).isZero();
        assertThat(bench.childNid(birth.event())).isPresent();
    }

    /** MOSIP has never acknowledged the first packet, so the second action's contents take its place. */
    @Test
    void aPacketThatNeverArrivedDoesNotStandInTheWayOfTheNextAction() {
        if (bench.store().query("SELECT 1").isEmpty()) {
            return;
        }
        mosip.faults().on("packet", Fault.mosipError("KER-PUT-006"));
        Birth first = birth();
        awaitState(first, "PARKED");
        mosip.faults().clear();
        core.decideElsewhere(first.event(), first.event().pendingActionId(), "Rejected", null);
        bench.store().query("UPDATE pending_action SET state = 'REJECTED_ELSEWHERE', resume_state = NULL, park_cause = NULL, ended_at = LOCALTIMESTAMP, token = NULL, document = NULL, additions = NULL, version = version + 1"
                + " WHERE event_id = '" + first.event().id() + "' RETURNING id");

        JsonObject corrected = Json.createObjectBuilder().add("declaration", Json.createObjectBuilder().add("child.name", Json.createObjectBuilder().add("firstname", "Mended").add("surname", "Name"))).build();
        assertThat(core.trigger(first.event(), "REGISTER", corrected).status()).isEqualTo(202);
        awaitIdentified(first.event());
        assertThat(mosip.ledger().packet(bench.rid(first.event())).orElseThrow().field("fullName").orElseThrow()).contains("Mended");
    }

    @Test
    void whatIsPausedASecondTimeWaitsForAHumanAgain() {
        mosip.workflow().outcome(Outcome.PAUSED);
        Birth birth = birth();
        awaitState(birth, "PARKED");
        mosip.workflow().externalStatus(true);
        long before = parkings(birth);
        bench.store().query("UPDATE pending_action SET state = resume_state, resume_state = NULL, park_cause = NULL, due_at = LOCALTIMESTAMP, version = version + 1 WHERE event_id = '"
                + birth.event().id() + "' RETURNING id").ifPresent(resumed -> Await.until("it is parked again", Bench.SOON, () -> parkings(birth) > before));
    }

    private long parkings(Birth birth) {
        return told(birth).lines().filter(line -> line.startsWith("PARKED")).count();
    }

    @ParameterizedTest
    @EnumSource(value = Outcome.class, names = {"FAILED", "REJECTED", "PAUSED"})
    void anOutcomeWhoseEventWasLostIsFoundByAsking(Outcome outcome) {
        mosip.workflow().externalStatus(true);
        mosip.workflow().loseEvents(1);
        mosip.workflow().outcome(outcome);
        Birth birth = birth();
        if (outcome == Outcome.PAUSED) {
            awaitState(birth, "PARKED");
        } else {
            awaitRejected(birth);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCredentialThatTheHubLostIsAskedForAgain(boolean externalStatus) {
        mosip.workflow().externalStatus(externalStatus);
        mosip.hub().mischief().lose(1);
        Birth birth = birth();
        awaitIdentified(birth.event());
        assertThat(mosip.ledger().reissues(bench.rid(birth.event()))).isPositive();
    }

    @Test
    void aCredentialThatMosipNeverIssuedIsAskedFor() {
        mosip.workflow().withoutCredential(1);
        awaitIdentified(birth().event());
    }

    @Test
    void aCredentialRequestThatFailedIsSetGoingAgain() {
        mosip.hub().mischief().lose(1);
        CoreEvent event = core.declareBirth();
        core.register(event);
        String rid = awaitLostCredential(event);
        mosip.credentialRequests().fail(1);
        awaitIdentified(event);
        assertThat(mosip.credentialRequests().ids(rid).stream().mapToInt(mosip.ledger()::retriggers).sum()).isPositive();
    }

    @Test
    void aCredentialThatNeverComesParksItsActionWithAReason() {
        mosip.workflow().externalStatus(true);
        mosip.hub().mischief().lose(100);
        Birth birth = birth();
        awaitState(birth, "PARKED");
        assertThat(bench.history(birth.token()).getString("cause")).isEqualTo("CREDENTIAL_MISSING");
        assertThat(mosip.ledger().reissues(bench.rid(birth.event()))).as("asked for, and not for ever").isEqualTo(3);
        mosip.hub().mischief().lose(0);
        mosip.issue(bench.rid(birth.event()));
        awaitIdentified(birth.event());
    }

    @Test
    void aRefusedCredentialIsAskedForAgain() {
        mosip.workflow().externalStatus(true);
        mosip.credentials().flawOnce(io.crvsbridge.simulators.Credentials.Flaw.UNDECRYPTABLE);
        awaitIdentified(birth().event());
    }

    @Test
    void aCredentialBehindADataShareIsFetched() {
        mosip.credentials().dataShare(true);
        int before = mosip.ledger().shareFetches();
        awaitIdentified(birth().event());
        assertThat(mosip.ledger().shareFetches()).isEqualTo(before + 1);
    }

    @Test
    void whatADataShareGivesInPlaceOfACredentialIsLookedAtAgain() {
        mosip.credentials().dataShare(true);
        Fault page = Fault.html().times(1);
        mosip.faults().on("share", page);
        double refused = bench.counter("credentials_refused");
        awaitIdentified(birth().event());
        assertThat(page.strikes()).hasSize(1);
        assertThat(bench.counter("credentials_refused")).as("refused for good").isEqualTo(refused);
    }

    @Test
    void aDataShareElsewhereIsNeverFetched() {
        mosip.credentials().dataShare(true);
        mosip.credentials().dataShareBase(URI.create("http://127.0.0.1:9/v1/datashare"));
        try {
            double refused = bench.counter("credentials_refused");
            Birth birth = birth();
            Await.until("it is refused", Bench.SOON, () -> bench.counter("credentials_refused") > refused);
            mosip.credentials().dataShareBase(mosip.base());
            awaitIdentified(birth.event());
        } finally {
            mosip.credentials().dataShareBase(mosip.base());
        }
    }

    @Test
    void everyCredentialIsAcknowledgedByPublishing() {
        Birth birth = birth();
        awaitIdentified(birth.event());
        List<String> requests = mosip.credentialRequests().ids(bench.rid(birth.event()));
        Await.until("the acknowledgement", Bench.SOON, () -> mosip.ledger().acknowledged().containsAll(requests));
    }

    @Test
    void aHubThatTakesNoAcknowledgementIsToldLater() {
        mosip.faults().on("hub", Fault.status(503).times(2).when(call -> call.rawQuery() != null && call.rawQuery().contains("hub.mode=publish")));
        Birth birth = birth();
        awaitIdentified(birth.event());
        List<String> requests = mosip.credentialRequests().ids(bench.rid(birth.event()));
        Await.until("the acknowledgement", Bench.SOON, () -> mosip.ledger().acknowledged().containsAll(requests));
    }

    @Test
    void eachSubscriptionAndItsLastDeliveryAreSeenInTheReadinessAndTheMetrics() {
        mosip.workflow().outcome(Outcome.PAUSED);
        awaitState(birth(), "PARKED");
        mosip.workflow().clearOutcomes();
        awaitIdentified(birth().event());
        JsonObject mosipCheck = readiness("mosip");
        for (String of : List.of("", "Completed", "Paused")) {
            assertThat(mosipCheck.getString("subscription" + of)).as("subscription" + of).isEqualTo("VERIFIED");
            // The server notes a delivery at most once a minute.
            assertThat(Instant.parse(mosipCheck.getString("lastDelivery" + of))).as("lastDelivery" + of).isAfter(Instant.now().minusSeconds(120));
        }
        assertThat(mosipCheck.getString("inquiries")).isEqualTo("ON");
        Await.until("the gauges", Bench.SOON, () -> {
            List<String> lines = bench.get("/metrics").body().lines().toList();
            return lines.stream().filter(line -> line.startsWith("hub_subscribed{") && line.endsWith(" 1.0")).count() == 3
                    && lines.stream().filter(line -> line.startsWith("hub_seconds_since_delivery{") && Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)) >= 0).count() == 3;
        });
    }

    private JsonObject readiness(String check) {
        try (JsonReader reader = Json.createReader(new StringReader(bench.get("/health/ready").body()))) {
            return reader.readObject().getJsonArray("checks").getValuesAs(JsonObject.class).stream().filter(c -> c.getString("name").equals(check)).findFirst().orElseThrow()
                    .getJsonObject("data");
        }
    }

    @Test
    void theHistoryIsForTheHolderOfTheRecordTokenAlone() {
        Birth birth = birth();
        awaitIdentified(birth.event());
        CoreEvent strange = core.declareBirth();
        core.request(strange, "REGISTER", JsonValue.EMPTY_JSON_OBJECT);
        assertThat(history(null)).as("without a token").isEqualTo(401);
        assertThat(history(birth.token().substring(0, birth.token().length() - 8) + "AAAAAAAA")).as("with a signature that is not Core's").isEqualTo(401);
        assertThat(history(core.token(strange).sign())).as("of an action that never came here").isEqualTo(404);
        assertThat(history(birth.token())).isEqualTo(200);
    }

    private int history(String token) {
        HttpRequest.Builder request = bench.request("/trigger/events/any/actions/any/history").GET();
        return bench.send(token == null ? request : request.header("Authorization", "Bearer " + token)).statusCode();
    }

    @Test
    void theEndsOfOtherWorkflowsOfTheCountryAreNotStored() {
        double before = bench.counter("hub_deliveries_foreign");
        for (String rid : List.of("10099100990000120260302081531", "10021100370000120200101000000")) {
            byte[] body = event(rid, "FAILED");
            assertThat(deliver("completed", MosipSimulator.COMPLETED_TOPIC, body, "COMPLETED").status()).isBetween(200, 299);
            bench.store().query("SELECT COUNT(*) FROM hub_delivery WHERE reference = '" + rid + "'").ifPresent(rows -> assertThat(rows).isEqualTo("0"));
        }
        assertThat(bench.counter("hub_deliveries_foreign")).as("of our station and not ours, and of another").isEqualTo(before + 2);
    }

    @Test
    void aReportThatTheHubDidNotSignForItsTopicChangesNothing() {
        mosip.workflow().delayMillis(3_000);
        Birth birth = birth();
        String rid = bench.rid(birth.event());
        byte[] body = event(rid, "FAILED");
        String raw = HubDelivery.signature("sha256", bench.hubSecret(), body);
        assertThat(mosip.hub().deliver(path("completed"), MosipSimulator.COMPLETED_TOPIC, body, raw).status()).as("signed for the credentials' topic").isEqualTo(401);
        assertThat(deliver("completed", MosipSimulator.COMPLETED_TOPIC, body, "PAUSED").status()).as("signed for another topic").isEqualTo(401);
        assertThat(mosip.hub().deliver(path("completed"), MosipSimulator.COMPLETED_TOPIC, body, null).status()).isEqualTo(401);
        awaitIdentified(birth.event());
    }

    @Test
    void aBadEndAfterTheIdentifierChangesNothingAndIsSeen() {
        Birth birth = birth();
        awaitIdentified(birth.event());
        // Otherwise they would show that there is an identity, and the bad end be none.
        mosip.faults().on("transactions", Fault.status(503));
        byte[] body = event(bench.rid(birth.event()), "FAILED");
        double before = bench.counter("workflow_reports_refused");
        assertThat(deliver("completed", MosipSimulator.COMPLETED_TOPIC, body, "COMPLETED").status()).isBetween(200, 299);
        Await.until("it is refused", Bench.SOON, () -> bench.counter("workflow_reports_refused") > before);
        assertThat(core.ledger().rejectCalls(birth.event())).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "{\"instanceId\":7}", "{\"instanceId\":\"10021100370000120260302081531\",\"resultCode\":\"MAYBE\"}"})
    void signedNonsenseOfAWorkflowComesToNothing(String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        assertThat(deliver("completed", MosipSimulator.COMPLETED_TOPIC, body, "COMPLETED").status()).isLessThan(500);
        assertThat(deliver("paused", MosipSimulator.PAUSED_TOPIC, body, "PAUSED").status()).isLessThan(500);
        assertThat(bench.server().isReady()).isTrue();
    }

    @Test
    void whoseCoreAnswersAreDelayedIsRejectedOnlyAfterItsAnswer() {
        mosip.workflow().delayMillis(0);
        mosip.workflow().outcome(Outcome.FAILED);
        awaitRejected(birth());
        assertThat(core.ledger().earlyAccepts()).isEmpty();
    }

    private URI path(String last) {
        return bench.server().base().resolve("/websub/" + last);
    }

    private io.crvsbridge.simulators.Hub.DeliveryAnswer deliver(String last, String topic, byte[] body, String kind) {
        return mosip.hub().deliver(path(last), topic, body, HubDelivery.signature("sha256", derived(bench.hubSecret(), kind), body));
    }

    /** As the decision record has it: the keyed hash of the kind under the secret, in hex. */
    private static String derived(String secret, String kind) {
        return HubDelivery.signature("sha256", secret, ("crvs-bridge " + kind).getBytes(StandardCharsets.UTF_8)).substring("sha256=".length());
    }

    private static byte[] event(String rid, String result) {
        return Json.createObjectBuilder().add("instanceId", rid).add("resultCode", result).add("workflowType", "CRVS_NEW").add("errorCode", "PACKET_FAILED").build().toString()
                .getBytes(StandardCharsets.UTF_8);
    }
}

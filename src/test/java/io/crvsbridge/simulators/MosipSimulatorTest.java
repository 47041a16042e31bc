package io.crvsbridge.simulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** MOSIP's documented and measured behaviour, over HTTP. */
class MosipSimulatorTest {

  private static final Duration SOON = Duration.ofSeconds(5);
  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  private final MosipSimulator mosip = new MosipSimulator();
  private final ListeningBridge bridge = new ListeningBridge();
  private String packetToken;
  private String partnerToken;
  private String statusToken;

  @BeforeEach
  void logIn() throws Exception {
    mosip.workflow().delayMillis(0);
    mosip.hub().patience(20, Duration.ofMillis(500));
    mosip.hub().intentDelayMillis(1);
    packetToken = cookie(login(AuthManager.PACKET_CLIENT, AuthManager.PACKET_SECRET));
    partnerToken = cookie(login(AuthManager.PARTNER_CLIENT, AuthManager.PARTNER_SECRET));
    statusToken = cookie(login(AuthManager.STATUS_CLIENT, AuthManager.STATUS_SECRET));
  }

  @AfterEach
  void close() {
    bridge.close();
    mosip.close();
  }

  // --- auth manager

  @Test
  void theTokenIsInCookieAndHeaderButNotInTheBody() throws Exception {
    HttpResponse<String> answer = login(AuthManager.PACKET_CLIENT, AuthManager.PACKET_SECRET);
    List<String> cookies = answer.headers().allValues("Set-Cookie");
    assertThat(cookies).hasSize(2);
    assertThat(cookies.get(0)).doesNotStartWith("Authorization=");
    String token = answer.headers().firstValue("Authorization").orElseThrow();
    assertThat(cookies.get(1)).startsWith("Authorization=" + token + ";");
    assertThat(answer.body()).doesNotContain(token);
    assertThat(Http.json(answer).getJsonObject("response").getString("status")).isEqualTo("Success");
  }

  @Test
  void aWrongSecretLooksLikeAServerError() throws Exception {
    HttpResponse<String> answer = login(AuthManager.PACKET_CLIENT, "guess");
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(errorCode(answer)).isEqualTo("500");
  }

  @Test
  void refusalsComeAsStatusOrInTheBody() throws Exception {
    mosip.auth().revokeAll();
    assertThat(createPacket(packet(rid())).statusCode()).isEqualTo(401);
    mosip.auth().refusesInBody(true);
    HttpResponse<String> inBody = createPacket(packet(rid()));
    assertThat(inBody.statusCode()).isEqualTo(200);
    assertThat(errorCode(inBody)).isEqualTo("KER-ATH-402");
    packetToken = "not-a-token";
    assertThat(errorCode(createPacket(packet(rid())))).isEqualTo("KER-ATH-401");
    packetToken = partnerToken;
    mosip.auth().tokenLife(Duration.ofSeconds(-1));
    packetToken = cookie(login(AuthManager.PACKET_CLIENT, AuthManager.PACKET_SECRET));
    assertThat(errorCode(createPacket(packet(rid())))).isEqualTo("KER-ATH-402");
  }

  @Test
  void thePartnersTokenOpensNoPackets() throws Exception {
    packetToken = partnerToken;
    assertThat(createPacket(packet(rid())).statusCode()).isEqualTo(403);
  }

  // --- packet manager

  @Test
  void aPacketIsStoredAndNamedInTheAnswer() throws Exception {
    String rid = rid();
    JsonObject answer = Http.json(createPacket(packet(rid)));
    JsonObject info = answer.getJsonArray("response").getJsonObject(0);
    assertThat(info.getString("id")).isEqualTo(rid);
    assertThat(info.getString("packetName")).isEqualTo(rid + "_id");
    assertThat(answer.getJsonArray("errors")).isEmpty();
    assertThat(mosip.ledger().lastPacket().orElseThrow().field("fullName")).contains("Amani Cedar");
    assertThat(mosip.ledger().packetIdsLabelled("crvsRecordRef", "ref-1")).containsExactly(rid);
  }

  @Test
  void theSamePacketAgainOverwrites() throws Exception {
    String rid = rid();
    createPacket(packet(rid));
    createPacket(withField(packet(rid), "gender", "[{\"language\":\"eng\",\"value\":\"MLE\"}]"));
    assertThat(mosip.ledger().packetCalls(rid)).isEqualTo(2);
    assertThat(mosip.ledger().packet(rid).orElseThrow().field("gender")).contains("MLE");
    assertThat(mosip.ledger().violations()).isEmpty();
  }

  @Test
  void undeclaredFieldsAndStringArraysVanish() throws Exception {
    String rid = rid();
    JsonObject request = withField(withField(packet(rid), "shoeSize", "44"), "email", "[\"a\"]");
    assertThat(Http.json(createPacket(request)).get("response")).isNotEqualTo(JsonValue.NULL);
    assertThat(mosip.ledger().droppedFields()).containsExactlyInAnyOrder(rid + "/shoeSize", rid + "/email");
    assertThat(mosip.ledger().packet(rid).orElseThrow().fields()).doesNotContainKeys("shoeSize", "email");
  }

  @ParameterizedTest
  @CsvSource({"source,ELSEWHERE,KER-PUT-006", "process,CRVS_UPDATE,KER-PUT-006"})
  void anUnknownSourceOrProcessIsRefused(String key, String value, String code) throws Exception {
    assertThat(errorCode(createPacket(JsonText.object(packet(rid())).add(key, value).build()))).isEqualTo(code);
  }

  @Test
  void aPacketNeedsAudits() throws Exception {
    assertThat(errorCode(createPacket(JsonText.object(packet(rid())).add("audits", JsonText.array()).build()))).isEqualTo("KER-KPM-008");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"schemaVersion|first", "schemaJson|{", "schemaJson|{\"properties\":{}}"})
  void whatTheWriterCannotUseFailsInSilence(String key, String value) throws Exception {
    String rid = rid();
    assertSilence(createPacket(JsonText.object(packet(rid)).add(key, value).build()));
    assertThat(mosip.ledger().packet(rid)).isEmpty();
  }

  @Test
  void anUnknownFieldCategoryFailsInSilence() throws Exception {
    String schema = packet(rid()).getString("schemaJson").replace("\"gender\":{}", "\"gender\":{\"fieldCategory\":\"secret\"}");
    assertSilence(createPacket(JsonText.object(packet(rid())).add("schemaJson", schema).build()));
  }

  @Test
  void silentFailuresCanBeAskedFor() throws Exception {
    mosip.packets().failSilently(1);
    assertSilence(createPacket(packet(rid())));
    assertThat(Http.json(createPacket(packet(rid()))).getJsonArray("response")).isNotEmpty();
  }

  @Test
  void parallelPacketsOfOneIdAreNoted() throws Exception {
    mosip.packets().writeMillis(150);
    String rid = rid();
    CompletableFuture<Void> first = CompletableFuture.runAsync(() -> quietly(() -> createPacket(packet(rid))));
    quietly(() -> createPacket(packet(rid)));
    first.join();
    assertThat(mosip.ledger().violations()).containsExactly("parallel createPacket " + rid);
  }

  // --- workflow

  @Test
  void aWorkflowStartsOnceAndIsThenAlreadyPresent() throws Exception {
    String rid = rid();
    createPacket(packet(rid));
    HttpResponse<String> first = startWorkflow(rid);
    assertThat(Http.json(first).getJsonObject("response").getString("workflowInstanceId")).isNotBlank();
    HttpResponse<String> second = startWorkflow(rid);
    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(errorCode(second)).isEqualTo("RPR-WIS-001");
    createPacket(packet(rid));
    assertThat(mosip.ledger().violations()).containsExactly("createPacket after the workflow's start " + rid);
  }

  @Test
  void malformedRidsAreNotedThoughTaken() throws Exception {
    startWorkflow("100017460954309");
    assertThat(mosip.ledger().violations()).singleElement().asString().contains("29 digits");
    assertThat(errorCode(startWorkflow("12345"))).isEqualTo("RPR-WIS-000");
  }

  @Test
  void workflowErrorsAreAlwaysTwoHundred() throws Exception {
    mosip.workflow().answerNextWith("RPR-RGS-001");
    mosip.workflow().answerNextWithBareString();
    String rid = rid();
    assertThat(errorCode(startWorkflow(rid))).isEqualTo("RPR-RGS-001");
    assertThat(JsonText.parse(startWorkflow(rid).body()).getValueType()).isEqualTo(JsonValue.ValueType.STRING);
    HttpResponse<String> incomplete = Http.send("POST", mosip.processPacketUrl(), "{\"request\":{}}", "Cookie", "Authorization=" + packetToken);
    assertThat(incomplete.statusCode()).isEqualTo(200);
    assertThat(errorCode(incomplete)).isEqualTo("RPR-WIN-000");
    assertThat(mosip.ledger().workflowIds()).isEmpty();
  }

  @Test
  void onlyInfantsOfKnownOfficersAndPlacesPass() throws Exception {
    assertThat(outcomeOf(packet(rid()))).isEqualTo(MosipLedger.Outcome.PROCESSED);
    assertThat(outcomeOf(withField(packet(rid()), "dateOfBirth", "2001/01/01"))).isEqualTo(MosipLedger.Outcome.FAILED);
    assertThat(outcomeOf(withField(packet(rid()), "gender", ""))).isEqualTo(MosipLedger.Outcome.FAILED);
    mosip.workflow().officers("somebody.else");
    assertThat(outcomeOf(packet(rid()))).isEqualTo(MosipLedger.Outcome.FAILED);
    mosip.workflow().officers();
    mosip.workflow().places("10021_10038");
    assertThat(outcomeOf(packet(rid()))).isEqualTo(MosipLedger.Outcome.FAILED);
    mosip.workflow().outcome(MosipLedger.Outcome.REJECTED);
    assertThat(outcomeOf(packet(rid()))).isEqualTo(MosipLedger.Outcome.REJECTED);
  }

  @Test
  void aDeathYieldsNoCredential() throws Exception {
    subscribed();
    JsonObject death = JsonText.object(withField(packet(rid()), "UIN", "2047631038")).add("process", "CRVS_DEATH").build();
    assertThat(outcomeOf(death)).isEqualTo(MosipLedger.Outcome.PROCESSED);
    Waiting.sleep(100);
    assertThat(mosip.ledger().credentials(death.getString("id"))).isZero();
    assertThat(bridge.deliveries()).isEmpty();
  }

  @Test
  void everyProcessButThatOfBirthsNeedsAUin() throws Exception {
    subscribed();
    mosip.packets().provides("CRVS1", "CRVS_UPDATE");
    JsonObject nobody = JsonText.object(packet(rid())).add("process", "CRVS_UPDATE").build();
    JsonObject somebody = JsonText.object(withField(packet(rid()), "UIN", "2047631038")).add("process", "CRVS_UPDATE").build();
    assertThat(outcomeOf(somebody)).isEqualTo(MosipLedger.Outcome.PROCESSED);
    assertThat(mosip.ledger().violations()).isEmpty();
    assertThat(outcomeOf(nobody)).isEqualTo(MosipLedger.Outcome.FAILED);
    assertThat(mosip.ledger().violations()).containsExactly("a packet without UIN would be taken for a new person: " + nobody.getString("id"));
    Waiting.sleep(100);
    assertThat(bridge.deliveries()).isEmpty();
  }

  @Test
  void outcomesCanBeChosenPacketByPacket() throws Exception {
    String chosen = rid();
    mosip.workflow().outcomeFor(packet -> true, MosipLedger.Outcome.FAILED);
    mosip.workflow().outcomeFor(packet -> packet.id().equals(chosen), MosipLedger.Outcome.REJECTED);
    mosip.workflow().outcome(MosipLedger.Outcome.REPROCESS_FAILED);
    assertThat(outcomeOf(packet(chosen))).isEqualTo(MosipLedger.Outcome.REJECTED);
    assertThat(outcomeOf(packet(rid()))).isEqualTo(MosipLedger.Outcome.FAILED);
    mosip.workflow().clearOutcomes();
    assertThat(outcomeOf(packet(rid()))).isEqualTo(MosipLedger.Outcome.PROCESSED);
  }

  @ParameterizedTest
  @CsvSource({"PROCESSED,", "FAILED,PACKET_FAILED", "REJECTED,PACKET_REJECTED"})
  void aCompletedWorkflowIsToldInAFlatBody(MosipLedger.Outcome outcome, String errorCode) throws Exception {
    subscribed(MosipSimulator.COMPLETED_TOPIC);
    mosip.workflow().outcome(outcome);
    JsonObject packet = packet(rid());
    assertThat(outcomeOf(packet)).isEqualTo(outcome);
    JsonObject event = delivered(0).json();
    assertThat(event.keySet()).containsExactlyInAnyOrder("instanceId", "resultCode", "workflowType", "errorCode");
    assertThat(event.getString("instanceId")).isEqualTo(packet.getString("id"));
    assertThat(event.getString("resultCode")).isEqualTo(outcome.name());
    assertThat(event.getString("workflowType")).isEqualTo("CRVS_NEW");
    assertThat(JsonText.text(event, "errorCode")).isEqualTo(errorCode);
  }

  @Test
  void aPausedWorkflowIsToldOnItsOwnTopicAndCanEndLater() throws Exception {
    subscribed(MosipSimulator.PAUSED_TOPIC);
    subscribed(MosipSimulator.COMPLETED_TOPIC);
    subscribed();
    mosip.workflow().outcome(MosipLedger.Outcome.PAUSED);
    String rid = rid();
    assertThat(outcomeOf(packet(rid))).isEqualTo(MosipLedger.Outcome.PAUSED);
    JsonObject paused = delivered(0).json();
    assertThat(paused.keySet()).containsExactlyInAnyOrder("instanceId", "workflowType", "additionalInfoProcess", "additionalInfoRequestId");
    assertThat(paused.getString("additionalInfoProcess")).isEqualTo("CORRECTION");
    assertThat(paused.getString("additionalInfoRequestId")).isEqualTo(rid + "-CORRECTION-1");
    assertThat(mosip.ledger().credentials(rid)).isZero();

    mosip.end(rid, MosipLedger.Outcome.PROCESSED);
    delivered(2);
    assertThat(mosip.ledger().outcome(rid)).contains(MosipLedger.Outcome.PROCESSED);
    assertThat(awaitDeliveries(MosipSimulator.COMPLETED_TOPIC, rid, 1)).noneMatch(MosipLedger.Delivery::lost);
    assertThat(awaitDeliveries(MosipSimulator.TOPIC, rid, 1)).noneMatch(MosipLedger.Delivery::lost);
  }

  @Test
  void aWorkflowThatWasEndedByHandDoesNotEndByItself() throws Exception {
    mosip.workflow().delayMillis(200);
    String rid = rid();
    createPacket(packet(rid));
    startWorkflow(rid);
    mosip.end(rid, MosipLedger.Outcome.REJECTED);
    Waiting.sleep(400);
    assertThat(mosip.ledger().outcome(rid)).contains(MosipLedger.Outcome.REJECTED);
    assertThatThrownBy(() -> mosip.end(rid(), MosipLedger.Outcome.PROCESSED)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aFailedReprocessingIsToldNowhere() throws Exception {
    subscribed(MosipSimulator.PAUSED_TOPIC);
    subscribed(MosipSimulator.COMPLETED_TOPIC);
    mosip.workflow().outcome(MosipLedger.Outcome.REPROCESS_FAILED);
    assertThat(outcomeOf(packet(rid()))).isEqualTo(MosipLedger.Outcome.REPROCESS_FAILED);
    Waiting.sleep(100);
    assertThat(bridge.deliveries()).isEmpty();
    assertThat(mosip.ledger().deliveries()).isEmpty();
  }

  @Test
  void anEventThatNobodyHearsIsLostAndNotedApartFromTheCredential() throws Exception {
    subscribed();
    String rid = processed();
    assertThat(awaitDeliveries(MosipSimulator.COMPLETED_TOPIC, rid, 1)).allMatch(MosipLedger.Delivery::lost);
    assertThat(awaitDeliveries(MosipSimulator.TOPIC, rid, 1)).noneMatch(MosipLedger.Delivery::lost);
    assertThat(mosip.ledger().deliveries(rid)).hasSize(1);
  }

  @Test
  void aCompletedEventCanBeLostAloneOrComeTwice() throws Exception {
    subscribed(MosipSimulator.COMPLETED_TOPIC);
    subscribed();
    mosip.workflow().loseEvents(1);
    String silent = processed();
    assertThat(awaitDeliveries(MosipSimulator.TOPIC, silent, 1)).noneMatch(MosipLedger.Delivery::lost);
    assertThat(awaitDeliveries(MosipSimulator.COMPLETED_TOPIC, silent, 1)).allMatch(MosipLedger.Delivery::lost);
    mosip.workflow().completedTwice(true);
    String twice = processed();
    assertThat(awaitDeliveries(MosipSimulator.COMPLETED_TOPIC, twice, 2)).noneMatch(MosipLedger.Delivery::lost);
    assertThat(awaitDeliveries(MosipSimulator.TOPIC, twice, 1)).hasSize(1);
  }

  // --- status

  @Test
  void thePacketClientMayNotAskForAStatus() throws Exception {
    String rid = processed();
    assertThat(status(rid).statusCode()).isEqualTo(200);
    assertThat(transactions(rid).statusCode()).isEqualTo(200);
    statusToken = packetToken;
    assertThat(status(rid).statusCode()).isEqualTo(403);
    assertThat(external(rid).statusCode()).isEqualTo(403);
    assertThat(transactions(rid).statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({
    "PROCESSED,UIN_GENERATED",
    "FAILED,REREGISTER",
    "REPROCESS_FAILED,REREGISTER",
    "REJECTED,REJECTED",
    "PAUSED,AWAITING_INFORMATION"
  })
  void theExternalStatusTellsWhatThePlainOneMasks(MosipLedger.Outcome outcome, String external) throws Exception {
    mosip.workflow().externalStatus(true);
    mosip.workflow().delayMillis(60_000);
    String rid = rid();
    createPacket(packet(rid));
    startWorkflow(rid);
    assertThat(statusCode(status(rid))).isEqualTo("PROCESSED");
    assertThat(statusCode(external(rid))).isEqualTo("PROCESSING");
    mosip.end(rid, outcome);
    assertThat(statusCode(status(rid))).isEqualTo("PROCESSED");
    assertThat(statusCode(external(rid))).isEqualTo(external);
  }

  @Test
  void theExternalStatusFailsUntilMosipIsSetUp() throws Exception {
    String rid = processed();
    assertThat(errorCode(external(rid))).isEqualTo("RPR-RGS-018");
    mosip.workflow().externalStatus(true);
    assertThat(statusCode(external(rid))).isEqualTo("UIN_GENERATED");
  }

  @Test
  void unknownRidsAreErrorsBesideTheKnownOnes() throws Exception {
    mosip.workflow().externalStatus(true);
    String known = processed();
    JsonObject both = Http.json(external(known, "1"));
    assertThat(both.getJsonArray("response")).hasSize(1);
    assertThat(both.getJsonArray("errors").getJsonObject(0).getString("errorCode")).isEqualTo("RPR-RGS-031");
    assertThat(both.getJsonArray("errors").getJsonObject(0).getString("registrationId")).isEqualTo("1");
    assertThat(Http.json(external("1")).get("response")).isEqualTo(JsonValue.NULL);
    assertThat(errorCode(status("1"))).isEqualTo("RPR-RGS-031");
    assertThat(errorCode(transactions("1"))).isEqualTo("RPR-RTS-001");
  }

  @Test
  void aStatusIsAskedForByTheRightNameAndForAHundredAtMost() throws Exception {
    mosip.workflow().externalStatus(true);
    String rid = processed();
    assertThat(errorCode(search(mosip.externalStatusUrl(), "mosip.registration.status", rid))).isEqualTo("RPR-RGS-014");
    String[] hundred = new String[100];
    Arrays.fill(hundred, rid);
    assertThat(Http.json(external(hundred)).getJsonArray("response")).hasSize(100);
    String[] more = new String[101];
    Arrays.fill(more, rid);
    assertThat(errorCode(external(more))).isEqualTo("RPR-RGS-014");
    assertThat(errorCode(external())).isEqualTo("RPR-RGS-014");
  }

  @ParameterizedTest
  @CsvSource({
    "PROCESSED,CREDENTIAL_REQUESTOR,PROCESSED,SUCCESS",
    "FAILED,PACKET_VALIDATION,FAILED,RPR-PVM-002",
    "REJECTED,DEMOGRAPHIC_VERIFICATION,REJECTED,RPR-DDS-001",
    "PAUSED,OPERATOR_VALIDATION,PAUSED_FOR_ADDITIONAL_INFO,RPR-OPV-001",
    "REPROCESS_FAILED,PACKET_REPROCESS,REPROCESS_FAILED,RPR-RPR-001"
  })
  void theLastTransactionTellsHowTheWorkflowEnded(MosipLedger.Outcome outcome, String type, String status, String reason) throws Exception {
    mosip.workflow().outcome(outcome);
    String rid = rid();
    assertThat(outcomeOf(packet(rid))).isEqualTo(outcome);
    List<JsonObject> stages = stages(rid);
    assertThat(stages).extracting(stage -> stage.getString("createdDateTimes")).isSorted().doesNotHaveDuplicates();
    assertThat(stages).extracting(stage -> stage.getString("registrationId")).containsOnly(rid);
    assertThat(stages.get(0).get("parentTransactionId")).isEqualTo(JsonValue.NULL);
    JsonObject last = stages.get(stages.size() - 1);
    assertThat(last.getString("parentTransactionId")).isEqualTo(stages.get(stages.size() - 2).getString("id"));
    assertThat(last.getString("transactionTypeCode")).isEqualTo(type);
    assertThat(last.getString("statusCode")).isEqualTo(status);
    assertThat(last.getString("subStatusCode")).isEqualTo(reason);
    assertThat(last.getString("statusComment")).isNotBlank();
  }

  @Test
  void theReasonOfAFailureCanBeChosen() throws Exception {
    mosip.workflow().outcome(MosipLedger.Outcome.FAILED);
    mosip.workflow().reason("RPR-PVM-012", "Packet manager validation failed");
    String chosen = rid();
    assertThat(outcomeOf(packet(chosen))).isEqualTo(MosipLedger.Outcome.FAILED);
    assertThat(lastStage(chosen).getString("subStatusCode")).isEqualTo("RPR-PVM-012");
    assertThat(lastStage(chosen).getString("statusComment")).isEqualTo("Packet manager validation failed");
    mosip.workflow().reason(null, null);
    String usual = rid();
    assertThat(outcomeOf(packet(usual))).isEqualTo(MosipLedger.Outcome.FAILED);
    assertThat(lastStage(usual).getString("subStatusCode")).isEqualTo("RPR-PVM-002");
  }

  @Test
  void faultsStrikeTheStatusSearchToo() throws Exception {
    String rid = processed();
    mosip.faults().on("transactions", Fault.status(503).once()).on("status", Fault.html().once()).on("external", Fault.status(500).once());
    assertThat(transactions(rid).statusCode()).isEqualTo(503);
    assertThat(status(rid).body()).startsWith("<!DOCTYPE html>");
    assertThat(external(rid).statusCode()).isEqualTo(500);
    assertThat(mosip.calls("transactions")).isEqualTo(1);
  }

  // --- hub

  @Test
  void aSubscriptionIsAcceptedThenVerifiedWithARawSlash() throws Exception {
    HttpResponse<String> answer = subscribe(MosipSimulator.TOPIC, Map.of("hub.lease_seconds", "86400"));
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body()).isEqualTo("hub.mode=accepted");
    assertThat(mosip.hub().awaitSubscribed(MosipSimulator.TOPIC, SOON)).isTrue();
    String query = bridge.intents().get(0).rawQuery();
    assertThat(query).contains("hub.mode=subscribe").contains("hub.topic=crvs-partner/CREDENTIAL_ISSUED").contains("hub.lease_seconds=86400");
  }

  @Test
  void aWrongEchoMeansNotSubscribed() throws Exception {
    bridge.onIntent = call -> Answer.of(200, "text/plain", "\"" + call.query().get("hub.challenge") + "\"");
    subscribe(MosipSimulator.TOPIC, Map.of());
    assertThat(Waiting.until(() -> !mosip.ledger().violations().isEmpty(), SOON)).isTrue();
    assertThat(mosip.hub().isSubscribed(MosipSimulator.TOPIC)).isFalse();
  }

  @Test
  void theIntentIsTriedAgainWhenTheConnectionBreaks() throws Exception {
    bridge.faults().on("intent", Fault.hang().times(2));
    subscribe(MosipSimulator.TOPIC, Map.of());
    assertThat(mosip.hub().awaitSubscribed(MosipSimulator.TOPIC, SOON)).isTrue();
  }

  @Test
  void otherPeoplesTopicsAndMissingSecretsAreRefused() throws Exception {
    assertThat(subscribe("someone-else/CREDENTIAL_ISSUED", Map.of()).statusCode()).isEqualTo(403);
    HttpResponse<String> bare = subscribe("CREDENTIAL_ISSUED", Map.of());
    assertThat(bare.statusCode()).isEqualTo(403);
    assertThat(bare.body()).startsWith("hub.mode=denied&hub.reason=");
    assertThat(subscribe(MosipSimulator.TOPIC, Map.of("hub.secret", "")).statusCode()).isEqualTo(500);
    partnerToken = packetToken;
    assertThat(subscribe(MosipSimulator.TOPIC, Map.of()).statusCode()).isEqualTo(403);
  }

  @Test
  void aSecondSubscriptionIsDeniedLaterOrAtOnce() throws Exception {
    subscribed();
    assertThat(subscribe(MosipSimulator.TOPIC, Map.of()).statusCode()).isEqualTo(202);
    assertThat(Waiting.until(() -> bridge.intents().size() == 2, SOON)).isTrue();
    assertThat(bridge.intents().get(1).query()).containsEntry("hub.mode", "denied").containsEntry("hub.reason", "Subscriber has already registered with the Hub");
    mosip.hub().denyAtOnce(true);
    assertThat(subscribe(MosipSimulator.TOPIC, Map.of()).body()).contains("already+registered");
    assertThat(mosip.hub().subscribers()).isEqualTo(1);
  }

  @Test
  void unsubscribingIsVerifiedTooAndLosesWhatComesAfter() throws Exception {
    subscribed();
    unsubscribed();
    String rid = issued();
    assertThat(mosip.ledger().deliveries(rid)).singleElement().matches(MosipLedger.Delivery::lost);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sha256", "sha384", "sha512"})
  void aDeliveryIsSignedOverItsRawBytes(String method) throws Exception {
    subscribed();
    mosip.hub().signatureMethod(method);
    issued();
    Call delivery = bridge.deliveries().get(0);
    assertThat(delivery.header("X-Hub-Signature")).isEqualTo(HubDelivery.signature(method, SECRET, delivery.body())).startsWith(method + "=");
    assertThat(delivery.path()).isEqualTo("/websub/callback/");
    assertThat(delivery.header("Link")).contains("rel=\"hub\"");
    assertThat(delivery.header("Content-Type")).isEqualTo("application/json");
  }

  @Test
  void aStatusEndsADeliveryButABrokenConnectionDoesNot() throws Exception {
    subscribed();
    bridge.onDelivery = call -> Answer.of(503, "text/plain", "");
    String lost = issued();
    assertDelivery(lost, 1, 503, true);
    bridge.onDelivery = call -> Answer.of(200, "text/plain", "");
    bridge.faults().on("delivery", Fault.reset().times(2));
    String repeated = issued();
    assertDelivery(repeated, 3, 200, false);
    bridge.faults().on("delivery", Fault.reset().times(9));
    String given = issued();
    assertDelivery(given, 4, 0, true);
  }

  @Test
  void mischiefLosesDoublesReordersAndTampers() throws Exception {
    subscribed();
    mosip.hub().mischief().lose(1);
    assertThat(mosip.ledger().deliveries(issued())).allMatch(MosipLedger.Delivery::lost);

    mosip.hub().mischief().copies(2);
    assertThat(mosip.ledger().deliveries(issued())).hasSize(2);
    assertThat(bridge.deliveries().get(0).text()).isEqualTo(bridge.deliveries().get(1).text());

    mosip.hub().mischief().copies(1).tamperSignature(1);
    issued();
    Call tampered = bridge.deliveries().get(2);
    assertThat(tampered.header("X-Hub-Signature")).isNotEqualTo(HubDelivery.signature("sha256", SECRET, tampered.body()));

    mosip.hub().mischief().secret("another");
    issued();
    Call foreign = bridge.deliveries().get(3);
    assertThat(foreign.header("X-Hub-Signature")).isEqualTo(HubDelivery.signature("sha256", "another", foreign.body()));
  }

  @Test
  void eventsCanArriveLastFirst() throws Exception {
    subscribed();
    mosip.hub().mischief().reorder(2);
    String first = processed();
    String second = processed();
    assertThat(Waiting.until(() -> bridge.deliveries().size() == 2, SOON)).isTrue();
    assertThat(bridge.deliveries()).extracting(call -> data(call).getString("registrationId")).containsExactly(second, first);
  }

  @Test
  void theBatchBehindALostDeliveryIsSkipped() throws Exception {
    subscribed();
    mosip.hub().batch(3);
    bridge.onDelivery = call -> Answer.of(500, "text/plain", "");
    bridge.faults().on("delivery", Fault.slow(300).once());
    String first = processed();
    String second = processed();
    assertThat(Waiting.until(() -> !mosip.ledger().deliveries(second).isEmpty(), SOON)).isTrue();
    assertDelivery(first, 1, 500, true);
    assertDelivery(second, 0, 0, true);
  }

  @Test
  void mischiefSparesTheOtherTopicsUnlessItIsToldNotTo() throws Exception {
    subscribed(MosipSimulator.COMPLETED_TOPIC);
    subscribed();
    mosip.hub().mischief().lose(1);
    String rid = processed();
    assertThat(awaitDeliveries(MosipSimulator.TOPIC, rid, 1)).allMatch(MosipLedger.Delivery::lost);
    assertThat(awaitDeliveries(MosipSimulator.COMPLETED_TOPIC, rid, 1)).noneMatch(MosipLedger.Delivery::lost);
    mosip.hub().mischief().topics(MosipSimulator.COMPLETED_TOPIC::equals).lose(1);
    String other = processed();
    assertThat(awaitDeliveries(MosipSimulator.TOPIC, other, 1)).noneMatch(MosipLedger.Delivery::lost);
    assertThat(awaitDeliveries(MosipSimulator.COMPLETED_TOPIC, other, 1)).allMatch(MosipLedger.Delivery::lost);
  }

  @Test
  void aDeafenedSubscriberIsStillCalledRegisteredAndHearsAgainOnceHeHasLeft() throws Exception {
    subscribed();
    mosip.hub().mischief().deafen();
    mosip.hub().denyAtOnce(true);
    assertThat(mosip.ledger().deliveries(issued())).allMatch(MosipLedger.Delivery::lost).hasSize(1);
    assertThat(subscribe(MosipSimulator.TOPIC, Map.of()).body()).contains("already+registered");
    assertThat(mosip.ledger().deliveries(issued())).allMatch(MosipLedger.Delivery::lost).hasSize(1);
    unsubscribed();
    subscribed();
    assertThat(mosip.ledger().deliveries(issued())).noneMatch(MosipLedger.Delivery::lost).hasSize(1);
    assertThat(bridge.deliveries()).hasSize(1);
  }

  @Test
  void goneIsLoggedAndTheSubscriptionStays() throws Exception {
    subscribed();
    bridge.onDelivery = call -> Answer.of(410, "text/plain", "");
    assertDelivery(issued(), 1, 410, true);
    assertThat(mosip.hub().isSubscribed(MosipSimulator.TOPIC)).isTrue();
    bridge.onDelivery = call -> Answer.of(200, "text/plain", "");
    assertDelivery(issued(), 1, 200, false);
  }

  @Test
  void aHubThatNeverVerifiesSubscribesNobody() throws Exception {
    mosip.hub().neverVerify(true);
    assertThat(subscribe(MosipSimulator.TOPIC, Map.of()).statusCode()).isEqualTo(202);
    Waiting.sleep(100);
    assertThat(bridge.intents()).isEmpty();
    assertThat(mosip.hub().isSubscribed(MosipSimulator.TOPIC)).isFalse();
    assertThat(mosip.ledger().violations()).isEmpty();
    mosip.hub().neverVerify(false);
    subscribed();
  }

  @Test
  void aLeaseIsAnnouncedAndNotEnforced() throws Exception {
    subscribe(MosipSimulator.TOPIC, Map.of("hub.lease_seconds", "1"));
    assertThat(mosip.hub().awaitSubscribed(MosipSimulator.TOPIC, SOON)).isTrue();
    assertThat(bridge.intents().get(0).query()).containsEntry("hub.lease_seconds", "1");
    Waiting.sleep(1_200);
    assertDelivery(issued(), 1, 200, false);
  }

  @Test
  void acknowledgementsAreCounted() throws Exception {
    subscribed();
    issued();
    String requestId = delivered(0).json().getJsonObject("event").getString("transactionId");
    JsonObjectBuilder event = JsonText.object().add("id", "a-1").add("requestId", requestId).add("timestamp", "2026-03-02T08:41:00.000Z");
    assertThat(acknowledge("application/json", event.add("status", "RECEIVED").build()).statusCode()).isEqualTo(200);
    assertThat(mosip.ledger().acknowledged()).containsExactly(requestId);
    assertThat(mosip.ledger().violations()).isEmpty();
  }

  @Test
  void acknowledgementsThatMosipCouldNotUseAreNoted() throws Exception {
    JsonObjectBuilder event = JsonText.object().add("requestId", "r-1").add("timestamp", "2026-03-02T08:41:00Z").add("status", "DONE");
    assertThat(acknowledge("text/plain", event.build()).statusCode()).isEqualTo(200);
    assertThat(mosip.ledger().acknowledged()).containsExactly("r-1");
    assertThat(mosip.ledger().violations())
        .containsExactly(
            "an acknowledgement with the content type text/plain",
            "an acknowledgement without id",
            "an acknowledgement with the timestamp 2026-03-02T08:41:00Z",
            "an acknowledgement with the status DONE",
            "an acknowledgement of an unknown credential request: r-1");
  }

  @Test
  void anythingCanBeDeliveredByHand() {
    byte[] raw = "not json".getBytes(StandardCharsets.UTF_8);
    assertThat(mosip.hub().deliver(bridge.callback(), MosipSimulator.TOPIC, raw, null).status()).isEqualTo(200);
    assertThat(bridge.deliveries().get(0).text()).isEqualTo("not json");
    assertThat(bridge.deliveries().get(0).header("X-Hub-Signature")).isNull();
  }

  // --- credentials

  @ParameterizedTest
  @ValueSource(strings = {"VER_R2", "VER_R2_PLAIN_BASE64", "OLD"})
  void aBirthYieldsASignedCredentialForItsRid(String layout) throws Exception {
    subscribed();
    mosip.credentials().layout(layout);
    String rid = issued();
    JsonObject data = data(bridge.deliveries().get(0));
    assertThat(data.getString("registrationId")).isEqualTo(rid);
    assertThat(data.getString("crvsRecordRef")).isEqualTo("ref-1");
    JsonObject credential = opened(data);
    assertThat(CredentialProof.verifies(credential, publishedKey())).isTrue();
    assertThat(credential.getJsonObject("credentialSubject").getString("id")).endsWith("/" + rid);
    assertThat(credential.getJsonObject("credentialSubject").getString("VID")).isEqualTo(mosip.credentials().vid(rid));
    assertThat(credential.getJsonObject("proof").getString("verificationMethod")).isEqualTo(mosip.credentials().verificationMethod());
  }

  @Test
  void thePolicyDecidesWhichAttributesCome() throws Exception {
    subscribed();
    mosip.credentials().attributes("VID", "UIN", "PSUT", "birthCertificateNumber");
    issued();
    JsonObject credential = opened(data(bridge.deliveries().get(0)));
    assertThat(credential.getJsonObject("credentialSubject").keySet())
        .containsExactlyInAnyOrder("id", "vcVer", "VID", "UIN", "PSUT", "birthCertificateNumber");
    assertThat(CredentialProof.verifies(credential, publishedKey())).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Credentials.Flaw.class)
  void aFlawShowsWhereItShould(Credentials.Flaw flaw) throws Exception {
    subscribed();
    mosip.credentials().flawOnce(flaw);
    String rid = issued();
    JsonObject data = data(bridge.deliveries().get(0));
    if (flaw == Credentials.Flaw.UNDECRYPTABLE) {
      assertThatThrownBy(() -> opened(data)).isInstanceOf(java.security.GeneralSecurityException.class);
      return;
    }
    JsonObject credential = opened(data);
    boolean signatureHolds = flaw != Credentials.Flaw.VID_AFTER_SIGNING && flaw != Credentials.Flaw.SIGNED_AS_TEXT && flaw != Credentials.Flaw.STRANGERS_KEY;
    assertThat(CredentialProof.verifies(credential, publishedKey())).isEqualTo(signatureHolds);
    boolean itsRid = credential.getJsonObject("credentialSubject").getString("id").endsWith("/" + rid);
    assertThat(itsRid).isEqualTo(flaw != Credentials.Flaw.OTHER_RID);
    boolean itsMethod = credential.getJsonObject("proof").getString("verificationMethod").equals(mosip.credentials().verificationMethod());
    assertThat(itsMethod).isEqualTo(flaw != Credentials.Flaw.OTHER_VERIFICATION_METHOD);
  }

  @Test
  void aRotatedKeySignsTheNextCredential() throws Exception {
    subscribed();
    PublicKey before = publishedKey();
    mosip.credentials().rotateSigningKey();
    issued();
    JsonObject credential = opened(data(bridge.deliveries().get(0)));
    assertThat(CredentialProof.verifies(credential, before)).isFalse();
    assertThat(CredentialProof.verifies(credential, publishedKey())).isTrue();
  }

  @Test
  void theCredentialCanComeBeforeTheWorkflowsAnswer() throws Exception {
    subscribed();
    mosip.workflow().credentialBeforeAnswer(true);
    String rid = rid();
    createPacket(packet(rid));
    startWorkflow(rid);
    assertThat(bridge.deliveries()).hasSize(1);
  }

  @Test
  void aSharedCredentialIsFetchedWithAToken() throws Exception {
    subscribed();
    mosip.credentials().dataShare(true);
    issued();
    JsonObject event = bridge.deliveries().get(0).json().getJsonObject("event");
    assertThat(event.getJsonObject("data")).doesNotContainKey("credential");
    URI share = URI.create(event.getString("dataShareUri"));
    assertThat(Http.get(share).statusCode()).isEqualTo(401);
    assertThat(Http.get(share, "Cookie", "Authorization=" + packetToken).statusCode()).isEqualTo(403);
    assertThat(mosip.ledger().shareFetches()).isZero();
    String sealed = Http.get(share, "Cookie", "Authorization=" + partnerToken).body();
    assertThat(CredentialEnvelope.decrypted(sealed, Partner.load().key())).contains("credentialSubject");
    assertThat(mosip.ledger().shareFetches()).isEqualTo(1);
  }

  @Test
  void aShareCanBeAnnouncedAtAForeignHost() throws Exception {
    subscribed();
    mosip.credentials().dataShare(true);
    mosip.credentials().dataShareBase(URI.create("http://127.0.0.2:9/"));
    issued();
    assertThat(delivered(0).json().getJsonObject("event").getString("dataShareUri")).startsWith("http://127.0.0.2:9/v1/datashare/get/");
    mosip.credentials().dataShareBase(null);
    issued();
    assertThat(delivered(1).json().getJsonObject("event").getString("dataShareUri")).startsWith(mosip.base() + "/v1/datashare/get/");
  }

  @Test
  void aLostCredentialCanBeAskedForAgain() throws Exception {
    subscribed();
    mosip.hub().mischief().lose(1);
    String rid = issued();
    assertThat(bridge.deliveries()).isEmpty();
    reissue(rid);
    assertThat(data(delivered(0)).getString("registrationId")).isEqualTo(rid);
    assertThat(mosip.ledger().reissues(rid)).isEqualTo(1);
  }

  @Test
  void aBirthMayEndWithoutACredentialUntilSomebodyAsksForIt() throws Exception {
    subscribed();
    mosip.workflow().withoutCredential(1);
    String rid = processed();
    Waiting.sleep(100);
    assertThat(mosip.ledger().credentials(rid)).isZero();
    assertThat(mosip.credentialRequests().ids(rid)).isEmpty();
    String requestId = Http.json(reissue(rid)).getJsonObject("response").getString("requestId");
    assertThat(delivered(0).json().getJsonObject("event").getString("transactionId")).isEqualTo(requestId);
    assertThat(mosip.credentialRequests().ids(rid)).containsExactly(requestId);
    assertThat(awaitDeliveries(MosipSimulator.TOPIC, processed(), 1)).hasSize(1);
  }

  @Test
  void nobodyAsksAgainForWhatWasNotProcessed() throws Exception {
    mosip.workflow().outcome(MosipLedger.Outcome.FAILED);
    String rid = rid();
    assertThat(outcomeOf(packet(rid))).isEqualTo(MosipLedger.Outcome.FAILED);
    assertThat(errorCode(reissue(rid))).isEqualTo("IDR-CRG-008");
    assertThat(errorCode(reissue(rid()))).isEqualTo("IDR-CRG-008");
    assertThat(mosip.ledger().reissues(rid)).isZero();
    partnerToken = packetToken;
    assertThat(reissue(rid).statusCode()).isEqualTo(403);
  }

  @Test
  void aRequestIsKnownByTheTransactionIdOfItsEvent() throws Exception {
    subscribed();
    String rid = issued();
    String requestId = delivered(0).json().getJsonObject("event").getString("transactionId");
    JsonObject found = Http.json(credentialRequest("GET", "/get/" + requestId)).getJsonObject("response");
    assertThat(found.getString("requestId")).isEqualTo(requestId);
    assertThat(found.getString("statusCode")).isEqualTo("ISSUED");
    JsonObject byHand = mosip.credentials().event(mosip.ledger().packet(rid).orElseThrow());
    assertThat(byHand.getJsonObject("event").getString("transactionId")).isEqualTo(requestId);
    assertThat(errorCode(credentialRequest("GET", "/get/nonsense"))).isEqualTo("IDR-CRG-003");
    assertThat(errorCode(credentialRequest("PUT", "/retrigger/nonsense"))).isEqualTo("IDR-CRG-003");
  }

  @Test
  void aFailedRequestIsIssuedOnceItIsRetriggered() throws Exception {
    subscribed();
    mosip.credentialRequests().fail(2);
    String rid = issued();
    String requestId = mosip.credentialRequests().ids(rid).get(0);
    assertThat(mosip.credentialRequests().state(requestId)).contains(CredentialRequests.State.FAILED);
    assertThat(mosip.ledger().credentials(rid)).isZero();
    retrigger(requestId);
    assertThat(awaitState(requestId, CredentialRequests.State.FAILED)).isTrue();
    retrigger(requestId);
    assertThat(delivered(0).json().getJsonObject("event").getString("transactionId")).isEqualTo(requestId);
    assertThat(awaitState(requestId, CredentialRequests.State.ISSUED)).isTrue();
    assertThat(mosip.ledger().retriggers(requestId)).isEqualTo(2);
    assertThat(bridge.deliveries()).hasSize(1);
  }

  @Test
  void aRequestByHandIsNewOrRetriedUntilItIsIssued() throws Exception {
    mosip.credentialRequests().delayMillis(500);
    String rid = issued();
    String requestId = Http.json(reissue(rid)).getJsonObject("response").getString("requestId");
    assertThat(mosip.credentialRequests().state(requestId)).contains(CredentialRequests.State.NEW);
    assertThat(awaitState(requestId, CredentialRequests.State.ISSUED)).isTrue();
    retrigger(requestId);
    assertThat(mosip.credentialRequests().state(requestId)).contains(CredentialRequests.State.RETRY);
    assertThat(awaitState(requestId, CredentialRequests.State.ISSUED)).isTrue();
  }

  @Test
  void failedRequestsAreListedPageByPage() throws Exception {
    assertThat(errorCode(credentialRequest("GET", "/getRequestIds?statusCode=FAILED"))).isEqualTo("IDR-CRG-009");
    mosip.credentialRequests().fail(2);
    String first = mosip.credentialRequests().ids(issued()).get(0);
    String second = mosip.credentialRequests().ids(issued()).get(0);
    issued();
    JsonObject page = Http.json(credentialRequest("GET", "/getRequestIds?statusCode=FAILED")).getJsonObject("response");
    assertThat(page.getInt("totalItems")).isEqualTo(2);
    assertThat(page.getJsonArray("data")).hasSize(1);
    JsonObject all = Http.json(credentialRequest("GET", "/getRequestIds?statusCode=FAILED&pageSize=10")).getJsonObject("response");
    assertThat(all.getJsonArray("data").getValuesAs(JsonObject.class)).extracting(entry -> entry.getString("requestId")).containsExactly(second, first);
  }

  @Test
  void faultsStrikeTheCredentialRequestsToo() throws Exception {
    String rid = issued();
    String requestId = mosip.credentialRequests().ids(rid).get(0);
    mosip.faults().on("request", Fault.status(503).once()).on("retrigger", Fault.status(500).once()).on("reissue", Fault.html().once());
    assertThat(credentialRequest("GET", "/get/" + requestId).statusCode()).isEqualTo(503);
    assertThat(credentialRequest("PUT", "/retrigger/" + requestId).statusCode()).isEqualTo(500);
    assertThat(reissue(rid).body()).startsWith("<!DOCTYPE html>");
    assertThat(mosip.ledger().retriggers(requestId)).isZero();
    assertThat(mosip.ledger().reissues(rid)).isZero();
  }

  @Test
  void aFaultAfterTheEffectHidesASuccess() throws Exception {
    String rid = rid();
    mosip.faults().on("packet", Fault.dropsAnswer().once());
    assertThatThrownBy(() -> createPacket(packet(rid))).isInstanceOf(IOException.class);
    assertThat(mosip.ledger().packet(rid)).isPresent();
  }

  @Test
  void aLateAnswerHidesASuccessToo() throws Exception {
    String rid = rid();
    mosip.faults().on("packet", Fault.slowAnswer(400).once());
    CompletableFuture<Void> calling = CompletableFuture.runAsync(() -> quietly(() -> createPacket(packet(rid))));
    assertThat(Waiting.until(() -> mosip.ledger().packet(rid).isPresent(), Duration.ofMillis(350))).isTrue();
    assertThat(calling).isNotDone();
    calling.join();
  }

  @Test
  void theEnvironmentNamesEverythingABridgeNeeds() {
    try (Peers peers = Peers.start()) {
      Map<String, String> environment = peers.environment(bridge.base());
      assertThat(environment).hasSize(37).containsEntry("MOSIP_WEBSUB_CALLBACK_URL", bridge.callback().toString());
      assertThat(environment.get("MOSIP_TRANSACTION_SEARCH_URL")).endsWith("/registrationprocessor/v1/registrationtransaction/search");
      assertThat(environment.get("MOSIP_EXTERNAL_STATUS_URL")).endsWith("/registrationprocessor/v1/registrationstatus/externalstatus/search");
      assertThat(environment.get("MOSIP_CREDENTIAL_REQUEST_URL")).endsWith("/v1/credentialrequest");
      assertThat(java.nio.file.Path.of(environment.get("DECRYPT_P12_FILE_PATH"))).isNotEmptyFile();
    }
  }

  // --- the bridge's calls

  private HttpResponse<String> login(String client, String secret) throws Exception {
    JsonObjectBuilder request = JsonText.object().add("clientId", client).add("secretKey", secret).add("appId", AuthManager.APP_ID);
    String body = JsonText.object().add("id", "x").add("version", "1.0").add("request", request).build().toString();
    return Http.send("POST", mosip.authUrl(), body, "Content-Type", "application/json");
  }

  private static String cookie(HttpResponse<String> login) {
    return login.headers().firstValue("Authorization").orElseThrow();
  }

  private static String rid() {
    return "10021" + "10037" + Declaration.digits(19);
  }

  private static JsonObject packet(String rid) {
    String born = LocalDate.now(ZoneOffset.UTC).minusDays(9).format(DateTimeFormatter.ofPattern("yyyy/MM/dd"));
    String schema =
        "{\"properties\":{\"identity\":{\"properties\":{\"fullName\":{},\"gender\":{},\"dateOfBirth\":{},\"UIN\":{},\"email\":{},\"birthCertificateNumber\":{}}}}}";
    JsonObjectBuilder fields = JsonText.object().add("fullName", "[{\"language\":\"eng\",\"value\":\"Amani Cedar\"}]");
    fields.add("gender", "[{\"language\":\"eng\",\"value\":\"FLE\"}]").add("dateOfBirth", born).add("birthCertificateNumber", "2026B0000001");
    String labels =
        "[{\"label\":\"centerId\",\"value\":\"10021\"},{\"label\":\"machineId\",\"value\":\"10037\"},{\"label\":\"crvsRecordRef\",\"value\":\"ref-1\"}]";
    JsonObjectBuilder metaInfo = JsonText.object().add("registrationId", rid).add("metaData", labels);
    metaInfo.add("operationsData", "[{\"label\":\"officerId\",\"value\":\"crvs.officer\"},{\"label\":\"supervisorId\",\"value\":null}]");
    return JsonText.object()
        .add("id", rid)
        .add("refId", "10021_10037")
        .add("offlineMode", false)
        .add("process", "CRVS_NEW")
        .add("source", "CRVS1")
        .add("schemaVersion", "0.1")
        .add("schemaJson", schema)
        .add("fields", fields)
        .add("metaInfo", metaInfo)
        .add("audits", JsonText.array().add(JsonText.object().add("uuid", "1")))
        .build();
  }

  private static JsonObject withField(JsonObject packet, String name, String value) {
    return JsonText.object(packet).add("fields", JsonText.object(packet.getJsonObject("fields")).add(name, value)).build();
  }

  private HttpResponse<String> createPacket(JsonObject request) throws Exception {
    String body = JsonText.object().add("id", "x").add("version", "v1").add("request", request).build().toString();
    return Http.send("PUT", mosip.createPacketUrl(), body, "Cookie", "other=1; Authorization=" + packetToken, "Content-Type", "application/json");
  }

  private HttpResponse<String> startWorkflow(String rid) throws Exception {
    return startWorkflow(rid, "CRVS_NEW");
  }

  private HttpResponse<String> startWorkflow(String rid, String process) throws Exception {
    JsonObjectBuilder request = JsonText.object().add("registrationId", rid).add("process", process).add("source", "CRVS1");
    JsonObject body =
        JsonText.object()
            .add("id", "mosip.registration.processor.workflow.instance")
            .add("version", "v1")
            .add("requesttime", "2026-03-02T08:15:33.000Z")
            .add("request", request.add("additionalInfoReqId", ""))
            .build();
    return Http.send("POST", mosip.processPacketUrl(), body.toString(), "Cookie", "Authorization=" + packetToken);
  }

  private MosipLedger.Outcome outcomeOf(JsonObject packet) throws Exception {
    createPacket(packet);
    startWorkflow(packet.getString("id"), packet.getString("process"));
    assertThat(Waiting.until(() -> mosip.ledger().outcome(packet.getString("id")).isPresent(), SOON)).isTrue();
    return mosip.ledger().outcome(packet.getString("id")).orElseThrow();
  }

  private HttpResponse<String> subscribe(String topic, Map<String, String> changes) throws Exception {
    Map<String, String> fields = new LinkedHashMap<>(Map.of("hub.mode", "subscribe", "hub.topic", topic, "hub.secret", SECRET));
    fields.put("hub.callback", bridge.callback().toString());
    fields.putAll(changes);
    return Http.form(mosip.hubUrl(), fields, "Cookie", "Authorization=" + partnerToken);
  }

  private void subscribed() throws Exception {
    subscribed(MosipSimulator.TOPIC);
  }

  private void subscribed(String topic) throws Exception {
    subscribe(topic, Map.of());
    assertThat(mosip.hub().awaitSubscribed(topic, SOON)).isTrue();
  }

  private void unsubscribed() throws Exception {
    Map<String, String> fields = new LinkedHashMap<>(Map.of("hub.mode", "unsubscribe", "hub.topic", MosipSimulator.TOPIC));
    fields.put("hub.callback", bridge.callback().toString());
    assertThat(Http.form(mosip.hubUrl(), fields, "Cookie", "Authorization=" + partnerToken).statusCode()).isEqualTo(202);
    assertThat(Waiting.until(() -> !mosip.hub().isSubscribed(MosipSimulator.TOPIC), SOON)).isTrue();
  }

  private HttpResponse<String> acknowledge(String contentType, JsonObject event) throws Exception {
    String url = mosip.hubUrl() + "?hub.mode=publish&hub.topic=CREDENTIAL_STATUS_UPDATE";
    String body = JsonText.object().add("event", event).build().toString();
    return Http.send("POST", URI.create(url), body, "Cookie", "Authorization=" + partnerToken, "Content-Type", contentType);
  }

  private HttpResponse<String> status(String... rids) throws Exception {
    return search(mosip.statusUrl(), "mosip.registration.status", rids);
  }

  private HttpResponse<String> external(String... rids) throws Exception {
    return search(mosip.externalStatusUrl(), "mosip.registration.external.status", rids);
  }

  private HttpResponse<String> search(URI url, String id, String... rids) throws Exception {
    JsonArrayBuilder asked = JsonText.array();
    List.of(rids).forEach(rid -> asked.add(JsonText.object().add("registrationId", rid)));
    JsonObject body = JsonText.object().add("id", id).add("version", "1.0").add("request", asked).build();
    return Http.send("POST", url, body.toString(), "Cookie", "Authorization=" + statusToken, "Content-Type", "application/json");
  }

  private HttpResponse<String> transactions(String rid) throws Exception {
    return Http.get(URI.create(mosip.transactionSearchUrl() + "/" + rid), "Cookie", "Authorization=" + statusToken);
  }

  private List<JsonObject> stages(String rid) throws Exception {
    return Http.json(transactions(rid)).getJsonArray("response").getValuesAs(JsonObject.class);
  }

  private JsonObject lastStage(String rid) throws Exception {
    List<JsonObject> stages = stages(rid);
    return stages.get(stages.size() - 1);
  }

  private static String statusCode(HttpResponse<String> answer) {
    return Http.json(answer).getJsonArray("response").getJsonObject(0).getString("statusCode");
  }

  private HttpResponse<String> credentialRequest(String method, String path) throws Exception {
    return Http.send(method, URI.create(mosip.credentialRequestUrl() + path), null, "Cookie", "Authorization=" + partnerToken);
  }

  private void retrigger(String requestId) throws Exception {
    JsonObject answer = Http.json(credentialRequest("PUT", "/retrigger/" + requestId));
    assertThat(answer.getJsonObject("response").getString("requestId")).isEqualTo(requestId);
  }

  private HttpResponse<String> reissue(String rid) throws Exception {
    URI url = URI.create(mosip.credentialRequestUrl() + "/v2/requestgenerator/" + rid);
    return Http.send("POST", url, "{\"request\":{\"id\":\"" + rid + "\"}}", "Cookie", "Authorization=" + partnerToken, "Content-Type", "application/json");
  }

  private boolean awaitState(String requestId, CredentialRequests.State state) {
    return Waiting.until(() -> mosip.credentialRequests().state(requestId).filter(state::equals).isPresent(), SOON);
  }

  /** What has come so far, counted from 0. */
  private Call delivered(int number) {
    assertThat(Waiting.until(() -> bridge.deliveries().size() > number, SOON)).isTrue();
    return bridge.deliveries().get(number);
  }

  /** What the hub did with events of this topic, once it is that many. */
  private List<MosipLedger.Delivery> awaitDeliveries(String topic, String rid, int count) {
    assertThat(Waiting.until(() -> mosip.ledger().deliveries(topic, rid).size() >= count, SOON)).isTrue();
    return mosip.ledger().deliveries(topic, rid);
  }

  /** A birth whose route has ended; its event may still be on its way. */
  private String processed() throws Exception {
    String rid = rid();
    assertThat(outcomeOf(packet(rid))).isEqualTo(MosipLedger.Outcome.PROCESSED);
    return rid;
  }

  /** A birth whose event has been delivered or lost. */
  private String issued() throws Exception {
    String rid = rid();
    createPacket(packet(rid));
    mosip.issue(rid).get(SOON.toMillis(), TimeUnit.MILLISECONDS);
    return rid;
  }

  private static JsonObject data(Call delivery) {
    return delivery.json().getJsonObject("event").getJsonObject("data");
  }

  private static JsonObject opened(JsonObject data) throws Exception {
    return JsonText.parseObject(CredentialEnvelope.decrypted(data.getString("credential"), Partner.load().key()));
  }

  private PublicKey publishedKey() throws Exception {
    String pem = Http.json(Http.get(mosip.base().resolve("/.well-known/public-key.json"))).getString("publicKeyPem");
    byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der));
  }

  private void assertDelivery(String rid, int attempts, int status, boolean lost) {
    assertThat(mosip.ledger().deliveries(rid)).singleElement().satisfies(seen -> {
      assertThat(seen.attempts()).isEqualTo(attempts);
      assertThat(seen.status()).isEqualTo(status);
      assertThat(seen.lost()).isEqualTo(lost);
    });
  }

  private static void assertSilence(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Http.json(answer).get("response")).isEqualTo(JsonValue.NULL);
    assertThat(Http.json(answer).getJsonArray("errors")).isEmpty();
  }

  private static String errorCode(HttpResponse<String> answer) {
    return Http.json(answer).getJsonArray("errors").getJsonObject(0).getString("errorCode");
  }

  private interface Attempt {
    Object run() throws Exception;
  }

  private static void quietly(Attempt attempt) {
    try {
      attempt.run();
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }
}

package io.crvsbridge.simulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Core's measured behaviour, over HTTP. */
class CoreSimulatorTest {

  private static final Path SAMPLES = Path.of("src/test/resources/core");

  private final CoreSimulator core = new CoreSimulator();
  private final ListeningBridge bridge = new ListeningBridge();
  private CoreEvent birth;

  @BeforeEach
  void registers() {
    core.bridge(bridge.base());
    birth = core.declareBirth();
  }

  @AfterEach
  void close() {
    bridge.close();
    core.close();
  }

  @Test
  void aTriggerLooksLikeTheOneCoreSends() {
    TriggerAnswer answer = core.register(birth);

    Call trigger = bridge.triggers().get(0);
    assertThat(answer.outcome()).isEqualTo(TriggerAnswer.Outcome.PENDING);
    assertThat(trigger.path()).isEqualTo("/trigger/events/birth/actions/REGISTER");
    assertThat(trigger.header("content-type")).isEqualTo("application/json");
    assertThat(trigger.header("user-agent")).startsWith("node-fetch/");
    JsonObject claims = core.auth().claims(trigger.bearer());
    assertThat(claims.getString("eventId")).isEqualTo(birth.id());
    assertThat(claims.getString("actionId")).isEqualTo(answer.actionId());
    assertThat(claims.keySet()).containsExactlyInAnyOrder("scope", "eventId", "actionId", "userType", "iat", "exp", "aud", "iss", "sub");
    assertThat(trigger.json()).isEqualTo(birth.document());
    assertThat(trigger.json().keySet()).containsExactlyInAnyOrder("id", "type", "createdAt", "updatedAt", "actions", "trackingId");
  }

  @Test
  void theDocumentHasTheShapeOfARecordedOne() throws IOException {
    Path sample = SAMPLES.resolve("birth-REGISTER-mother-authenticated.json");
    core.register(birth);

    List<JsonObject> recorded = JsonText.parseObject(Files.readString(sample)).getJsonArray("actions").getValuesAs(JsonObject.class);
    List<JsonObject> made = birth.actions();
    assertThat(made).hasSameSizeAs(recorded);
    for (int i = 0; i < made.size(); i++) {
      assertThat(made.get(i).keySet()).containsExactlyInAnyOrderElementsOf(recorded.get(i).keySet());
      assertThat(made.get(i).getString("type")).isEqualTo(recorded.get(i).getString("type"));
      assertThat(made.get(i).getString("status")).isEqualTo(recorded.get(i).getString("status"));
    }
  }

  @Test
  void recordedDocumentsAggregateToWhatCoreComputed() throws IOException {
    try (var files = Files.list(SAMPLES)) {
      for (Path expectedFile : files.filter(f -> f.toString().endsWith(".expected.json")).toList()) {
        JsonObject expected = JsonText.parseObject(Files.readString(expectedFile));
        Path document = SAMPLES.resolve(expectedFile.getFileName().toString().replace(".expected", ""));
        CoreEvent event = core.fromDocument(JsonText.parseObject(Files.readString(document)));
        assertThat(event.pendingActionId()).as(document.toString()).isEqualTo(expected.getString("pendingActionId"));
        assertThat(Aggregate.of(event)).as(document.toString()).isEqualTo(expected.getJsonObject("aggregateActionDeclarations"));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200|{\"registrationNumber\":\"2026B1\",\"declaration\":{\"child.nid\":\"7\"}}|ACCEPTED",
        "200|{}|FAILED",
        "200||FAILED",
        "200|hello|FAILED",
        "201|{\"registrationNumber\":\"2026B1\"}|FAILED",
        "202|ignored|PENDING",
        "204||FAILED",
        "400|{\"reason\":\"no\"}|REJECTED",
        "401||FAILED",
        "422||FAILED",
        "503||FAILED"
      })
  void coreActsOnTheAnswerToRegister(int status, String body, TriggerAnswer.Outcome outcome) {
    bridge.onTrigger = call -> Answer.of(status, "application/json", body == null ? "" : body);
    TriggerAnswer answer = core.register(birth);
    assertThat(answer.outcome()).isEqualTo(outcome);
    assertThat(birth.decided(answer.actionId())).isEqualTo(outcome == TriggerAnswer.Outcome.ACCEPTED || outcome == TriggerAnswer.Outcome.REJECTED);
  }

  @Test
  void aResetTriggerLeavesTheActionRequestedAndItsTokenStillAccepts() throws Exception {
    bridge.faults().on("trigger", Fault.reset());
    TriggerAnswer answer = core.register(birth);
    assertThat(answer.status()).isZero();
    assertThat(answer.outcome()).isEqualTo(TriggerAnswer.Outcome.FAILED);
    assertThat(accept(birth, answer.actionId(), "tx", "2026B1").statusCode()).isEqualTo(200);
  }

  @Test
  void coreWaitsForItsAnswerOnlySoLong() {
    core.patience(Duration.ofMillis(200));
    bridge.faults().on("trigger", Fault.hang());
    assertThat(core.register(birth).outcome()).isEqualTo(TriggerAnswer.Outcome.FAILED);
    assertThat(birth.pending()).isPresent();
  }

  @Test
  void anotherActionMayBeAnsweredWithAnEmptyBody() {
    bridge.onTrigger = call -> Answer.of(200, "application/json", "");
    TriggerAnswer answer = core.trigger(core.create("birth"), "DECLARE", JsonText.object().add("declaration", Declaration.birth().json()).build());
    assertThat(answer.outcome()).isEqualTo(TriggerAnswer.Outcome.ACCEPTED);
  }

  @Test
  void theSameTriggerCanBeSentAgainInParallel() throws Exception {
    TriggerAnswer first = core.register(birth);
    List<TriggerAnswer> more = parallel(4, i -> core.triggerAgain(birth, first.actionId()));
    assertThat(more).extracting(TriggerAnswer::actionId).containsOnly(first.actionId());
    assertThat(bridge.triggers()).extracting(Call::text).hasSize(5).containsOnly(bridge.triggers().get(0).text());
    assertThat(bridge.triggers()).extracting(Call::bearer).containsOnly(bridge.triggers().get(0).bearer());
  }

  @Test
  void acceptRegistersAndMergesTheDeclaration() throws Exception {
    String action = core.register(birth).actionId();
    HttpResponse<String> answer = accept(birth, action, "tx-1", "2026B1");

    assertThat(answer.statusCode()).isEqualTo(200);
    JsonObject document = Http.json(answer).getJsonObject("result").getJsonObject("data").getJsonObject("json");
    assertThat(document).isEqualTo(birth.document());
    assertThat(core.ledger().acceptedRegisters(birth)).isEqualTo(1);
    assertThat(core.ledger().registrationNumber(birth)).contains("2026B1");
    assertThat(core.ledger().declaration(birth).getString("child.nid")).isEqualTo("4092836150927345");
    assertThat(core.ledger().declaration(birth)).containsKey("child.name");
    assertThat(core.ledger().tokenKinds(birth)).containsExactly("record");
    assertThat(core.ledger().earlyAccepts()).isEmpty();
  }

  @Test
  void theSecondAcceptIsAnsweredWellAndChangesNothing() throws Exception {
    String action = core.register(birth).actionId();
    accept(birth, action, "tx-1", "2026B1");
    assertThat(accept(birth, action, "tx-2", "2026B2").statusCode()).isEqualTo(200);
    assertThat(core.ledger().acceptedRegisters(birth)).isEqualTo(1);
    assertThat(core.ledger().registrationNumber(birth)).contains("2026B1");
    assertThat(core.ledger().acceptCalls(birth)).isEqualTo(2);
  }

  @Test
  void acceptAfterRejectIsRefusedAndRejectAfterAcceptBreaks() throws Exception {
    String rejected = core.register(birth).actionId();
    assertThat(reject(birth, rejected, "tx-1").statusCode()).isEqualTo(200);
    assertThat(reject(birth, rejected, "tx-2").statusCode()).isEqualTo(200);
    HttpResponse<String> late = accept(birth, rejected, "tx-3", "2026B1");
    assertThat(late.statusCode()).isEqualTo(400);
    assertThat(message(late)).isEqualTo("Action has already been rejected.");

    CoreEvent other = core.declareBirth();
    String accepted = core.register(other).actionId();
    accept(other, accepted, "tx-4", "2026B4");
    assertThat(reject(other, accepted, "tx-5").statusCode()).isEqualTo(500);
  }

  @Test
  void aTransactionIdUsedElsewhereIsAnsweredWellButWritesNothing() throws Exception {
    accept(birth, core.register(birth).actionId(), "tx-shared", "2026B1");
    CoreEvent other = core.declareBirth();
    String action = core.register(other).actionId();
    assertThat(accept(other, action, "tx-shared", "2026B2").statusCode()).isEqualTo(200);
    assertThat(core.ledger().acceptedRegisters(other)).isZero();
    assertThat(accept(other, action, "tx-own", "2026B2").statusCode()).isEqualTo(200);
    assertThat(core.ledger().acceptedRegisters(other)).isEqualTo(1);
  }

  @Test
  void aRegistrationNumberOfAnotherEventBreaksTheAccept() throws Exception {
    accept(birth, core.register(birth).actionId(), "tx-1", "2026B1");
    CoreEvent other = core.declareBirth();
    assertThat(accept(other, core.register(other).actionId(), "tx-2", "2026B1").statusCode()).isEqualTo(500);
    assertThat(core.ledger().acceptedRegisters(other)).isZero();
  }

  @Test
  void parallelAcceptsStoreSeveralUnlessTheyAreIdentical() throws Exception {
    core.raceMillis(100);
    String action = core.register(birth).actionId();
    parallel(3, i -> accept(birth, action, "tx-" + i, "2026B" + i));
    assertThat(core.ledger().acceptedRegisters(birth)).isEqualTo(3);
    assertThat(core.ledger().parallelCalls()).isNotEmpty();

    CoreEvent other = core.declareBirth();
    String same = core.register(other).actionId();
    assertThat(parallel(3, i -> accept(other, same, "tx-same", "2026B9"))).extracting(HttpResponse::statusCode).containsOnly(200);
    assertThat(core.ledger().acceptedRegisters(other)).isEqualTo(1);
  }

  @Test
  void anUndeclaredFieldPoisonsTheRecordForGood() throws Exception {
    String action = core.register(birth).actionId();
    JsonObject input = input(birth, action, "tx-1").add("registrationNumber", "2026B1").add("declaration", JsonText.object().add("child.unheard", "x")).build();
    assertThat(confirm("register.accept", token(), input).statusCode()).isEqualTo(500);
    assertThat(core.ledger().poisoned()).containsExactly(birth.id());
    assertThat(get(birth, bridge.triggers().get(0).bearer()).statusCode()).isEqualTo(500);
  }

  @Test
  void anAcceptBeforeTheTriggerWasAnsweredIsNoted() throws Exception {
    bridge.onTrigger =
        call -> {
          try {
            JsonObject pending = birth.pending().orElseThrow();
            accept(birth, pending.getString("id"), "tx-1", "2026B1");
          } catch (Exception failed) {
            throw new IllegalStateException(failed);
          }
          return Answer.of(202, "application/json", "");
        };
    String action = core.register(birth).actionId();
    assertThat(core.ledger().earlyAccepts()).containsExactly(birth.id() + "/" + action);
  }

  @Test
  void theWrongProcedureDoesTheWrongThing() throws Exception {
    String action = core.register(birth).actionId();
    JsonObject input = input(birth, action, "tx-1").add("content", JsonText.object().add("reason", "x")).build();
    assertThat(confirm("archive.accept", token(), input).statusCode()).isEqualTo(200);
    assertThat(birth.accepted(action).orElseThrow().getString("type")).isEqualTo("ARCHIVE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"reject", "correction.approve", "correction.reject"})
  void someActionsCannotBeRejectedLater(String procedure) throws Exception {
    String action = core.trigger(birth, Confirmation.TYPES.get(procedure)).actionId();
    assertThat(confirm(procedure + ".reject", token(), input(birth, action, "tx-1").build()).statusCode()).isEqualTo(500);
  }

  @Test
  void invalidInputIsAnsweredAsMeasured() throws Exception {
    String action = core.register(birth).actionId();
    HttpResponse<String> unnumbered = confirm("register.accept", token(), input(birth, action, "tx-1").build());
    assertThat(unnumbered.statusCode()).isEqualTo(400);
    assertThat(message(unnumbered))
        .isEqualTo(
            "[\n  {\n    \"expected\": \"string\",\n    \"code\": \"invalid_type\",\n    \"path\": [\n      \"registrationNumber\"\n    ],\n"
                + "    \"message\": \"Invalid input: expected string, received undefined\"\n  }\n]");
    JsonObject badId = JsonText.object(input(birth, action, "tx-1").build()).add("actionId", "7").add("registrationNumber", "1").build();
    assertThat(message(confirm("register.accept", token(), badId))).contains("Invalid UUID");
    assertThat(Http.send("POST", url("register.accept"), "{no", "Authorization", "Bearer " + token()).statusCode()).isEqualTo(400);
    assertThat(message(Http.send("POST", url("register.accept"), "{}", "Authorization", "Bearer " + token()))).contains("\"path\": []");
    assertThat(Http.get(url("register.accept"), "Authorization", "Bearer " + token()).statusCode()).isEqualTo(405);
    assertThat(confirm("baptise.accept", token(), badId).statusCode()).isEqualTo(404);
  }

  @Test
  void unknownEventsAndActionsAreNotFound() throws Exception {
    String ghost = UUID.randomUUID().toString();
    String forGhostAction = core.auth().recordToken(birth.id(), ghost, "x").sign();
    JsonObject ghostAction = input(birth, ghost, "tx").add("registrationNumber", "1").build();
    assertThat(confirm("register.accept", forGhostAction, ghostAction).statusCode()).isEqualTo(404);
    assertThat(confirm("register.reject", forGhostAction, ghostAction).statusCode()).isEqualTo(500);
    String forGhostEvent = core.auth().recordToken(ghost, ghost, "x").sign();
    JsonObject ghostEvent = JsonText.object(ghostAction).add("eventId", ghost).build();
    assertThat(message(confirm("register.accept", forGhostEvent, ghostEvent))).isEqualTo("Event not found with ID: " + ghost);
  }

  @Test
  void tokensAreChecked() throws Exception {
    String action = core.register(birth).actionId();
    RecordToken good = core.token(birth);
    assertThat(acceptWith(good.sign(), action).statusCode()).isEqualTo(200);

    CoreEvent other = core.declareBirth();
    String pending = core.register(other).actionId();
    birth = other;
    assertThat(acceptWith(core.token(other).expiresIn(Duration.ofSeconds(-1)).sign(), pending).statusCode()).isEqualTo(401);
    assertThat(Http.json(acceptWith(core.token(other).signedBy(Jwt.newKeys()).sign(), pending)).getString("message")).isEqualTo("Missing authentication");
    assertThat(acceptWith(core.token(other).algorithm("none").sign(), pending).statusCode()).isEqualTo(401);
    assertThat(acceptWith(core.token(other).algorithm("HS256").sign(), pending).statusCode()).isEqualTo(401);
    assertThat(acceptWith(core.token(other).audience("opencrvs:events-user").sign(), pending).statusCode()).isEqualTo(401);
    assertThat(acceptWith(core.token(other).actionId(UUID.randomUUID().toString()).sign(), pending).statusCode()).isEqualTo(403);
    assertThat(acceptWith(core.token(other).eventId(UUID.randomUUID().toString()).sign(), pending).statusCode()).isEqualTo(403);
    assertThat(acceptWith(core.token(other).scopes("type=record.confirm-registration").sign(), pending).statusCode()).isEqualTo(403);
    assertThat(acceptWith(core.token(other).asOf19().sign(), pending).statusCode()).isEqualTo(403);
    assertThat(acceptWith(core.token(other).without("eventId").sign(), pending).statusCode()).isEqualTo(403);
    core.version19();
    assertThat(acceptWith(core.token(other).sign(), pending).statusCode()).isEqualTo(200);
  }

  @Test
  void aRotatedKeyEndsOldTokens() throws Exception {
    String action = core.register(birth).actionId();
    String old = token();
    String pem = Http.get(core.base().resolve("/auth/.well-known")).body();
    assertThat(pem).startsWith("-----BEGIN PUBLIC KEY-----\n");
    core.auth().rotateKey();
    HttpResponse<String> published = Http.get(core.base().resolve("/.well-known"));
    assertThat(published.body()).isNotEqualTo(pem);
    assertThat(published.headers().firstValue("Content-Type")).contains("application/octet-stream");
    assertThat(acceptWith(old, action).statusCode()).isEqualTo(401);
  }

  @Test
  void aSystemClientMustExchangeItsTokenFirst() throws Exception {
    String action = core.register(birth).actionId();
    Map<String, String> login = Map.of("grant_type", "client_credentials", "client_id", CoreAuth.CLIENT_ID, "client_secret", CoreAuth.CLIENT_SECRET);
    HttpResponse<String> system = Http.send("POST", URI.create(core.base() + "/auth/token?" + Http.encoded(login)), null);
    String plain = Http.json(system).getString("access_token");
    assertThat(acceptWith(plain, action).statusCode()).isEqualTo(403);

    String exchanged = Http.json(Http.form(core.base().resolve("/auth/token"), exchange(plain, birth.id(), action))).getString("access_token");
    assertThat(acceptWith(exchanged, action).statusCode()).isEqualTo(200);
    assertThat(core.ledger().tokenKinds(birth)).containsExactly("exchanged-by-system");
    assertThat(birth.accepted(action).orElseThrow().getString("createdByUserType")).isEqualTo("system");
  }

  @Test
  void wrongSecretsAndJunkSubjectsGetNoToken() throws Exception {
    Map<String, String> wrong = Map.of("grant_type", "client_credentials", "client_id", CoreAuth.CLIENT_ID, "client_secret", "guess");
    HttpResponse<String> refused = Http.form(core.base().resolve("/auth/token"), wrong);
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.body()).contains("invalid_client");
    String id = UUID.randomUUID().toString();
    assertThat(Http.form(core.base().resolve("/auth/token"), exchange("junk", id, id)).statusCode()).isEqualTo(401);
  }

  @Test
  void everyLookLeavesAReadAction() throws Exception {
    core.register(birth);
    int before = birth.actions().size();
    HttpResponse<String> seen = get(birth, token());
    assertThat(seen.statusCode()).isEqualTo(200);
    assertThat(birth.actions()).hasSize(before + 1).last().extracting(a -> a.getString("type")).isEqualTo("READ");
    assertThat(get(core.declareBirth(), token()).statusCode()).isEqualTo(403);
  }

  @Test
  void aRecordCanHaveBeenRegisteredWithoutTheBridge() {
    CoreEvent registered = core.registeredBirth(Declaration.birth(), "2026B7654321");
    assertThat(registered.pending()).isEmpty();
    assertThat(core.ledger().registrationNumber(registered)).contains("2026B7654321");
    assertThat(core.ledger().acceptedRegisters(registered)).isEqualTo(1);
    assertThat(bridge.triggers()).isEmpty();
  }

  @Test
  void anApprovedCorrectionNamesTheAcceptedRequestAndTakesEffect() {
    CoreEvent registered = core.registeredBirth(Declaration.birth(), "2026B7654321");
    bridge.onTrigger = call -> Answer.of(200, "application/json", "{}");
    TriggerAnswer answer = core.correct(registered, JsonText.object().add("child.weightAtBirth", 3).build());

    Call trigger = bridge.triggers().get(0);
    assertThat(trigger.path()).isEqualTo("/trigger/events/birth/actions/APPROVE_CORRECTION");
    List<JsonObject> sent = trigger.json().getJsonArray("actions").getValuesAs(JsonObject.class);
    JsonObject accepted = sent.get(sent.size() - 2);
    JsonObject approval = sent.get(sent.size() - 1);
    assertThat(accepted.getString("type")).isEqualTo("REQUEST_CORRECTION");
    assertThat(accepted.getString("status")).isEqualTo("Accepted");
    assertThat(approval.getString("requestId")).isEqualTo(accepted.getString("id"));
    assertThat(approval.getString("status")).isEqualTo("Requested");
    assertThat(answer.outcome()).isEqualTo(TriggerAnswer.Outcome.ACCEPTED);
    assertThat(core.ledger().declaration(registered).getInt("child.weightAtBirth")).isEqualTo(3);
    assertThatThrownBy(() -> core.correct(birthThatIsPending(), JsonText.object().build())).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aCorrectionHasTheShapeOfARecordedOne() throws IOException {
    Path sample = SAMPLES.resolve("birth-APPROVE_CORRECTION-child-nid.json");
    CoreEvent registered = core.registeredBirth(Declaration.birth(), "2026B7654321");
    core.correct(registered, JsonText.object().add("child.gender", "male").build());

    List<JsonObject> recorded = JsonText.parseObject(Files.readString(sample)).getJsonArray("actions").getValuesAs(JsonObject.class);
    List<JsonObject> made = registered.actions();
    for (int fromLast = 1; fromLast <= 3; fromLast++) {
      JsonObject expected = recorded.get(recorded.size() - fromLast);
      assertThat(made.get(made.size() - fromLast).keySet()).containsExactlyInAnyOrderElementsOf(expected.keySet());
      assertThat(made.get(made.size() - fromLast).getString("type")).isEqualTo(expected.getString("type"));
    }
  }

  @Test
  void theDeskRegistersCorrectsAndShowsWhatWasRejected() throws Exception {
    core.withDesk();
    bridge.onTrigger = call -> Answer.of(200, "application/json", "{\"registrationNumber\":\"" + TrackingIds.next() + "\"}");
    HttpResponse<String> born = atDesk("births");
    assertThat(born.statusCode()).isEqualTo(201);
    String id = Http.json(born).getString("eventId");
    assertThat(atDesk("corrections?event=" + id + "&firstname=Zuri").statusCode()).isEqualTo(201);
    JsonObject shown = Http.json(Http.get(core.base().resolve("/demo/events/" + id)));
    assertThat(shown.getString("status")).isEqualTo("REGISTERED");
    assertThat(shown.getJsonArray("rejected")).isEmpty();
    assertThat(shown.getJsonObject("declaration").getJsonObject("child.name").getString("firstname")).isEqualTo("Zuri");
    assertThat(atDesk("corrections?event=nonsense").statusCode()).isEqualTo(404);
    assertThat(atDesk("corrections?event=" + birth.id()).statusCode()).isEqualTo(409);

    bridge.onTrigger = call -> Answer.of(400, "application/json", "{\"reason\":\"no\"}");
    JsonObject died = Http.json(atDesk("deaths"));
    assertThat(died.getString("outcome")).isEqualTo("REJECTED");
    JsonObject refused = Http.json(Http.get(core.base().resolve("/demo/events/" + died.getString("eventId"))));
    assertThat(refused.getString("status")).isEqualTo("DECLARED");
    assertThat(refused.getJsonArray("rejected").getString(0)).isEqualTo("REGISTER");
  }

  @Test
  void faultsStrikeWhereAndAsOftenAsAsked() throws Exception {
    String action = core.register(birth).actionId();
    core.faults().on("accept", Fault.status(503).retryAfter(2).once()).on("accept", Fault.dropsAnswer().once()).on("accept", Fault.html().once());
    HttpResponse<String> busy = acceptWith(token(), action);
    assertThat(busy.statusCode()).isEqualTo(503);
    assertThat(busy.headers().firstValue("Retry-After")).contains("2");
    assertThat(core.ledger().acceptedRegisters(birth)).isZero();
    assertThatThrownBy(() -> acceptWith(token(), action)).isInstanceOf(IOException.class);
    assertThat(core.ledger().acceptedRegisters(birth)).isEqualTo(1);
    assertThat(acceptWith(token(), action).body()).startsWith("<!DOCTYPE html>");
    assertThat(acceptWith(token(), action).statusCode()).isEqualTo(200);
    assertThat(core.calls("accept")).isEqualTo(4);
  }

  @Test
  void aPeerThatIsDownRefusesAndComesBackOnItsPort() throws Exception {
    core.down();
    assertThatThrownBy(() -> Http.get(core.base().resolve("/auth/.well-known"))).isInstanceOf(IOException.class);
    core.up();
    assertThat(Http.get(core.base().resolve("/auth/.well-known")).statusCode()).isEqualTo(200);
  }

  @Test
  void aHangingEndpointDoesNotHoldUpOthers() throws Exception {
    core.faults().on("keys", Fault.hang());
    ExecutorService waiting = Executors.newFixedThreadPool(8);
    try {
      IntStream.range(0, 8).forEach(i -> waiting.submit(() -> Http.get(core.base().resolve("/auth/.well-known"))));
      String action = core.register(birth).actionId();
      assertThat(accept(birth, action, "tx", "2026B1").statusCode()).isEqualTo(200);
    } finally {
      core.faults().clear();
      waiting.shutdownNow();
    }
  }

  private CoreEvent birthThatIsPending() {
    core.request(birth, "REGISTER", JsonText.object().build());
    return birth;
  }

  private HttpResponse<String> atDesk(String pathAndQuery) throws Exception {
    return Http.send("POST", core.base().resolve("/demo/" + pathAndQuery), "");
  }

  // --- the bridge's calls

  private String token() {
    return bridge.triggers().get(bridge.triggers().size() - 1).bearer();
  }

  private HttpResponse<String> acceptWith(String token, String action) throws Exception {
    return confirm("register.accept", token, input(birth, action, "tx-" + action).add("registrationNumber", "N" + action).build());
  }

  private HttpResponse<String> accept(CoreEvent event, String action, String transaction, String number) throws Exception {
    JsonObjectBuilder input = input(event, action, transaction).add("registrationNumber", number);
    input.add("declaration", JsonText.object().add("child.nid", "4092836150927345"));
    return confirm("register.accept", core.auth().recordToken(event.id(), action, "registrar").sign(), input.build());
  }

  private HttpResponse<String> reject(CoreEvent event, String action, String transaction) throws Exception {
    return confirm("register.reject", core.auth().recordToken(event.id(), action, "registrar").sign(), input(event, action, transaction).build());
  }

  private HttpResponse<String> confirm(String procedure, String token, JsonObject input) throws Exception {
    String body = JsonText.object().add("json", input).build().toString();
    return Http.send("POST", url(procedure), body, "Authorization", "Bearer " + token, "Content-Type", "application/json");
  }

  private HttpResponse<String> get(CoreEvent event, String token) throws Exception {
    String input = "{\"json\":{\"eventId\":\"" + event.id() + "\"}}";
    return Http.get(URI.create(core.base() + "/events/event.get?" + Http.encoded(Map.of("input", input))), "Authorization", "Bearer " + token);
  }

  private URI url(String procedure) {
    return core.base().resolve("/events/event.actions." + procedure);
  }

  private static JsonObjectBuilder input(CoreEvent event, String action, String transaction) {
    return JsonText.object().add("eventId", event.id()).add("actionId", action).add("transactionId", transaction);
  }

  private static Map<String, String> exchange(String subject, String event, String action) {
    return Map.of(
        "grant_type", "urn:opencrvs:oauth:grant-type:token-exchange",
        "subject_token", subject,
        "subject_token_type", "urn:ietf:params:oauth:token-type:access_token",
        "requested_token_type", "urn:opencrvs:oauth:token-type:single_record_token",
        "event_id", event,
        "action_id", action);
  }

  private static String message(HttpResponse<String> answer) {
    return Http.json(answer).getJsonObject("error").getJsonObject("json").getString("message");
  }

  private interface Numbered<T> {
    T call(int number) throws Exception;
  }

  private static <T> List<T> parallel(int count, Numbered<T> call) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(count);
    try {
      List<Callable<T>> calls = IntStream.range(0, count).<Callable<T>>mapToObj(i -> () -> call.call(i)).toList();
      List<T> results = new java.util.ArrayList<>();
      for (Future<T> result : threads.invokeAll(calls)) {
        results.add(result.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }
}

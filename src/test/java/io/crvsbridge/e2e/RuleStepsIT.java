package io.crvsbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.simulators.CoreAuth;
import io.crvsbridge.simulators.CoreEvent;
import io.crvsbridge.simulators.Declaration;
import io.crvsbridge.simulators.Fault;
import io.crvsbridge.simulators.TriggerAnswer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A country whose rules read from Core first, set fields, leave decisions to humans, and speak for any action. */
class RuleStepsIT {

    private static final String SCOPE = "record.decide";
    private static final String RULES = """
            annotations: {review.comment: string}
            readings:
              mothersBirth: {registered: mother.brn}
              facility: {location: child.birthLocationId}
              itself: {record: child.reason, as: token}
            actions:
              DECLARE:
                - name: mothers-birth-read
                  when: mother.brn != null
                  then: read
                  read: [mothersBirth, facility]
                - name: mother-found
                  when: found.mothersBirth != null
                  then: accept
                  set:
                    mother.reason: "get(found.mothersBirth, 'declaration.child.name.surname')"
                    child.attendantAtBirth: get(found.facility, 'name')
                  annotate: {review.comment: "'the mother was born here'"}
                - name: mother-not-found
                  when: mother.brn != null
                  then: ask
                  reason: no birth has the number of the mother
                  set: {mother.reason: "'papers seen'"}
                - name: declared
                  then: accept
              REJECT:
                - name: asked-before-rejecting
                  then: ask
                  reason: rejections are looked at
              ARCHIVE:
                - name: itself-read
                  when: child.reason != null
                  then: read
                  read: [itself]
                - name: archived
                  then: accept
                  annotate: {review.comment: "found.itself == null ? 'never seen' : 'seen itself'"}
              CUSTOM:*:
                - name: no-customs
                  then: refuse
                  reason: there are no such actions here
              '*':
                - name: anything-else
                  then: accept
              REGISTER:
                - name: mothers-birth-read-anew
                  when: mother.brn != null
                  then: read
                  read: [mothersBirth]
                - name: mother-is-known
                  when: found.mothersBirth != null
                  then: refuse
                  reason: the mother is registered already
                - name: set-with-identity
                  when: under(child.dob, 5) && mother.verified == 'authenticated'
                  then: hold
                  operation: create
                  set: {child.reason: "'registered with an identity'"}
            """;

    private static Bench bench;

    @BeforeAll
    static void start() {
        Map<String, String> settings = Map.of("COUNTRY_PACK", PackVariant.of(RuleStepsIT::changed).toString(), "OPENCRVS_CLIENT_ID", CoreAuth.CLIENT_ID, "OPENCRVS_CLIENT_SECRET",
                CoreAuth.CLIENT_SECRET, "DECISION_SCOPE", SCOPE);
        bench = Bench.started("rule-steps", Store.h2(), settings);
    }

    private static String changed(String file, String text) {
        return file.equals("birth.yaml") ? PackVariant.replaced(text, "actions:\n  REGISTER:\n", RULES) : text;
    }

    @AfterAll
    static void stop() {
        bench.close();
    }

    @AfterEach
    void calm() {
        bench.calm();
    }

    private static JsonObject declared(String brn) {
        return Json.createObjectBuilder().add("declaration", Json.createObjectBuilder().add("mother.brn", brn).add("child.birthLocationId", Declaration.FACILITY)).build();
    }

    private static CoreEvent born(String number) {
        return bench.core().registeredBirth(Declaration.birth(), number);
    }

    private static String state(CoreEvent event, String actionId) {
        return bench.history(bench.core().auth().recordToken(event.id(), actionId, "registrar-1").sign()).getString("state");
    }

    private static String user(String... scopes) {
        return bench.core().auth().recordToken("", "", "registrar-general").without("eventId").without("actionId").scopes(scopes).sign();
    }

    private static HttpResponse<String> open(String token) {
        return bench.send(bench.request("/decisions/open").header("Authorization", "Bearer " + token));
    }

    private static HttpResponse<String> decide(String id, String body, String token) {
        return bench.send(bench.request("/decisions/open/" + id).header("Authorization", "Bearer " + token).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static JsonObject question(String actionId) {
        return BirthScenarios.parsed("{\"all\":" + open(user(SCOPE)).body() + "}").getJsonArray("all").getValuesAs(JsonObject.class).stream()
                .filter(question -> question.getString("actionId").equals(actionId)).findFirst().orElseThrow();
    }

    private static CoreEvent asked() {
        CoreEvent birth = bench.core().create("birth");
        assertThat(bench.core().trigger(birth, "DECLARE", declared("2026UNKNOWN1")).status()).isEqualTo(202);
        return birth;
    }

    @Test
    void whatIsReadInCoreDecidesAndWhatTheRuleSetsIsInTheRecord() {
        CoreEvent mother = born("2026STEPS001");
        String surname = bench.core().ledger().declaration(mother).getJsonObject("child.name").getString("surname");
        CoreEvent birth = bench.core().create("birth");
        TriggerAnswer answer = bench.core().trigger(birth, "DECLARE", declared("2026STEPS001"));
        assertThat(answer.status()).isEqualTo(200);
        JsonObject body = BirthScenarios.parsed(answer.body());
        assertThat(body.getJsonObject("declaration").getString("mother.reason")).isEqualTo(surname);
        assertThat(body.getJsonObject("declaration").getString("child.attendantAtBirth")).isEqualTo("River Health Centre");
        assertThat(body.getJsonObject("annotation").getString("review.comment")).isEqualTo("the mother was born here");
        int asked = bench.core().calls("search");
        assertThat(bench.core().triggerAgain(birth, answer.actionId()).body()).as("the answer given before").isEqualTo(answer.body());
        assertThat(bench.core().calls("search")).as("nobody is asked twice").isEqualTo(asked);
        Await.until("the confirmation", Bench.SOON, () -> bench.core().ledger().acceptCalls(birth) > 0);
        assertThat(bench.core().ledger().declaration(birth).getString("mother.reason")).isEqualTo(surname);
        Await.until("we have heard", Bench.SOON, () -> state(birth, answer.actionId()).equals("ACCEPTED"));
        assertThat(bench.history(bench.core().auth().recordToken(birth.id(), answer.actionId(), "registrar-1").sign()).toString()).contains("mothersBirth read", "facility read").doesNotContain(surname);
    }

    @Test
    void aCoreThatDoesNotAnswerMakesTheActionWaitAndNothingIsTakenAsNotThere() {
        CoreEvent mother = born("2026STEPS002");
        bench.core().faults().on("search", Fault.status(503));
        CoreEvent birth = bench.core().create("birth");
        TriggerAnswer answer = bench.core().trigger(birth, "DECLARE", declared("2026STEPS002"));
        assertThat(answer.status()).isEqualTo(202);
        assertThat(state(birth, answer.actionId())).isEqualTo("RECEIVED");
        bench.core().faults().clear();
        Await.until("Core is told", Duration.ofSeconds(60), () -> birth.pending().isEmpty());
        assertThat(bench.core().ledger().declaration(birth).getString("mother.reason")).isEqualTo(bench.core().ledger().declaration(mother).getJsonObject("child.name").getString("surname"));
        assertThat(birth.actions().stream().filter(action -> action.containsKey("annotation")).map(action -> action.getJsonObject("annotation").toString()).toList()).anyMatch(text -> text.contains("born here"));
    }

    @Test
    void aRegistrationThatWaitsForAnAnswerHasNoNumberBeforeItsVerdictAndNoneWhenItIsRefused() {
        born("2026STEPS003");
        CoreEvent birth = bench.core().create("birth");
        assertThat(bench.core().trigger(birth, "DECLARE", declared("2026STEPS003")).status()).isEqualTo(200);
        bench.core().faults().on("search", Fault.status(503));
        TriggerAnswer answer = bench.core().register(birth);
        assertThat(answer.status()).isEqualTo(202);
        String token = bench.core().token(birth).sign();
        int asked = bench.core().calls("search");
        Await.until("it was taken, and Core asked anew", Bench.SOON, () -> bench.core().calls("search") > asked);
        assertThat(bench.history(token).containsKey("registrationNumber")).isFalse();
        bench.core().faults().clear();
        Await.until("Core is told", Duration.ofSeconds(60), () -> bench.core().ledger().rejectedRegisters(birth) == 1);
        assertThat(bench.history(token).containsKey("registrationNumber")).isFalse();
    }

    @Test
    void whatARuleLeavesToAHumanIsListedAndAcceptedWithWhatTheRuleSets() {
        CoreEvent birth = asked();
        String actionId = birth.pendingActionId();
        JsonObject question = question(actionId);
        assertThat(question.getString("reason")).isEqualTo("no birth has the number of the mother");
        assertThat(question.getString("rule")).isEqualTo("mother-not-found");
        assertThat(question.toString()).doesNotContain("2026UNKNOWN1");
        HttpResponse<String> answer = decide(question.getString("id"), "{\"decision\": \"accept\", \"reason\": \"papers seen at the office\"}", user(SCOPE));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        Await.until("Core is told", Bench.SOON, () -> birth.pending().isEmpty());
        assertThat(bench.core().ledger().declaration(birth).getString("mother.reason")).isEqualTo("papers seen");
        Await.until("we have heard", Bench.SOON, () -> state(birth, actionId).equals("ACCEPTED"));
        assertThat(decide(question.getString("id"), "{\"decision\": \"reject\"}", user(SCOPE)).statusCode()).as("decided already").isEqualTo(404);
        assertThat(bench.history(bench.core().auth().recordToken(birth.id(), actionId, "registrar-1").sign()).toString()).contains("accepted by registrar-general: papers seen at the office")
                .contains("mothersBirth not in Core");
    }

    @Test
    void ofHumansWhoDecideAtOnceOneDecides() throws Exception {
        for (int round = 0; round < 3; round++) {
            CoreEvent birth = asked();
            String id = question(birth.pendingActionId()).getString("id");
            ExecutorService humans = Executors.newFixedThreadPool(8);
            try {
                List<Callable<Integer>> words = new ArrayList<>();
                for (int human = 0; human < 8; human++) {
                    String word = human % 2 == 0 ? "accept" : "reject";
                    words.add(() -> decide(id, "{\"decision\": \"" + word + "\"}", user(SCOPE)).statusCode());
                }
                List<Integer> answers = new ArrayList<>();
                for (Future<Integer> answer : humans.invokeAll(words)) {
                    answers.add(answer.get());
                }
                assertThat(answers).containsOnlyOnce(202).containsOnly(202, 404);
            } finally {
                humans.shutdownNow();
            }
            Await.until("Core is told", Bench.SOON, () -> birth.pending().isEmpty());
            assertThat(bench.core().ledger().acceptCalls(birth) == 0).as("never both").isNotEqualTo(bench.core().ledger().rejectCalls(birth) == 0);
        }
    }

    @Test
    void aTokenThatCoreNoLongerTakesForAReadingIsRenewed() {
        CoreEvent birth = bench.core().create("birth");
        JsonObject itself = Json.createObjectBuilder().add("declaration", Json.createObjectBuilder().add("child.reason", birth.id())).build();
        assertThat(bench.core().trigger(birth, "DECLARE", itself).status()).isEqualTo(200);
        bench.core().faults().on("get", Fault.status(401).times(2));
        JsonObject reason = Json.createObjectBuilder().add("content", Json.createObjectBuilder().add("reason", "twice")).build();
        TriggerAnswer answer = bench.core().trigger(birth, "ARCHIVE", reason);
        assertThat(answer.status()).isEqualTo(202);
        Await.until("Core is told", Bench.SOON, () -> birth.pending().isEmpty());
        assertThat(birth.actions().stream().filter(action -> action.containsKey("annotation")).map(action -> action.getJsonObject("annotation").toString()).toList()).anyMatch(text -> text.contains("seen itself"));
    }

    @Test
    void whatAHumanRejectsIsRejectedInCoreAndTheRegistrarIsTold() {
        CoreEvent birth = asked();
        String actionId = birth.pendingActionId();
        assertThat(decide(question(actionId).getString("id"), "{\"decision\": \"reject\"}", user(SCOPE)).statusCode()).isEqualTo(202);
        Await.until("Core is told", Bench.SOON, () -> birth.pending().isEmpty());
        assertThat(bench.core().ledger().rejectCalls(birth)).isEqualTo(1);
        assertThat(bench.core().ledger().declaration(birth)).isEqualTo(JsonValue.EMPTY_JSON_OBJECT);
        Await.until("we have heard", Bench.SOON, () -> state(birth, actionId).equals("REJECTED"));
    }

    @Test
    void onlyWhoHasTheScopeForSuchARecordDecidesAndOnlyClearly() {
        CoreEvent birth = asked();
        String id = question(birth.pendingActionId()).getString("id");
        String accept = "{\"decision\": \"accept\"}";
        assertThat(open(user("record.read")).statusCode()).isEqualTo(403);
        assertThat(decide(id, accept, user("record.read")).statusCode()).isEqualTo(403);
        assertThat(decide(id, accept, bench.core().token(birth).sign()).statusCode()).as("a record's token").isEqualTo(403);
        assertThat(decide(id, accept, "nonsense").statusCode()).isEqualTo(401);
        String deaths = user("type=" + SCOPE + "&event=death");
        assertThat(open(deaths).body()).isEqualTo("[]");
        assertThat(decide(id, accept, deaths).statusCode()).as("deaths only").isEqualTo(404);
        for (String unclear : new String[] {"{}", "{\"decision\": \"perhaps\"}", "{\"decision\": true}", "{\"decision\": \"accept\", \"reason\": 1}", "[]", "nonsense"}) {
            assertThat(decide(id, unclear, user(SCOPE)).statusCode()).as(unclear).isEqualTo(422);
        }
        assertThat(decide("x", accept, user(SCOPE)).statusCode()).isEqualTo(404);
        assertThat(state(birth, birth.pendingActionId())).isEqualTo("PARKED");
        assertThat(decide(id, accept, user("type=" + SCOPE + "&event=birth")).statusCode()).isEqualTo(202);
        Await.until("Core is told", Bench.SOON, () -> birth.pending().isEmpty());
    }

    @Test
    void ofWhatCoreTakesNoLaterRejectOnlyAcceptingIsLeft() {
        CoreEvent birth = bench.core().declareBirth();
        JsonObject reason = Json.createObjectBuilder().add("content", Json.createObjectBuilder().add("reason", "twice")).build();
        assertThat(bench.core().trigger(birth, "REJECT", reason).status()).isEqualTo(202);
        String id = question(birth.pendingActionId()).getString("id");
        HttpResponse<String> refused = decide(id, "{\"decision\": \"reject\"}", user(SCOPE));
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(decide(id, "{\"decision\": \"accept\"}", user(SCOPE)).statusCode()).isEqualTo(202);
        Await.until("Core is told", Bench.SOON, () -> birth.pending().isEmpty());
    }

    @Test
    void aHeldBirthIsAcceptedWithItsIdentityAndWithWhatTheRuleSets() {
        CoreEvent birth = bench.core().declareBirth();
        assertThat(bench.core().register(birth).status()).isEqualTo(202);
        bench.awaitRegistered(birth);
        JsonObject record = bench.core().ledger().declaration(birth);
        assertThat(record.getString("child.reason")).isEqualTo("registered with an identity");
        assertThat(record.getString("child.nid")).isNotBlank();
    }

    @Test
    void whatHasNoRulesOfItsOwnIsJudgedByThoseForAny() {
        CoreEvent birth = bench.core().declareBirth();
        JsonObject custom = Json.createObjectBuilder().add("customActionType", "ESCALATE").build();
        assertThat(bench.core().trigger(birth, "CUSTOM", custom).status()).isEqualTo(400);
        TriggerAnswer archive = bench.core().trigger(birth, "EDIT");
        assertThat(archive.status()).isEqualTo(200);
        assertThat(bench.history(bench.core().auth().recordToken(birth.id(), archive.actionId(), "registrar-1").sign()).toString()).contains("anything-else");
    }
}

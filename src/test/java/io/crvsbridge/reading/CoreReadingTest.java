package io.crvsbridge.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.kernel.PeerAnswer;
import io.crvsbridge.kernel.PeerUnreachable;
import io.crvsbridge.kernel.SettableClock;
import io.crvsbridge.opencrvs.ClientTokens;
import io.crvsbridge.opencrvs.Cores;
import io.crvsbridge.reading.CoreReading.Found;
import io.crvsbridge.rule.ReadingQuestion;
import io.crvsbridge.rule.ReadingQuestion.What;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Core was recorded to answer, and what it and others might. */
class CoreReadingTest {

    private static final Path SAMPLES = Path.of("src/test/resources/core");
    private static final String RECORD = "f1d5c323-484e-4211-a558-275e96123ad2";
    private static final String NUMBER = "2026B2930907673";
    private static final String PLACE = "028d2c85-ca31-426d-b5d1-2cef545a4902";
    private static final String TOKEN = "record-token";
    private static final PeerAnswer NOT_FOUND =
            answer(404, "{\"error\":{\"json\":{\"message\":\"Event not found\",\"code\":-32004,\"data\":{\"code\":\"NOT_FOUND\",\"httpStatus\":404}}}}");
    private static final PeerAnswer NO_PROCEDURE = answer(404, "{\"message\":\"Not found\",\"code\":\"NOT_FOUND\",\"data\":{\"code\":\"NOT_FOUND\",\"httpStatus\":404}}");
    private static final PeerAnswer GATEWAY_401 = answer(401, "{\"statusCode\":401,\"error\":\"Unauthorized\",\"message\":\"Missing authentication\"}");
    private static final PeerAnswer FORBIDDEN = answer(403, "{\"error\":{\"json\":{\"message\":\"FORBIDDEN\",\"data\":{\"code\":\"FORBIDDEN\"}}}}");

    private final SettableClock clock = SettableClock.at("2026-11-21T12:00:00Z");
    private final List<String> asked = new ArrayList<>();
    private int logins;
    private PeerAnswer login = answer(200, "{\"access_token\":\"own\",\"token_type\":\"Bearer\"}");
    private CoreQuestions.Query core;
    private PeerAnswer hits;
    private String registered;

    @BeforeEach
    void coreAsRecorded() throws IOException {
        registered = Files.readString(SAMPLES.resolve("birth-PRINT_CERTIFICATE.json"));
        core = (token, procedure, input) -> shown(registered);
        hits = answer(200, searchAnswer(RECORD, NUMBER));
    }

    private CoreReading reading(ClientTokens client) {
        CoreQuestions questions = new CoreQuestions((token, procedure, input) -> {
            asked.add(token + " " + procedure + " " + input);
            return core.ask(token, procedure, input);
        }, (token, search) -> {
            asked.add(token + " search " + search);
            return hits;
        });
        return new CoreReading(questions, client);
    }

    private CoreReading reading() {
        return reading(Cores.client("bridge", "s3cr3t", form -> {
            logins++;
            return login.status() == 200 ? answer(200, login.body().replace("own", "own-" + logins)) : login;
        }, clock));
    }

    private Found read(What what, String id) {
        return reading().read(new ReadingQuestion("it", what, id, false), TOKEN);
    }

    private static PeerAnswer answer(int status, String body) {
        return new PeerAnswer(status, Map.of(), body);
    }

    private static PeerAnswer shown(String json) {
        return answer(200, "{\"result\":{\"data\":{\"json\":" + json + "}}}");
    }

    /** The recorded search's answer, about another record. */
    private static String searchAnswer(String id, String number) throws IOException {
        return json(Files.readString(SAMPLES.resolve("event-search.json"))).getJsonObject("response").toString()
                .replace("fd39c98e-e7c3-4c2a-9804-6fe384932f13", id).replace("E2E1795229820897", number);
    }

    private static JsonObject json(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    private static JsonObject known(Found found) {
        return ((Found.Known) found).value();
    }

    @Test
    void aRecordIsToldAsItStands() throws IOException {
        JsonObject record = known(read(What.RECORD, RECORD));
        assertThat(record.getString("registrationNumber")).isEqualTo(NUMBER);
        assertThat(record.getString("status")).isEqualTo("REGISTERED");
        JsonObject expected = json(Files.readString(SAMPLES.resolve("birth-PRINT_CERTIFICATE.expected.json")));
        assertThat(record.getJsonObject("declaration")).isEqualTo(expected.getJsonObject("aggregateActionDeclarations"));
        assertThat(asked).containsExactly("own-1 event.get {\"eventId\":\"" + RECORD + "\"}");
    }

    @Test
    void theRecordsOwnTokenIsUsedWhereThePackSaysSo() {
        assertThat(reading(Cores.noClient(clock)).read(new ReadingQuestion("it", What.RECORD, RECORD, true), TOKEN)).isInstanceOf(Found.Known.class);
        assertThat(asked).singleElement().asString().startsWith(TOKEN + " ");
    }

    @ParameterizedTest
    @EnumSource(What.class)
    void withoutASystemClientNothingIsAskedAsOurselves(What what) {
        assertThat(reading(Cores.noClient(clock)).read(new ReadingQuestion("it", what, RECORD, false), TOKEN)).isInstanceOf(Found.NotSetUp.class);
        assertThat(asked).isEmpty();
    }

    @Test
    void ourTokenIsKeptFromOneReadingToTheNext() {
        CoreReading reading = reading();
        reading.read(new ReadingQuestion("it", What.RECORD, RECORD, false), TOKEN);
        reading.read(new ReadingQuestion("it", What.RECORD, RECORD, false), TOKEN);
        assertThat(logins).isEqualTo(1);
    }

    @Test
    void aRegisteredRecordIsSearchedAndThenRead() {
        assertThat(known(read(What.REGISTERED, NUMBER)).getString("id")).isEqualTo(RECORD);
        assertThat(asked).containsExactly(
                "own-1 search {\"query\":{\"type\":\"and\",\"clauses\":[{\"legalStatuses.REGISTERED.registrationNumber\":{\"type\":\"exact\",\"term\":\"" + NUMBER
                        + "\"}}]},\"limit\":10,\"offset\":0}",
                "own-1 event.get {\"eventId\":\"" + RECORD + "\"}");
    }

    @Test
    void noHitMeansThatThereIsNothing() {
        hits = answer(200, "{\"results\":[],\"total\":0}");
        assertThat(read(What.REGISTERED, NUMBER)).isEqualTo(new Found.Nothing());
    }

    @Test
    void aHitOfAnotherNumberIsNone() throws IOException {
        hits = answer(200, searchAnswer(RECORD, NUMBER + "1"));
        assertThat(read(What.REGISTERED, NUMBER)).isEqualTo(new Found.Nothing());
        assertThat(asked).hasSize(1);
    }

    @Test
    void aHitWhoseRecordBearsAnotherNumberIsNone() throws IOException {
        hits = answer(200, searchAnswer(RECORD, "2026B0000000"));
        assertThat(read(What.REGISTERED, "2026B0000000")).isEqualTo(new Found.Nothing());
        assertThat(asked).hasSize(2);
    }

    @Test
    void twoRecordsOfOneNumberAreForAHuman() throws IOException {
        String one = json(searchAnswer(RECORD, NUMBER)).getJsonArray("results").get(0).toString();
        hits = answer(200, "{\"results\":[" + one + "," + one.replace(RECORD, PLACE) + "],\"total\":2}");
        assertThat(read(What.REGISTERED, NUMBER)).isEqualTo(new Found.Refused("more than one record has this registration number"));
    }

    @Test
    void aPlaceIsToldWholeAndAskedForAlone() {
        core = (token, procedure, input) -> shown("[{\"id\":\"" + RECORD + "\"},{\"id\":\"" + PLACE + "\",\"name\":\"River Office\",\"locationType\":\"CRVS_OFFICE\"}]");
        assertThat(known(read(What.LOCATION, PLACE))).hasToString("{\"id\":\"" + PLACE + "\",\"name\":\"River Office\",\"locationType\":\"CRVS_OFFICE\"}");
        assertThat(asked).containsExactly("own-1 locations.list {\"locationIds\":[\"" + PLACE + "\"]}");
    }

    @Test
    void aPlaceThatIsNoLocationMayBeAnAdministrativeArea() {
        core = (token, procedure, input) -> shown(procedure.equals("administrativeAreas.list") ? "[{\"id\":\"" + PLACE + "\",\"name\":\"River District\"}]" : "[]");
        assertThat(known(read(What.LOCATION, PLACE)).getString("name")).isEqualTo("River District");
        assertThat(asked).last().isEqualTo("own-1 administrativeAreas.list {\"ids\":[\"" + PLACE + "\"]}");
    }

    @Test
    void aCoreThatKnowsNoAdministrativeAreasHasNothingMore() {
        core = (token, procedure, input) -> procedure.equals("administrativeAreas.list") ? NO_PROCEDURE : shown("[]");
        assertThat(read(What.LOCATION, PLACE)).isEqualTo(new Found.Nothing());
        core = (token, procedure, input) -> procedure.equals("administrativeAreas.list") ? answer(404, "<html>") : shown("[]");
        assertThat(read(What.LOCATION, PLACE)).isInstanceOf(Found.NotYet.class);
    }

    @Test
    void aUserIsToldWhole() {
        core = (token, procedure, input) -> shown("{\"id\":\"" + PLACE + "\",\"role\":\"LOCAL_REGISTRAR\"}");
        assertThat(known(read(What.USER, PLACE)).getString("role")).isEqualTo("LOCAL_REGISTRAR");
        assertThat(asked).containsExactly("own-1 user.get \"" + PLACE + "\"");
    }

    @ParameterizedTest
    @CsvSource({"RECORD,../../auth", "RECORD,''", "RECORD,f1d5c323-484e-4211-a558-275e96123ad2x", "LOCATION,'a&b'", "LOCATION,1", "USER,'x\"}'", "USER,../etc/passwd",
        "REGISTERED,''", "REGISTERED,' '", "REGISTERED,'{term}'", "REGISTERED,'2026\n'"})
    void anIdThatCoreCouldNotHaveIsNothingAndNotAskedFor(What what, String id) {
        assertThat(read(what, id)).isEqualTo(new Found.Nothing());
        assertThat(asked).isEmpty();
        assertThat(logins).isZero();
    }

    @Test
    void anEndlessNumberIsNothing() {
        assertThat(read(What.REGISTERED, "1".repeat(1_000_000))).isEqualTo(new Found.Nothing());
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = What.class, names = {"RECORD", "USER"})
    void whatCoreDoesNotHaveIsNothing(What what) {
        core = (token, procedure, input) -> NOT_FOUND;
        assertThat(read(what, RECORD)).isEqualTo(new Found.Nothing());
        core = (token, procedure, input) -> shown("null");
        assertThat(read(what, RECORD)).isEqualTo(new Found.Nothing());
    }

    @Test
    void aListThatThisCoreDoesNotHaveSaysNothingOfThePlace() {
        core = (token, procedure, input) -> answer(404, "{\"error\":{\"json\":{\"message\":\"No procedure found on path\",\"code\":-32004,\"data\":{\"code\":\"NOT_FOUND\",\"httpStatus\":404}}}}");
        assertThat(read(What.LOCATION, PLACE)).isInstanceOf(Found.NotYet.class);
    }

    @Test
    void anotherThingThanTheOneAskedForIsNotTakenForIt() {
        assertThat(read(What.RECORD, PLACE)).isInstanceOf(Found.NotYet.class);
        assertThat(read(What.USER, PLACE)).isInstanceOf(Found.NotYet.class);
    }

    @ParameterizedTest
    @EnumSource(What.class)
    void whatIsForbiddenIsForAHuman(What what) {
        core = (token, procedure, input) -> FORBIDDEN;
        hits = FORBIDDEN;
        assertThat(read(what, RECORD)).isInstanceOf(Found.Refused.class);
        assertThat(logins).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(What.class)
    void aTokenOfOursThatCoreNoLongerTakesIsReplacedOnce(What what) {
        core = (token, procedure, input) -> GATEWAY_401;
        hits = GATEWAY_401;
        assertThat(read(what, RECORD)).isEqualTo(new Found.Refused("Core does not take a token fresh from its own login"));
        assertThat(asked).hasSize(2);
        assertThat(logins).isEqualTo(2);
    }

    @Test
    void aFreshTokenOfOursReadsWhatTheKeptOneNoLongerDid() {
        core = (token, procedure, input) -> token.equals("own-1") ? GATEWAY_401 : shown(registered);
        assertThat(read(What.RECORD, RECORD)).isInstanceOf(Found.Known.class);
    }

    @Test
    void aRecordsTokenThatHasEndedIsToldApart() {
        core = (token, procedure, input) -> GATEWAY_401;
        Found ended = reading().read(new ReadingQuestion("it", What.RECORD, RECORD, true), TOKEN);
        assertThat(((Found.Refused) ended).tokenEnded()).isTrue();
        core = (token, procedure, input) -> FORBIDDEN;
        Found forbidden = reading().read(new ReadingQuestion("it", What.RECORD, RECORD, true), TOKEN);
        assertThat(((Found.Refused) forbidden).tokenEnded()).isFalse();
        assertThat(logins).isZero();
    }

    @Test
    void aClientThatCoreRefusesIsForAHumanAndAFaultOfItsAuthServiceIsNot() {
        login = answer(401, "{\"error\":\"invalid_client\"}");
        assertThat(read(What.RECORD, RECORD)).isEqualTo(new Found.Refused("Core refuses the system client"));
        login = new PeerAnswer(503, Map.of("Retry-After", List.of("7")), "");
        assertThat(((Found.NotYet) read(What.RECORD, RECORD)).retryAfter()).contains(Duration.ofSeconds(7));
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"500", "502", "503", "504", "429", "408", "302", "204"})
    void whatMayPassIsForLater(int status) {
        core = (token, procedure, input) -> answer(status, "{}");
        hits = answer(status, "{}");
        for (What what : What.values()) {
            assertThat(read(what, RECORD)).as(what.name()).isInstanceOf(Found.NotYet.class);
        }
    }

    @Test
    void aCoreThatAsksForTimeIsGivenIt() {
        core = (token, procedure, input) -> new PeerAnswer(503, Map.of("retry-after", List.of("7")), "{}");
        assertThat(read(What.RECORD, RECORD)).isEqualTo(new Found.NotYet("Core answered 503", Optional.of(Duration.ofSeconds(7))));
    }

    @Test
    void aQuestionThatCoreDoesNotUnderstandIsForAHuman() {
        core = (token, procedure, input) -> answer(400, "{\"error\":{\"json\":{\"message\":\"Invalid\"}}}");
        assertThat(read(What.RECORD, RECORD)).isEqualTo(new Found.Refused("Core answered 400"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html><body>Sign in</body></html>", "{\"result\":", "[]", "null", "\"text\"", "{}", "{\"result\":{}}", "{\"result\":{\"data\":{}}}", "{\"result\":[]}",
        "{\"result\":{\"data\":{\"json\":7}}}", "{\"result\":{\"data\":{\"json\":{}}}}", "{\"result\":{\"data\":{\"json\":{\"id\":\"f1d5c323-484e-4211-a558-275e96123ad2\"}}}}",
        "{\"results\":7}", "{\"results\":[", "{\"n\":1e999999999}"})
    void anAnswerThatIsNotCoresIsForLaterAndNeverNothing(String body) {
        for (int status : new int[] {200, 302, 401, 403, 404, 500}) {
            core = (token, procedure, input) -> answer(status, body);
            hits = answer(status, body);
            boolean json = body.startsWith("{") && body.endsWith("}") && !body.contains("1e9");
            for (What what : What.values()) {
                boolean fits = what == What.USER && body.contains("f1d5c323") && status == 200;
                boolean refused = json && (status == 401 || status == 403);
                Class<?> expected = fits ? Found.Known.class : refused ? Found.Refused.class : Found.NotYet.class;
                assertThat(read(what, RECORD)).as(status + " " + what).isInstanceOf(expected);
            }
        }
    }

    @Test
    void aDeeplyNestedAnswerIsForLater() {
        String deep = "[".repeat(1_000_000);
        core = (token, procedure, input) -> shown(deep);
        hits = answer(200, "{\"results\":" + deep);
        for (What what : What.values()) {
            assertThat(read(what, RECORD)).as(what.name()).isInstanceOf(Found.NotYet.class);
        }
        core = (token, procedure, input) -> shown("{\"id\":\"" + RECORD + "\",\"x\":" + "[".repeat(100) + "]".repeat(100) + "}");
        assertThat(read(What.USER, RECORD)).isInstanceOf(Found.NotYet.class);
    }

    @Test
    void noAnswerAndAFullHouseAreForLater() {
        core = (token, procedure, input) -> {
            throw new PeerUnreachable("no answer in time", null);
        };
        assertThat(read(What.RECORD, RECORD)).isEqualTo(new Found.NotYet("Core: no answer in time"));
        core = (token, procedure, input) -> {
            throw new BulkheadException();
        };
        assertThat(read(What.RECORD, RECORD)).isInstanceOf(Found.NotYet.class);
    }

    @Test
    void nothingThatWasAskedOrFoundIsPrinted() {
        assertThat(new ReadingQuestion("it", What.REGISTERED, NUMBER, false).toString()).doesNotContain(NUMBER);
        assertThat(read(What.RECORD, RECORD).toString()).doesNotContain(NUMBER, "child");
        core = (token, procedure, input) -> answer(400, "{\"message\":\"no such " + NUMBER + "\"}");
        hits = answer(400, "{\"message\":\"no such " + NUMBER + "\"}");
        assertThat(read(What.REGISTERED, NUMBER).toString()).doesNotContain(NUMBER);
    }
}

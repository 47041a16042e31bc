package io.crvsbridge.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventDocumentTest {

    private static final Path SAMPLES = Path.of("src/test/resources/core");

    private static final Set<String> CORRECTIONS = Set.of("APPROVE_CORRECTION", "REQUEST_CORRECTION");

    static List<String> samples() throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".expected.json"))
                    .map(name -> name.replace(".expected.json", ""))
                    .sorted()
                    .toList();
        }
    }

    static List<JsonObject> eventVectors() throws IOException {
        return json("vectors.json").getJsonArray("events").getValuesAs(JsonObject.class);
    }

    @Test
    void theSamplesAreThere() throws IOException {
        assertThat(samples()).hasSize(22);
        assertThat(eventVectors()).hasSize(6);
    }

    @Test
    void oneByteOrderMarkInFrontIsSkippedAndNoSecond() throws Exception {
        String text = Files.readString(SAMPLES.resolve("birth-DECLARE-plain.json"));
        assertThat(EventDocument.parse(("\uFEFF" + text).getBytes(StandardCharsets.UTF_8)).type()).isEqualTo("birth");
        assertThatThrownBy(() -> EventDocument.parse(("\uFEFF\uFEFF" + text).getBytes(StandardCharsets.UTF_8))).isInstanceOf(UnreadableDocument.class);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everySampleIsReadAsCoreReadsIt(String sample) throws Exception {
        EventDocument document = EventDocument.parse(Files.readAllBytes(SAMPLES.resolve(sample + ".json")));
        JsonObject expected = json(sample + ".expected.json");

        assertThat(document.type()).isEqualTo(sample.substring(0, sample.indexOf('-')));
        assertThat(document.trackingId()).isPresent();
        assertThat(document.pendingAction().id()).hasToString(expected.getString("pendingActionId"));
        assertThat(document.pendingAction().type()).isEqualTo(expected.getString("pendingActionType"));
        assertThat(document.pendingAction().createdBy())
                .hasValue(expected.getJsonObject("tokenClaims").getString("sub"));
        assertThat(document.aggregate().values()).isEqualTo(expected.getJsonObject("aggregateActionDeclarations"));
        assertThat(document.aggregate().deepMerge(document.pendingAction().declared()).values())
                .isEqualTo(expected.getJsonObject("mergedWithPending"));
        if (!CORRECTIONS.contains(document.pendingAction().type())) {
            assertThat(document.declaration().values()).isEqualTo(expected.getJsonObject("mergedWithPending"));
        }
    }

    /** Core's plain merge shows the uncorrected record here; accepting the approval makes it the corrected one. */
    @Test
    void aSampleOfAPendingApprovalSpeaksOfTheCorrectedRecord() throws Exception {
        EventDocument document = sample("birth-APPROVE_CORRECTION-child-nid");

        assertThat(document.aggregate().values().getString("child.gender")).isEqualTo("female");
        assertThat(document.declaration().values().getString("child.gender")).isEqualTo("male");
        assertThat(document.declaration().values().getJsonObject("child.name").getString("firstname"))
                .isEqualTo("Corrected");
        assertThat(document.declaration().values()).containsEntry("child.weightAtBirth", JsonValue.NULL);
    }

    /** A requested correction proposes; it changes the record only once it is approved. */
    @Test
    void aSampleOfAPendingCorrectionRequestSpeaksOfTheRecordAsItStands() throws Exception {
        EventDocument document = sample("birth-REQUEST_CORRECTION");

        assertThat(document.declaration()).isEqualTo(document.aggregate());
        assertThat(document.pendingAction().declared().getString("child.gender")).isEqualTo("male");
    }

    @ParameterizedTest
    @MethodSource("eventVectors")
    void everyEventVectorIsMet(JsonObject vector) throws Exception {
        EventDocument document = EventDocument.of(vector.getJsonObject("event"));

        assertThat(document.aggregate().values()).isEqualTo(vector.getJsonObject("aggregate"));
        if (vector.get("pending") instanceof JsonString pending) {
            assertThat(document.pendingAction().id()).hasToString(pending.getString());
        } else {
            assertThatThrownBy(document::pendingAction)
                    .isInstanceOf(UnreadableDocument.class)
                    .hasMessage("expected exactly one pending action, found 0");
        }
    }

    @Test
    void thePendingActionTellsItsParticulars() throws Exception {
        RequestedAction custom = sample("birth-CUSTOM-ESCALATE").pendingAction();
        assertThat(custom.customActionType()).hasValue("ESCALATE");
        assertThat(custom.createdAt()).isEqualTo(Instant.parse("2026-11-21T02:48:31.849Z"));
        assertThat(custom.annotation().getString("reason")).isEqualTo("complex case");
        assertThat(custom.transactionId()).isPresent();
        assertThat(custom.requestId()).isEmpty();
        assertThat(sample("birth-PRINT_CERTIFICATE").pendingAction().content().getString("templateId"))
                .isEqualTo("birth-certificate");
    }

    @Test
    void anAcceptRepeatsWhatTheActionsTypeDemands() throws Exception {
        assertThat(extras("birth-EDIT")).isEqualTo("{\"content\":{\"comment\":\"spelling\"}}");
        assertThat(extras("birth-EDIT-of-notified")).isEqualTo("{\"content\":{}}");
        assertThat(extras("birth-ARCHIVE")).isEqualTo("{\"content\":{\"reason\":\"Declared twice\"}}");
        assertThat(extras("birth-REJECT")).isEqualTo("{\"content\":{\"reason\":\"Mother ID unreadable\"}}");
        assertThat(extras("birth-APPROVE_CORRECTION-child-nid"))
                .isEqualTo("{\"requestId\":\"0e0b99ed-d132-4f7f-8eed-8fc3a6884a16\"}");
        assertThat(extras("birth-REJECT_CORRECTION")).isEqualTo(
                "{\"requestId\":\"96195aaa-32ad-4ecb-9110-90fb4b0b07fb\",\"content\":{\"reason\":\"no proof\"}}");
        assertThat(extras("birth-CUSTOM-ESCALATE")).isEqualTo("{\"customActionType\":\"ESCALATE\"}");
        assertThat(extras("birth-REGISTER-mother-failed")).isEqualTo("{}");
        assertThat(extras("birth-PRINT_CERTIFICATE")).isEqualTo("{}");
    }

    @Test
    void twoPendingActionsAreAnError() throws Exception {
        EventDocument document = event(
                action(1, "DECLARE", "Requested", "2026-01-01T00:00:00.000Z", "{}"),
                action(2, "REGISTER", "Requested", "2026-01-01T00:00:01.000Z", "{}"));

        assertThatThrownBy(document::pendingAction).hasMessage("expected exactly one pending action, found 2");
        assertThatThrownBy(document::declaration).isInstanceOf(UnreadableDocument.class);
    }

    @Test
    void actionsOfTheSameMomentKeepTheirOrder() throws Exception {
        EventDocument document = event(
                action(3, "EDIT", "Accepted", "2026-01-01T00:00:02.000Z", "{\"a\":\"latest\"}"),
                action(1, "DECLARE", "Accepted", "2026-01-01T00:00:01.000Z", "{\"a\":\"first\",\"b\":\"first\"}"),
                action(2, "EDIT", "Accepted", "2026-01-01T00:00:01.000Z", "{\"a\":\"second\",\"b\":\"second\"}"));

        assertThat(document.aggregate().values()).hasToString("{\"a\":\"latest\",\"b\":\"second\"}");
    }

    @Test
    void aPendingApprovalSpeaksOfTheCorrectedRecord() throws Exception {
        EventDocument document = EventDocument.of(eventVectors().get(4).getJsonObject("event"));

        assertThat(document.aggregate().values()).hasToString("{\"a\":1}");
        assertThat(document.declaration().values()).hasToString("{\"a\":2}");
    }

    @Test
    void anApprovalAppliesTheAcceptedRequestThenItsOwnValues() throws Exception {
        JsonObject approval = Json.createObjectBuilder(
                        action(3, "APPROVE_CORRECTION", "Accepted", "2026-01-01T00:00:03.000Z", "{\"nid\":\"1\"}"))
                .add("requestId", id(2)).build();
        EventDocument document = event(
                action(1, "DECLARE", "Accepted", "2026-01-01T00:00:01.000Z", "{\"a\":1,\"b\":1}"),
                action(2, "REQUEST_CORRECTION", "Accepted", "2026-01-01T00:00:02.000Z", "{\"a\":2,\"nid\":\"0\"}"),
                approval);

        assertThat(document.aggregate().values()).hasToString("{\"a\":2,\"b\":1,\"nid\":\"1\"}");
    }

    @Test
    void theLastOfTwoEqualKeysWins() throws Exception {
        EventDocument document = EventDocument.parse(("{\"type\":\"death\",\"type\":\"birth\",\"id\":\"" + id(9)
                + "\",\"actions\":[]}").getBytes(StandardCharsets.UTF_8));

        assertThat(document.type()).isEqualTo("birth");
        assertThat(document.id()).isEqualTo(UUID.fromString(id(9)));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", " ", "null", "[]", "\"text\"", "{", "{\"id\":}", "{} {}", "{}x", "{\"id\":1}", "{\"id\":\"1\"}",
        "{\"id\":\"1-1-1-1-1\",\"type\":\"birth\",\"actions\":[]}",
        "{\"id\":\"00000000-0000-4000-8000-000000000009\",\"actions\":[]}",
        "{\"id\":\"00000000-0000-4000-8000-000000000009\",\"type\":7,\"actions\":[]}",
        "{\"id\":\"00000000-0000-4000-8000-000000000009\",\"type\":\"birth\"}",
        "{\"id\":\"00000000-0000-4000-8000-000000000009\",\"type\":\"birth\",\"actions\":{}}",
        "{\"id\":\"00000000-0000-4000-8000-000000000009\",\"type\":\"birth\",\"actions\":[null]}",
        "{\"id\":\"00000000-0000-4000-8000-000000000009\",\"type\":\"birth\",\"actions\":[{\"id\":\"x\"}]}",
        "\"\\", "{\"a\":-", "{\"a\":01}", "{\"a\":1e5000}",
    })
    void aMalformedDocumentIsRefused(String text) {
        assertThatThrownBy(() -> EventDocument.parse(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UnreadableDocument.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "type", "status", "createdAt"})
    void anActionNeedsEachOfItsKeys(String key) {
        JsonObject whole = action(1, "DECLARE", "Accepted", "2026-01-01T00:00:00.000Z", "{}");

        assertThatThrownBy(() -> event(Json.createObjectBuilder(whole).remove(key).build()))
                .isInstanceOf(UnreadableDocument.class).hasMessage("action 1 has no " + key);
        assertThatThrownBy(() -> event(Json.createObjectBuilder(whole).add(key, 5).build()))
                .isInstanceOf(UnreadableDocument.class).hasMessage("action 1 has no " + key);
    }

    @Test
    void refusalsNeverQuoteTheDocument() {
        JsonObject odd = Json.createObjectBuilder(
                        action(1, "DECLARE", "Accepted", "2026-01-01T00:00:00.000Z", "{}"))
                .add("status", "Chipo Daka").build();

        assertThatThrownBy(() -> event(odd)).message().doesNotContain("Chipo");
        assertThatThrownBy(() -> EventDocument.parse("{\"name\":\"Chipo\" Daka}".getBytes(StandardCharsets.UTF_8)))
                .hasNoCause().message().doesNotContain("Chipo").doesNotContain("Daka");
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        byte[] latin = "{\"id\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> EventDocument.parse(latin)).hasMessage("not UTF-8");
    }

    @Test
    void depthIsBounded() throws Exception {
        String prefix = "{\"id\":\"" + id(9) + "\",\"type\":\"birth\",\"actions\":[],\"x\":";
        String deepest = prefix + "[".repeat(63) + "]".repeat(63) + "}";
        String tooDeep = prefix + "[".repeat(64) + "]".repeat(64) + "}";

        assertThat(EventDocument.parse(deepest.getBytes(StandardCharsets.UTF_8)).type()).isEqualTo("birth");
        assertThatThrownBy(() -> EventDocument.parse(tooDeep.getBytes(StandardCharsets.UTF_8)))
                .hasMessage("nested too deeply");
        assertThatThrownBy(() -> EventDocument.parse("[".repeat(1_000_000).getBytes(StandardCharsets.UTF_8)))
                .hasMessage("nested too deeply");
        assertThatThrownBy(() -> EventDocument.of(Json.createReader(new StringReader(tooDeep)).readObject()))
                .hasMessage("nested too deeply");
    }

    @Test
    void numbersAreBoundedButBracketsAndDigitsInTextAreNot() throws Exception {
        String prefix = "{\"id\":\"" + id(9) + "\",\"type\":\"birth\",\"actions\":[],\"x\":";

        assertThatThrownBy(() -> EventDocument.parse((prefix + "1".repeat(65) + "}").getBytes(StandardCharsets.UTF_8)))
                .hasMessage("a number is too large");
        assertThatThrownBy(() -> EventDocument.parse((prefix + "1e999999999}").getBytes(StandardCharsets.UTF_8)))
                .hasMessage("a number is too large");
        String text = prefix + "\"" + "[{1\\\"".repeat(500) + "9".repeat(500) + "e99999\"}";
        assertThat(EventDocument.parse(text.getBytes(StandardCharsets.UTF_8)).type()).isEqualTo("birth");
    }

    @Test
    void moreThanTenThousandActionsAreRefused() {
        JsonObject action = action(1, "READ", "Accepted", "2026-01-01T00:00:00.000Z", "{}");
        JsonObject[] many = new JsonObject[10_001];
        Arrays.fill(many, action);

        assertThatThrownBy(() -> event(many)).hasMessage("the event has more than 10000 actions");
    }

    @Test
    void aPendingActionWithoutATimeIsRefused() throws Exception {
        EventDocument document = event(action(1, "REGISTER", "Requested", "yesterday", "{}"));

        assertThatThrownBy(document::pendingAction).hasMessage("the pending action's createdAt is not a time");
    }

    @Test
    void printingRevealsNoPersonalData() throws Exception {
        EventDocument document = sample("birth-REGISTER-mother-authenticated");

        assertThat(document + " " + document.pendingAction() + document.declaration())
                .doesNotContain("Lungu").doesNotContain("1995");
    }

    private static String extras(String sample) throws Exception {
        return sample(sample).pendingAction().acceptExtras().toString();
    }

    private static EventDocument sample(String name) throws Exception {
        return EventDocument.parse(Files.readAllBytes(SAMPLES.resolve(name + ".json")));
    }

    private static EventDocument event(JsonObject... actions) throws UnreadableDocument {
        return EventDocument.of(Json.createObjectBuilder()
                .add("id", id(100))
                .add("type", "birth")
                .add("actions", Json.createArrayBuilder(List.<JsonValue>of(actions)))
                .build());
    }

    private static JsonObject action(int number, String type, String status, String at, String declaration) {
        return Json.createObjectBuilder()
                .add("id", id(number))
                .add("type", type)
                .add("status", status)
                .add("createdAt", at)
                .add("declaration", Json.createReader(new StringReader(declaration)).readObject())
                .build();
    }

    private static String id(int number) {
        return "00000000-0000-4000-8000-%012d".formatted(number);
    }

    private static JsonObject json(String file) throws IOException {
        try (var reader = Json.createReader(Files.newInputStream(SAMPLES.resolve(file)))) {
            return reader.readObject();
        }
    }
}

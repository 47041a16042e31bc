package io.crvsbridge.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RecordStateTest {

    private static final Path SAMPLES = Path.of("src/test/resources/core");

    static List<String> samples() throws IOException {
        return EventDocumentTest.samples();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everySampleStandsWhereCoreSaysItStands(String sample) throws Exception {
        JsonObject expected = json(sample + ".expected.json");
        RecordState state = RecordState.of(json(sample + ".json"));
        assertThat(state.status()).isEqualTo(expected.getString("statusFromActions"));
        assertThat(state.declaration().values()).isEqualTo(expected.getJsonObject("aggregateActionDeclarations"));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aRecordOfWhichNothingIsPendingIsReadTheSame(String sample) throws Exception {
        JsonObject event = json(sample + ".json");
        String pending = json(sample + ".expected.json").getString("pendingActionId");
        JsonObject quiet = with(event, only(event, action -> !action.getString("id").equals(pending)));
        assertThat(quiet.getJsonArray("actions").size()).isEqualTo(event.getJsonArray("actions").size() - 1);
        assertThat(RecordState.of(quiet)).isEqualTo(RecordState.of(event));
    }

    @Test
    void aRegisteredRecordTellsAllItsPartsByName() throws Exception {
        JsonObject state = RecordState.of(json("birth-PRINT_CERTIFICATE.json")).json();
        assertThat(state.keySet()).containsExactly("id", "type", "trackingId", "registrationNumber", "status", "declaration");
        assertThat(state.getString("id")).isEqualTo("f1d5c323-484e-4211-a558-275e96123ad2");
        assertThat(state.getString("registrationNumber")).isEqualTo("2026B2930907673");
        assertThat(state.getString("status")).isEqualTo("REGISTERED");
        assertThat(state.getString("trackingId")).isEqualTo("DM69N4");
    }

    @Test
    void aNumberThatIsOnlyAskedForIsNoneYet() throws Exception {
        assertThat(RecordState.of(json("birth-REGISTER-mother-failed.json")).json()).doesNotContainKey("registrationNumber");
    }

    @ParameterizedTest
    @CsvSource({"ARCHIVE,Accepted,ARCHIVED", "ARCHIVE,Rejected,DECLARED", "VALIDATE,Accepted,VALIDATED", "REJECT,Accepted,DECLARED", "READ,Accepted,DECLARED", "UNHEARD_OF,Accepted,DECLARED"})
    void onlyAnAcceptedActionMovesARecord(String type, String status, String stands) throws Exception {
        JsonObject event = json("birth-ARCHIVE.json");
        JsonObject last = Json.createObjectBuilder().add("id", "00000000-0000-4000-8000-000000000000").add("type", type).add("status", status)
                .add("createdAt", "2026-12-01T00:00:00.000Z").add("declaration", JsonValue.EMPTY_JSON_OBJECT).build();
        assertThat(RecordState.of(with(event, only(event, action -> true).add(last))).status()).isEqualTo(stands);
    }

    @Test
    void noDataIsPrinted() throws Exception {
        assertThat(RecordState.of(json("birth-PRINT_CERTIFICATE.json")).toString()).doesNotContain("child", "2026B2930907673").contains("REGISTERED");
    }

    @Test
    void whatIsNoRecordIsNotRead() {
        assertThatThrownBy(() -> RecordState.of(JsonValue.EMPTY_JSON_OBJECT)).isInstanceOf(UnreadableDocument.class);
    }

    private static JsonObject with(JsonObject event, JsonArrayBuilder actions) {
        return Json.createObjectBuilder(event).add("actions", actions).build();
    }

    private static JsonArrayBuilder only(JsonObject event, Predicate<JsonObject> condition) {
        JsonArrayBuilder actions = Json.createArrayBuilder();
        event.getJsonArray("actions").getValuesAs(JsonObject.class).stream().filter(condition).forEach(actions::add);
        return actions;
    }

    private static JsonObject json(String name) throws IOException {
        return Json.createReader(new StringReader(Files.readString(SAMPLES.resolve(name)))).readObject();
    }
}

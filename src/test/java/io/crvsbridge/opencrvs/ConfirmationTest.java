package io.crvsbridge.opencrvs;

import static io.crvsbridge.opencrvs.CoreTexts.KEY;
import static io.crvsbridge.opencrvs.CoreTexts.NUMBER;
import static io.crvsbridge.opencrvs.CoreTexts.TRANSACTION;
import static io.crvsbridge.opencrvs.CoreTexts.confirmation;
import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.document.RecordSnapshot;
import io.crvsbridge.document.UnreadableDocument;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ConfirmationTest {

    private static JsonObject json(String text) {
        return Json.createReader(new StringReader(text)).readObject();
    }

    @ParameterizedTest
    @CsvSource({"NOTIFY,notify", "DECLARE,declare", "EDIT,edit", "VALIDATE,validate", "REJECT,reject", "ARCHIVE,archive", "REGISTER,register", "PRINT_CERTIFICATE,printCertificate",
            "CUSTOM,custom", "REQUEST_CORRECTION,correction.request", "APPROVE_CORRECTION,correction.approve", "REJECT_CORRECTION,correction.reject"})
    void eachTypeHasItsProcedure(String type, String procedure) {
        assertThat(confirmation(type).procedure("accept")).isEqualTo(procedure + ".accept");
        assertThat(confirmation(type).procedure("reject")).isEqualTo(procedure + ".reject");
    }

    @Test
    void anAcceptOfARegistrationCarriesIdsNumberAndDeclarationInTheEnvelope() {
        assertThat(json(confirmation("REGISTER").acceptBody())).isEqualTo(json("""
                {"json": {"eventId": "%s", "actionId": "%s", "transactionId": "%s", "registrationNumber": "%s", "declaration": {"child.nid": "5551234567"}}}"""
                .formatted(KEY.eventId(), KEY.actionId(), TRANSACTION, NUMBER)));
    }

    @Test
    void withoutFieldsThereIsNoDeclaration() {
        assertThat(json(confirmation("DECLARE", JsonValue.EMPTY_JSON_OBJECT, JsonValue.EMPTY_JSON_OBJECT).acceptBody()).getJsonObject("json").keySet()).containsExactlyInAnyOrder("eventId", "actionId", "transactionId");
    }

    @ParameterizedTest
    @EnumSource
    void aRejectIsTheIdsAloneForEveryType(ActionType type) {
        JsonObject extras = json("{\"content\": {\"reason\": \"made up\"}, \"requestId\": \"x\"}");
        assertThat(json(confirmation(type.name(), Json.createObjectBuilder().add("a", "b").build(), extras).rejectBody()))
                .isEqualTo(json("{\"json\": {\"eventId\": \"%s\", \"actionId\": \"%s\", \"transactionId\": \"%s\"}}".formatted(KEY.eventId(), KEY.actionId(), TRANSACTION)));
    }

    @Test
    void repeatedCallsAreTheSameBytes() {
        assertThat(confirmation("REGISTER").acceptBody()).isEqualTo(confirmation("REGISTER").acceptBody());
    }

    @ParameterizedTest
    @CsvSource({"birth-ARCHIVE,content/reason", "birth-REJECT,content/reason", "birth-CUSTOM-ESCALATE,customActionType", "birth-APPROVE_CORRECTION-child-nid,requestId",
            "birth-REJECT_CORRECTION,requestId content/reason", "birth-EDIT,content", "birth-DECLARE-plain,", "birth-NOTIFY-hospital-clerk,", "birth-REGISTER-late-registration,registrationNumber",
            "birth-REQUEST_CORRECTION,", "birth-PRINT_CERTIFICATE,"})
    void eachTypeRepeatsWhatItsRequestHolds(String sample, String needed) throws IOException, UnreadableDocument {
        byte[] body = Files.readAllBytes(Path.of("src/test/resources/core", sample + ".json"));
        RecordSnapshot record = RecordSnapshot.read(body);
        JsonObject pending = json(new String(body, java.nio.charset.StandardCharsets.UTF_8)).getJsonArray("actions").stream().map(JsonValue::asJsonObject)
                .filter(a -> a.getString("id").equals(record.key().actionId())).findFirst().orElseThrow();
        JsonObject sent = json(confirmation(record.situation().action(), JsonValue.EMPTY_JSON_OBJECT, record.acceptExtras()).acceptBody()).getJsonObject("json");

        Set<String> expected = new TreeSet<>(Set.of("eventId", "actionId", "transactionId"));
        for (String path : needed == null ? new String[0] : needed.split(" ")) {
            String[] parts = path.split("/");
            expected.add(parts[0]);
            if (parts.length == 2) {
                assertThat(sent.getJsonObject(parts[0]).get(parts[1])).isNotNull().isEqualTo(pending.getJsonObject(parts[0]).get(parts[1]));
            } else if (!path.equals("registrationNumber")) {
                assertThat(sent.get(path)).isNotNull().isEqualTo(pending.get(path));
            }
        }
        assertThat(sent.keySet()).isEqualTo(expected);
    }

    @Test
    void tokenAndDeclarationAreNotPrinted() {
        assertThat(confirmation("REGISTER").toString()).doesNotContain("secret-token", "5551234567");
    }
}

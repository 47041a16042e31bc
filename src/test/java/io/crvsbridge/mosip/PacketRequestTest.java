package io.crvsbridge.mosip;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.identity.Submission;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PacketRequestTest {

    private static final Instant CREATED = Instant.parse("2026-03-02T08:15:31Z");
    private static final String RID = "10021100370000120260302081531";
    private static final MosipSettings.Station STATION = new MosipSettings.Station("10021", "10037");
    private static final Submission ADA = new Submission(RID, "7f3c-0001", "CRVS_NEW",
            Map.of("fullName", "[{\"language\":\"eng\",\"value\":\"Ada Mokoena\"}]", "dateOfBirth", "2026/02/27"), "0.1", "{\"properties\":{}}",
            Map.of("name", "Thabo Mokoena", "phone", "0800000000", "other", "x"), CREATED);

    private static JsonObject packet(Optional<String> officer) {
        String json = new PacketRequest(ADA, "CRVS_NEW", "CRVS1", STATION, officer).json(Instant.parse("2026-03-02T09:00:00.5Z"));
        return Json.createReader(new StringReader(json)).readObject();
    }

    private static JsonArray array(JsonValue text) {
        return Json.createReader(new StringReader(((JsonString) text).getString())).readArray();
    }

    private static String value(JsonArray labels, String label) {
        return labels.getValuesAs(JsonObject.class).stream().filter(l -> l.getString("label").equals(label)).findFirst().orElseThrow().getString("value", null);
    }

    @Test
    void theEnvelopeIsMosips() {
        JsonObject packet = packet(Optional.empty());
        assertThat(packet.getString("version")).isEqualTo("v1");
        assertThat(packet.getString("requesttime")).isEqualTo("2026-03-02T09:00:00.500Z");
        JsonObject request = packet.getJsonObject("request");
        assertThat(request.getString("id")).isEqualTo(RID);
        assertThat(request.getString("refId")).isEqualTo("10021_10037");
        assertThat(request.getString("process")).isEqualTo("CRVS_NEW");
        assertThat(request.getString("source")).isEqualTo("CRVS1");
        assertThat(request.getString("schemaJson")).isEqualTo("{\"properties\":{}}");
        assertThat(request.getJsonArray("audits")).hasSize(1);
    }

    @Test
    void fieldsAndMetaInfoMapStringToString() {
        JsonObject request = packet(Optional.of("crvs.officer")).getJsonObject("request");
        assertThat(request.getJsonObject("fields").values()).allMatch(v -> v.getValueType() == JsonValue.ValueType.STRING).hasSize(2);
        assertThat(request.getJsonObject("metaInfo").values()).allMatch(v -> v.getValueType() == JsonValue.ValueType.STRING);
    }

    @Test
    void theRecordsReferenceTravelsInMetaData() {
        JsonObject metaInfo = packet(Optional.empty()).getJsonObject("request").getJsonObject("metaInfo");
        JsonArray metaData = array(metaInfo.get("metaData"));
        assertThat(value(metaData, "crvsRecordRef")).isEqualTo("7f3c-0001");
        assertThat(value(metaData, "registrationType")).isEqualTo("CRVS_NEW");
        assertThat(value(metaData, "centerId")).isEqualTo("10021");
        assertThat(value(metaData, "machineId")).isEqualTo("10037");
        assertThat(metaInfo.getString("creationDate")).isEqualTo("2026-03-02T08:15:31.000Z");
    }

    @Test
    void furtherLabelsAndAuditsGoAlongAndOursWin() {
        Submission handedOver = new Submission(RID, "7f3c-0001", "CRVS_NEW", Map.of(), "0.1", "{}", Map.of(), CREATED, Map.of("office", "North", "centerId", "99999", "operationsData", "[]"),
                List.of(Map.of("eventName", "handed over")));
        JsonObject request = Json.createReader(new StringReader(new PacketRequest(handedOver, "CRVS_NEW", "CRVS1", STATION, Optional.empty()).json(CREATED))).readObject().getJsonObject("request");
        JsonArray metaData = array(request.getJsonObject("metaInfo").get("metaData"));
        assertThat(metaData).hasSize(5);
        assertThat(value(metaData, "office")).isEqualTo("North");
        assertThat(value(metaData, "centerId")).isEqualTo("10021");
        assertThat(request.getJsonArray("audits")).hasSize(2);
        assertThat(request.getJsonArray("audits").getJsonObject(1).getString("eventName")).isEqualTo("handed over");
    }

    @Test
    void theOfficerStandsInOperationsDataWhenThereIsOne() {
        JsonObject with = packet(Optional.of("crvs.officer")).getJsonObject("request").getJsonObject("metaInfo");
        assertThat(value(array(with.get("operationsData")), "officerId")).isEqualTo("crvs.officer");
        JsonObject without = packet(Optional.empty()).getJsonObject("request").getJsonObject("metaInfo");
        assertThat(value(array(without.get("operationsData")), "officerId")).isNull();
    }

    @Test
    void aRepetitionSendsTheSamePacket() {
        assertThat(packet(Optional.empty()).getJsonObject("request")).isEqualTo(packet(Optional.empty()).getJsonObject("request"));
    }

    @Test
    void theWorkflowIsToldWhomToNotifyAndNothingElse() {
        JsonObject workflow = Json.createReader(new StringReader(new WorkflowRequest(ADA, "CRVS_NEW", "CRVS1").json(CREATED))).readObject();
        assertThat(workflow.getString("id")).isEqualTo("mosip.registration.processor.workflow.instance");
        JsonObject request = workflow.getJsonObject("request");
        assertThat(request.getString("registrationId")).isEqualTo(RID);
        assertThat(request.getJsonObject("notificationInfo").keySet()).containsExactlyInAnyOrder("name", "phone");
    }

    @Test
    void nothingPersonalIsPrinted() {
        assertThat(new PacketRequest(ADA, "CRVS_NEW", "CRVS1", STATION, Optional.empty()) + " " + new WorkflowRequest(ADA, "CRVS_NEW", "CRVS1")).doesNotContain("Mokoena");
    }

    @Test
    void aRegistrationIdHas29DigitsAndTheKeysOwnHead() {
        assertThat(RegistrationId.of(STATION, 1, CREATED)).isEqualTo(RID).hasSize(29).startsWith(STATION.refId().replace("_", ""));
        assertThat(RegistrationId.of(STATION, 12_345_678L, CREATED)).isEqualTo("10021100374567820260302081531");
    }
}

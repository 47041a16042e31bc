package io.crvsbridge.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crvsbridge.country.BadCountryPack;
import io.crvsbridge.country.CountryPack;
import io.crvsbridge.kernel.Additions;
import io.crvsbridge.mapping.PacketContent;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadyPacketTest {

    private static final CountryPack PACK = pack();
    private static final String SCHEMA = "{\\\"properties\\\":{\\\"identity\\\":{\\\"properties\\\":{\\\"fullName\\\":{}}}}}";

    private static CountryPack pack() {
        try {
            return CountryPack.shipped(ZoneOffset.UTC);
        } catch (BadCountryPack e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static PacketContent content(String body, ReadyPacket.Kind kind) throws UnreadableDocument {
        return Matter.read(bytes(body)).content(PACK, kind.operation(), Map.of("registrationNumber", "another"));
    }

    private static byte[] recorded(String name) throws IOException {
        try (JsonReader reader = Json.createReader(Files.newBufferedReader(Path.of("src/test/resources/wire", name + ".json")))) {
            return bytes(reader.readObject().getJsonObject("request").getString("body"));
        }
    }

    @Test
    void theRecordedBirthIsSentAsItWasGiven() throws Exception {
        PacketContent content = Matter.read(recorded("birth.events-registration")).content(PACK, "birth", Map.of());
        assertThat(content.process()).isEqualTo("MOSIP_PACKET_PROCESS_BIRTH");
        assertThat(content.fields()).isEqualTo(Map.of("birthCertificateNumber", "2026B7QX1KTY12", "fullName", "Anna Maria Doe", "dateOfBirth", "2026-05-04", "gender", "female"));
        assertThat(content.awaitsCredential()).isTrue();
        assertThat(content.newPerson()).isTrue();
        assertThat(content.oncePerRecord()).isTrue();
        assertThat(content.notification()).isEqualTo(new PacketContent.Notification(Optional.of("@TODO"), Optional.of("@TODO"), Optional.of("@TODO")));
        assertThat(content.extras()).isEqualTo(new PacketContent.Extras(Map.of(), List.of()));
        assertThat(content.schemaJson()).isEqualTo(PACK.schemaJson());
        assertThat(content.schemaVersion()).isEqualTo("0.1");
    }

    @Test
    void theRecordedDeathIsAboutAKnownPersonAndAwaitsTheEndOfTheWorkAlone() throws Exception {
        PacketContent content = Matter.read(recorded("death.events-registration")).content(PACK, "death", Map.of());
        assertThat(content.process()).isEqualTo("MOSIP_PACKET_PROCESS_DEATH");
        assertThat(content.fields()).containsEntry("nationalIdNumber", "1234567892").containsEntry("deathCertificateNumber", "2026D9RZ2LUV34");
        assertThat(content.awaitsCredential()).isFalse();
        assertThat(content.newPerson()).isFalse();
    }

    @Test
    void whatIsNoTextBecomesJsonInAText() throws Exception {
        PacketContent content = content("{\"requestFields\":{\"a\":20,\"b\":0.10,\"c\":true,\"d\":[{\"language\":\"eng\",\"value\":\"Æ\\\"x\"}],\"e\":{\"f\":1},\"g\":null,\"h\":\"\"}}",
                ReadyPacket.Kind.BIRTH);
        assertThat(content.fields()).isEqualTo(
                Map.of("a", "20", "b", "0.10", "c", "true", "d", "[{\"language\":\"eng\",\"value\":\"Æ\\\"x\"}]", "e", "{\"f\":1}", "h", ""));
    }

    @Test
    void metaInfoBecomesLabelsAndAuditAnAudit() throws Exception {
        PacketContent content = content("{\"requestFields\":{\"a\":1},\"metaInfo\":{\"office\":\"North\",\"count\":3,\"metaData\":[{\"label\":\"desk\",\"value\":\"4\"},{\"label\":\"alone\"}]},"
                + "\"audit\":{\"eventName\":\"handed over\",\"at\":null}}", ReadyPacket.Kind.BIRTH);
        assertThat(content.extras().labels()).isEqualTo(Map.of("office", "North", "count", "3", "desk", "4"));
        assertThat(content.extras().audits()).containsExactly(Map.of("eventName", "handed over"));
    }

    @Test
    void labelsAndAuditsMayBeListsAlready() throws Exception {
        PacketContent content = content("{\"requestFields\":{\"a\":1},\"metaInfo\":{\"metaData\":\"[{\\\"label\\\":\\\"desk\\\",\\\"value\\\":\\\"4\\\"}]\"},\"audit\":[{\"a\":\"1\"},{},{\"b\":\"2\"}]}",
                ReadyPacket.Kind.BIRTH);
        assertThat(content.extras().labels()).isEqualTo(Map.of("desk", "4"));
        assertThat(content.extras().audits()).containsExactly(Map.of("a", "1"), Map.of("b", "2"));
    }

    @Test
    void aSchemaOfItsOwnGoesAlongWithItsVersion() throws Exception {
        PacketContent content = content("{\"requestFields\":{\"IDSchemaVersion\":0.5},\"schemaJson\":\"" + SCHEMA + "\"}", ReadyPacket.Kind.BIRTH);
        assertThat(content.schemaJson()).isEqualTo("{\"properties\":{\"identity\":{\"properties\":{\"fullName\":{}}}}}");
        assertThat(content.schemaVersion()).isEqualTo("0.5");
        assertThat(content("{\"requestFields\":{\"IDSchemaVersion\":\"x\"},\"schemaJson\":\"" + SCHEMA + "\"}", ReadyPacket.Kind.BIRTH).schemaVersion()).isEqualTo(PACK.schemaVersion());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"requestFields\":[]}", "{\"requestFields\":{\"a\":1},\"actions\":[]}", "{\"requestFields\":{\"a\":1},\"schemaJson\":\"{}\"}",
        "{\"requestFields\":{\"a\":1},\"schemaJson\":\"no schema\"}", "[]", "", "{\"requestFields\":{\"a\":1}"})
    void whatIsNoPacketIsRefused(String body) {
        assertThatThrownBy(() -> ReadyPacket.read(bytes(body))).isInstanceOf(UnreadableDocument.class);
    }

    @Test
    void aDocumentOfCoresIsNeverTakenForAPacket() throws Exception {
        byte[] document = Files.readAllBytes(Path.of("src/test/resources/core/birth-REGISTER-mother-authenticated.json"));
        assertThat(Matter.read(document)).isInstanceOf(RecordSnapshot.class);
        String both = new String(document, StandardCharsets.UTF_8).replaceFirst("\\{", "{\"requestFields\":{\"fullName\":\"x\"},");
        assertThat(Matter.read(bytes(both))).isInstanceOf(RecordSnapshot.class);
    }

    @Test
    void nothingGoesAlongWithTheAcceptAndNothingIsCheckedBefore() throws Exception {
        Matter packet = Matter.read(bytes("{\"requestFields\":{\"a\":1}}"));
        assertThat(packet.acceptExtras()).isEqualTo(JsonValue.EMPTY_JSON_OBJECT);
        assertThat(packet.unfit(PACK, "birth", Map.of(), packet.content(PACK, "birth", Map.of()))).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> packet.content(PACK, "dance", Map.of()));
    }

    @Test
    void eachUpdateHasAPacketOfItsOwn() throws Exception {
        PacketContent content = content("{\"requestFields\":{\"VID\":\"1\"}}", ReadyPacket.Kind.UPDATE);
        assertThat(content.oncePerRecord()).isFalse();
        assertThat(content.newPerson()).isFalse();
        assertThat(content.awaitsCredential()).isFalse();
    }

    @Test
    void wordsOfTheSchemaMayBeToldOthersOfThePacketNot() {
        Discretion discretion = Discretion.about(bytes("{\"requestFields\":{\"fullName\":\"Pretend Person\"},\"schemaJson\":\"" + SCHEMA.replace("fullName", "validation") + "\"}"), Additions.NONE);
        assertThat(discretion.blanked("validation of Pretend failed")).isEqualTo("validation of … failed");
    }

    @Test
    void nothingPersonalIsPrinted() throws Exception {
        assertThat(ReadyPacket.read(bytes("{\"requestFields\":{\"fullName\":\"Pretend Person\"}}"))).hasToString("ReadyPacket[[fullName]]");
    }
}

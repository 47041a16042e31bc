package io.crvsbridge.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.mosip.Answered;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrivalTest {

    private static Arrival of(String body) {
        return Arrival.of(MessageKind.CREDENTIAL, body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theRecordedDeliveryIsReadLeniently() {
        Arrival arrival = of(Answered.sent("birth.credential-callback"));
        assertThat(arrival.eventId()).isEqualTo("eb347780-1f50-480f-a08f-08e41c517588");
        assertThat(arrival.reference()).contains("100017460954309");
        assertThat(arrival.topic()).contains("CREDENTIAL_ISSUED");
        assertThat(arrival.malformed()).isEmpty();
    }

    @Test
    void aMessageWithoutAnEventIdIsKnownByItsHash() {
        Arrival arrival = of("{\"event\":{\"data\":{}}}");
        assertThat(arrival.eventId()).isEqualTo(arrival.bodyHash()).hasSize(64);
        assertThat(of("{\"event\":{\"id\":\"" + "x".repeat(201) + "\"}}").eventId()).hasSize(64);
        assertThat(of("{\"event\":{\"id\":\"a\\u0000b\"}}").eventId()).hasSize(64);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "\"x\"", "{", "{\"a\":1,\"a\":2}", "<html/>"})
    void whatIsNoJsonObjectIsMalformedAndKept(String body) {
        assertThat(of(body).malformed()).isPresent();
        assertThat(of(body).eventId()).isEqualTo(of(body).bodyHash());
    }

    @Test
    void theEndOfAWorkflowIsKnownByItsRecordAndItsResult() {
        Arrival arrival = workflow("{\"instanceId\":\"10021100370000120260302081531\",\"resultCode\":\"FAILED\",\"workflowType\":\"CRVS_NEW\",\"errorCode\":\"PACKET_FAILED\"}");
        assertThat(arrival.eventId()).isEqualTo("COMPLETED:10021100370000120260302081531:FAILED");
        assertThat(arrival.reference()).contains("10021100370000120260302081531");
        assertThat(arrival.malformed()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"instanceId\":7}", "{\"instanceId\":\"\"}", "{\"instanceId\":\"a b\"}"})
    void aWorkflowWithoutAUsableIdConcernsNobody(String body) {
        assertThat(workflow(body).reference()).isEmpty();
        assertThat(workflow(body).eventId()).isEqualTo(workflow(body).bodyHash());
    }

    @Test
    void whatIsKeptInTheJournalComesBackAsItWas() {
        for (MessageKind kind : MessageKind.values()) {
            Arrival arrival = Arrival.of(kind, "{\"instanceId\":\"1\"}\n{".getBytes(StandardCharsets.UTF_8));
            Arrival back = Arrival.ofKept(arrival.kept());
            assertThat(back.kind()).isEqualTo(kind);
            assertThat(back.body()).isEqualTo(arrival.body());
            assertThat(back.eventId()).isEqualTo(arrival.eventId());
        }
        org.assertj.core.api.Assertions.assertThatIllegalArgumentException().isThrownBy(() -> Arrival.ofKept("{}".getBytes(StandardCharsets.UTF_8)));
    }

    private static Arrival workflow(String body) {
        return Arrival.of(MessageKind.COMPLETED, body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void tooDeepIsMalformed() {
        assertThat(of("{\"a\":" + "[".repeat(200) + "]".repeat(200) + "}").malformed()).isPresent();
    }

    @Test
    void membersOfAnotherShapeAreAbsent() {
        assertThat(of("{\"topic\":7,\"event\":[]}").malformed()).isEmpty();
        assertThat(of("{\"event\":{\"id\":{},\"data\":\"x\"}}").reference()).isEmpty();
    }
}

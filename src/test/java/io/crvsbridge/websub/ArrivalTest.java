package io.crvsbridge.websub;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.mosip.Answered;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrivalTest {

    private static Arrival of(String body) {
        return Arrival.of(body.getBytes(StandardCharsets.UTF_8));
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
    void tooDeepIsMalformed() {
        assertThat(of("{\"a\":" + "[".repeat(200) + "]".repeat(200) + "}").malformed()).isPresent();
    }

    @Test
    void membersOfAnotherShapeAreAbsent() {
        assertThat(of("{\"topic\":7,\"event\":[]}").malformed()).isEmpty();
        assertThat(of("{\"event\":{\"id\":{},\"data\":\"x\"}}").reference()).isEmpty();
    }
}

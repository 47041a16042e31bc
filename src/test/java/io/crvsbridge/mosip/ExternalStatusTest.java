package io.crvsbridge.mosip;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.kernel.PeerAnswer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExternalStatusTest {

    private static PeerAnswer answer(int status, String body) {
        return new PeerAnswer(status, Map.of(), body);
    }

    @Test
    void theQuestionNamesEveryRecord() {
        assertThat(ExternalStatus.question(List.of("1", "2"), Instant.parse("2026-03-02T08:15:30Z"))).isEqualTo(
                "{\"id\":\"mosip.registration.external.status\",\"version\":\"1.0\",\"requesttime\":\"2026-03-02T08:15:30.000Z\",\"request\":[{\"registrationId\":\"1\"},{\"registrationId\":\"2\"}]}");
    }

    @Test
    void eachRecordHasItsWordAndUnknownWordsAreNone() {
        PeerAnswer answer = answer(200, "{\"response\":[{\"registrationId\":\"1\",\"statusCode\":\"REREGISTER\"},{\"registrationId\":\"2\",\"statusCode\":\"DANCING\"},7,{\"registrationId\":3}],"
                + "\"errors\":[{\"registrationId\":\"4\",\"errorCode\":\"RPR-RGS-031\"}]}");
        assertThat(ExternalStatus.read(answer)).contains(Map.of("1", ExternalStatus.Word.REREGISTER));
    }

    @Test
    void aMosipThatDoesNotKnowOurProcessesGivesNoAnswer() {
        PeerAnswer answer = answer(200, "{\"response\":null,\"errors\":[{\"errorCode\":\"RPR-RGS-018\",\"message\":\"x\"}]}");
        assertThat(ExternalStatus.read(answer)).isEmpty();
        assertThat(ExternalStatus.notSetUp(answer)).isTrue();
    }

    @Test
    void anErrorOfAnyOtherKindIsNoAnswerThatTheRecordsAreUnknown() {
        assertThat(ExternalStatus.read(answer(200, "{\"response\":null,\"errors\":[{\"errorCode\":\"RPR-RGS-001\"}]}"))).isEmpty();
        assertThat(ExternalStatus.read(answer(200, "{\"response\":null,\"errors\":null}"))).isEmpty();
        assertThat(ExternalStatus.read(answer(200, "{\"response\":null,\"errors\":[{\"errorCode\":\"RPR-RGS-031\"},{\"errorCode\":\"RPR-RGS-031\"}]}"))).contains(Map.of());
    }

    @Test
    void whatIsNotMosipsGivesNoAnswer() {
        for (PeerAnswer answer : List.of(answer(500, "{}"), answer(200, "<html/>"), answer(403, ""), answer(200, "{\"errors\":[{\"errorCode\":\"KER-ATH-403\"}],\"response\":null}"))) {
            assertThat(ExternalStatus.read(answer)).isEmpty();
        }
    }
}

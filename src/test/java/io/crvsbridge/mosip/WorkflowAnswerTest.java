package io.crvsbridge.mosip;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.identity.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkflowAnswerTest {

    private static Reply read(int status, String body) {
        return WorkflowAnswer.read(Answered.of(status, body));
    }

    @Test
    void theRecordedAnswerIsSuccess() {
        assertThat(WorkflowAnswer.read(Answered.recorded("birth.workflowinstance"))).isEqualTo(new Reply.Done());
    }

    @Test
    void anInstanceThatIsThereAlreadyIsSuccess() {
        assertThat(read(200, "{\"response\":null,\"errors\":[{\"errorCode\":\"RPR-WIS-001\",\"message\":\"x\"}]}")).isEqualTo(new Reply.Done());
    }

    @ParameterizedTest
    @CsvSource({"RPR-WIN-000,Faulty", "RPR-WIN-001,Faulty", "RPR-WIN-002,Unavailable", "RPR-WIS-000,Unavailable", "RPR-RGS-001,Unavailable", "KER-ATH-401,Unavailable", "SOMETHING-NEW,Unavailable"})
    void errorCodesMeanWhatTheContractSays(String code, String kind) {
        Reply reply = read(200, "{\"response\":null,\"errors\":[{\"errorCode\":\"" + code + "\",\"message\":\"x\"}]}");
        assertThat(reply.getClass().getSimpleName()).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"Something went wrong\"", "", "<html/>", "null", "{}", "{\"response\":null,\"errors\":null}", "{\"response\":{},\"errors\":null}",
        "{\"response\":{\"workflowInstanceId\":null}}", "{\"response\":{\"workflowInstanceId\":\"\"}}", "{\"response\":[]}", "{\"a\":1,\"a\":2}"})
    void oddBodiesAreUnavailable(String body) {
        assertThat(read(200, body)).isInstanceOf(Reply.Unavailable.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 302, 400, 401, 403, 404, 500, 503})
    void anyOtherStatusIsUnavailable(int status) {
        assertThat(read(status, "{\"response\":{\"workflowInstanceId\":\"5b0e\"},\"errors\":null}")).isInstanceOf(Reply.Unavailable.class);
    }
}

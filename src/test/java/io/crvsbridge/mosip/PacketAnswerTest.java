package io.crvsbridge.mosip;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.identity.Reply;
import io.crvsbridge.kernel.PeerAnswer;
import jakarta.json.Json;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PacketAnswerTest {

    private static final String RID = "10021100370000120260302081531";

    private static Reply read(int status, String body, String... headers) {
        return PacketAnswer.read(Answered.of(status, body, headers), RID);
    }

    @Test
    void aPacketListedUnderOurIdIsSuccess() {
        assertThat(read(200, "{'response':[{'id':'%s','packetName':'x_id'},{'id':'%s','packetName':'x_evidence'}],'errors':[]}".formatted(RID, RID).replace('\'', '"')))
                .isEqualTo(new Reply.Done());
    }

    @Test
    void theRecordedAnswerOfTheMockIsSuccessForItsOwnIdAlone() {
        PeerAnswer recorded = Answered.recorded("birth.create-packet");
        String id = Json.createReader(new java.io.StringReader(Answered.sent("birth.create-packet"))).readObject().getJsonObject("request").getString("id");
        assertThat(PacketAnswer.read(recorded, id)).isEqualTo(new Reply.Done());
        assertThat(PacketAnswer.read(recorded, RID)).isInstanceOf(Reply.Unavailable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{'response':null,'errors':[]}", "{'response':[],'errors':[]}", "{'response':[{'id':'1'}],'errors':null}", "{'response':{'id':'10021100370000120260302081531'}}",
        "{'response':['10021100370000120260302081531']}", "{'response':[{'id':'10021100370000120260302081531'},{'id':'1'}]}", "{}", "[]", "null", "'text'", "", "<html>Bad gateway</html>",
        "{'response':[{'id':'10021100370000120260302081531'}],'errors':[{'errorCode':'KER-PUT-001','message':'x'}]}",
        "{'response':[{'id':'10021100370000120260302081531'}],'errors':['odd']}", "{'response':[{'id':17}]}"
    })
    void everythingElseWithStatus200IsNoSuccess(String body) {
        assertThat(read(200, body.replace('\'', '"'))).isInstanceOf(Reply.Unavailable.class);
    }

    @Test
    void anUnknownSourceOrProcessNeedsAHuman() {
        assertThat(read(200, "{\"response\":null,\"errors\":[{\"errorCode\":\"KER-PUT-006\",\"message\":\"x\"}]}")).isInstanceOf(Reply.Faulty.class);
    }

    @ParameterizedTest
    @CsvSource({"301,redirect", "302,redirect", "401,token", "403,token", "404,404", "500,500", "502,502", "503,503"})
    void otherStatusesAreUnavailableEvenWithAGoodBody(int status, String word) {
        assertThat(read(status, "{\"response\":[{\"id\":\"" + RID + "\"}],\"errors\":[]}"))
                .isInstanceOfSatisfying(Reply.Unavailable.class, reply -> assertThat(reply.cause()).contains(word));
    }

    @Test
    void retryAfterIsPassedOn() {
        assertThat(read(503, "", "Retry-After", "17")).isInstanceOfSatisfying(Reply.Unavailable.class,
                reply -> assertThat(reply.retryAfter()).isEqualTo(Optional.of(Duration.ofSeconds(17))));
    }

    @Test
    void aTokenRefusedInAnEnvelopeIsUnavailable() {
        assertThat(read(200, "{\"response\":null,\"errors\":[{\"errorCode\":\"KER-ATH-402\",\"message\":\"x\"}]}"))
                .isInstanceOfSatisfying(Reply.Unavailable.class, reply -> assertThat(reply.cause()).contains("token"));
    }

    @Test
    void messagesOfThePeerStayOutOfTheCause() {
        assertThat(read(200, "{\"errors\":[{\"errorCode\":\"KER-PUT-002\",\"message\":\"Ada Mokoena\"},{\"errorCode\":\"Ada Mokoena, born\",\"message\":\"x\"}]}"))
                .isInstanceOfSatisfying(Reply.Unavailable.class, reply -> assertThat(reply.cause()).contains("KER-PUT-002").doesNotContain("Mokoena"));
    }
}

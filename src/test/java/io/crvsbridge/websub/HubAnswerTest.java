package io.crvsbridge.websub;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.mosip.Answered;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HubAnswerTest {

    private static HubAnswer read(int status, String body) {
        return HubAnswer.read(Answered.of(status, body));
    }

    @Test
    void anAcceptedRequestIsAsked() {
        assertThat(read(202, "hub.mode=accepted")).isEqualTo(new HubAnswer.Asked());
        assertThat(read(202, "")).isEqualTo(new HubAnswer.Asked());
    }

    @Test
    void theRecordedAnswerOfTheMockIsAsked() {
        assertThat(HubAnswer.read(Answered.recorded("startup.hub-subscribe"))).isEqualTo(new HubAnswer.Asked());
    }

    @Test
    void aDenialIsADenialWhateverItsStatus() {
        assertThat(read(403, "hub.mode=denied&hub.reason=Topic%20not%20authorised")).isEqualTo(new HubAnswer.Denied("Topic not authorised"));
        assertThat(read(202, "hub.mode=denied&hub.reason=no")).isEqualTo(new HubAnswer.Denied("no"));
    }

    @Test
    void beingRegisteredAlreadyIsHealthy() {
        assertThat(read(400, "hub.mode=denied&hub.reason=Subscriber+has+already+registered+with+the+Hub")).isEqualTo(new HubAnswer.AlreadyRegistered());
    }

    @Test
    void otherAnswersAreFailures() {
        assertThat(read(502, "<html>hub.mode=denied</html>")).isEqualTo(new HubAnswer.Failed("the hub answered 502", Optional.empty()));
        assertThat(read(302, "")).isInstanceOf(HubAnswer.Failed.class);
        assertThat(read(500, "%%%&=&&hub.mode")).isInstanceOf(HubAnswer.Failed.class);
    }

    @Test
    void aReasonIsBoundedAndPrintable() {
        String reason = ((HubAnswer.Denied) read(403, "hub.mode=denied&hub.reason=a%0Ab%1B" + "c+".repeat(1000))).reason();
        assertThat(reason).hasSize(300).startsWith("a b c").matches("[\\x20-\\x7e]+");
    }

    @Test
    void aReasonThatRepeatsOurSecretIsKeptWithoutIt() {
        String secret = "0123456789abcdef0123456789abcdef";
        assertThat(((HubAnswer.Denied) read(403, "hub.mode=denied&hub.reason=wrong+secret+" + secret + "+for+mosip-partner/CREDENTIAL_ISSUED")).reason())
                .isEqualTo("wrong secret ... for mosip-partner/CREDENTIAL_ISSUED");
    }
}

package io.crvsbridge.opencrvs;

import static io.crvsbridge.opencrvs.CoreTexts.KEY;
import static io.crvsbridge.opencrvs.CoreTexts.NUMBER;
import static io.crvsbridge.opencrvs.CoreTexts.TRANSACTION;
import static io.crvsbridge.opencrvs.CoreTexts.action;
import static io.crvsbridge.opencrvs.CoreTexts.answer;
import static io.crvsbridge.opencrvs.CoreTexts.confirmation;
import static io.crvsbridge.opencrvs.CoreTexts.error;
import static io.crvsbridge.opencrvs.CoreTexts.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.kernel.PeerAnswer;
import io.crvsbridge.opencrvs.CoreReply.Accepted;
import io.crvsbridge.opencrvs.CoreReply.Refused;
import io.crvsbridge.opencrvs.CoreReply.Rejected;
import io.crvsbridge.opencrvs.CoreReply.TokenRefused;
import io.crvsbridge.opencrvs.CoreReply.Unavailable;
import io.crvsbridge.opencrvs.CoreReply.Unconfirmed;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoreAnswersTest {

    private static final String OTHERS = "99999999-0000-4000-8000-000000000000";
    private static final Confirmation REGISTER = confirmation("REGISTER");

    /** Every measured refusal of an accept, as text. */
    static Stream<Arguments> measured() throws IOException {
        return CoreTexts.sample("accept-reject-answers.json").asJsonArray().stream().map(JsonValue::asJsonObject)
                .filter(a -> a.getString("name").startsWith("accept") && a.containsKey("message"))
                .map(a -> Arguments.of(a.getString("name"), error(a.getInt("status"), a.getString("message"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("measured")
    void measuredRefusalsOfAnAcceptHaveTheirMeaning(String name, PeerAnswer answer) {
        CoreReply reply = CoreAnswers.accepted(answer, REGISTER);
        if (name.equals("accept after reject")) {
            assertThat(reply).isEqualTo(new Rejected(false));
        } else if (answer.status() == 401) {
            assertThat(reply).isEqualTo(new TokenRefused());
        } else if (answer.status() == 500) {
            assertThat(reply).isEqualTo(new Unavailable("Core answered 500", Optional.empty()));
        } else {
            assertThat(reply).isInstanceOfSatisfying(Refused.class,
                    r -> assertThat(r.message()).startsWith("Core answered " + answer.status() + ": ").doesNotEndWith("no message"));
        }
    }

    @Test
    void theMeasuredRefusalsAreMany() throws IOException {
        assertThat(measured()).hasSizeGreaterThan(20);
    }

    @Test
    void wholeErrorBodiesOfCoreAreUnderstoodInEachOfTheirForms() throws IOException {
        JsonObject bodies = CoreTexts.sample("error-bodies.json").asJsonObject();
        bodies.forEach((name, value) -> {
            JsonObject sample = value.asJsonObject();
            JsonValue body = sample.get("body");
            String text = body instanceof JsonString s ? s.getString() : body.toString();
            CoreReply reply = CoreAnswers.accepted(answer(sample.getInt("status"), text), REGISTER);
            switch (name) {
                case "403 user token" -> assertThat(reply).isEqualTo(new Refused("Core answered 403: Missing required scopes for action confirmation"));
                case "400 zod" -> assertThat(((Refused) reply).message()).startsWith("Core answered 400: [").contains("registrationNumber");
                case "401 gateway" -> assertThat(reply).isEqualTo(new TokenRefused());
                case "no REST form of accept" -> assertThat(reply).isEqualTo(new Refused("Core answered 404: Not found"));
                default -> throw new AssertionError("A sample that nobody thought of: " + name);
            }
        });
        assertThat(bodies).hasSize(4);
    }

    @Test
    void anAcceptedActionThatNamesOursEndsIt() {
        assertThat(CoreAnswers.accepted(record(action("Accepted", KEY.actionId(), TRANSACTION, NUMBER)), REGISTER)).isEqualTo(new Accepted(true, Optional.of(NUMBER)));
    }

    @Test
    void ourNumberUnderAnotherTransactionIsTheAnswerToTheTrigger() {
        assertThat(CoreAnswers.accepted(record(action("Accepted", KEY.actionId(), OTHERS, NUMBER)), REGISTER)).isEqualTo(new Accepted(true, Optional.of(NUMBER)));
    }

    @Test
    void anotherNumberIsToldAndNotOurs() {
        assertThat(CoreAnswers.accepted(record(action("Accepted", KEY.actionId(), OTHERS, "2026BOTHER")), REGISTER)).isEqualTo(new Accepted(false, Optional.of("2026BOTHER")));
    }

    @Test
    void theFirstOfSeveralAcceptedActionsCounts() {
        PeerAnswer several = record(action("Accepted", KEY.actionId(), OTHERS, "2026BFIRST"), action("Accepted", KEY.actionId(), TRANSACTION, NUMBER));
        assertThat(CoreAnswers.accepted(several, REGISTER)).isEqualTo(new Accepted(false, Optional.of("2026BFIRST")));
    }

    static Stream<PeerAnswer> successesWithoutOurs() {
        return Stream.of(record(), record(action("Accepted", OTHERS, TRANSACTION, NUMBER)), record(action("Accepted", null, TRANSACTION, NUMBER)),
                record(action("Requested", KEY.actionId(), TRANSACTION, NUMBER)), record(action("accepted", KEY.actionId(), TRANSACTION, NUMBER)));
    }

    @ParameterizedTest
    @MethodSource("successesWithoutOurs")
    void aSuccessThatDoesNotShowOursIsUnconfirmed(PeerAnswer answer) {
        assertThat(CoreAnswers.accepted(answer, REGISTER)).isEqualTo(new Unconfirmed());
        assertThat(CoreAnswers.seen(answer, REGISTER)).isEqualTo(new Unconfirmed());
    }

    @Test
    void aRejectedActionIsSeenAsSuch() {
        assertThat(CoreAnswers.seen(record(action("Rejected", KEY.actionId(), TRANSACTION, null)), REGISTER)).isEqualTo(new Rejected(true));
        assertThat(CoreAnswers.seen(record(action("Rejected", KEY.actionId(), OTHERS, null)), REGISTER)).isEqualTo(new Rejected(false));
    }

    @Test
    void anAcceptanceCountsMoreThanARejectionThatRacedIt() {
        PeerAnswer both = record(action("Rejected", KEY.actionId(), OTHERS, null), action("Accepted", KEY.actionId(), TRANSACTION, NUMBER));
        assertThat(CoreAnswers.seen(both, REGISTER)).isInstanceOf(Accepted.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "null", "<html>Bad gateway</html>", "{\"result\":{\"data\":{}}}", "{\"result\":{\"data\":{\"json\":null}}}",
            "{\"result\":{\"data\":{\"json\":{\"actions\":{}}}}}", "{\"result\":[]}", "{\"result\":{\"data\":{\"json\":{\"actions\":[]}}", "[{\"result\":{\"data\":{\"json\":{\"actions\":[]}}}}]"})
    void aSuccessWithoutARecordIsNoAnswer(String body) {
        assertThat(CoreAnswers.accepted(answer(200, body), REGISTER)).isEqualTo(new Unavailable("200 without a record", Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 408, 425, 429, 204, 301, 302})
    void whatMayPassIsTriedAgain(int status) {
        assertThat(CoreAnswers.accepted(answer(status, "<html>"), REGISTER)).isEqualTo(new Unavailable("Core answered " + status, Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 405, 409, 410, 413, 422})
    void whatWillNotPassIsRefused(int status) {
        assertThat(CoreAnswers.accepted(answer(status, "<html>"), REGISTER)).isEqualTo(new Refused("Core answered " + status + ": no message"));
    }

    @Test
    void onlyA400SaysAlreadyRejected() {
        assertThat(CoreAnswers.accepted(error(403, "Action has already been rejected."), REGISTER)).isInstanceOf(Refused.class);
        assertThat(CoreAnswers.seen(error(400, "Action has already been rejected."), REGISTER)).isInstanceOf(Refused.class);
    }

    @Test
    void retryAfterIsPassedOn() {
        assertThat(CoreAnswers.accepted(answer(503, "", "retry-after", "17"), REGISTER)).isEqualTo(new Unavailable("Core answered 503", Optional.of(Duration.ofSeconds(17))));
    }

    @Test
    void longMessagesOfCoreAreCut() {
        assertThat(((Refused) CoreAnswers.accepted(error(403, "x".repeat(100_000)), REGISTER)).message()).hasSizeLessThan(400);
    }
}

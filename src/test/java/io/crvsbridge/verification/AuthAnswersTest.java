package io.crvsbridge.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.kernel.PeerAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** IDA's answers and their class; signatures are off here and have a test of their own. */
class AuthAnswersTest {

    private static final String TRANSACTION = "1000200030";
    private static final Instant NOW = Instant.parse("2026-03-02T08:50:00Z");

    private final AuthAnswers answers = new AuthAnswers(new ResponseSignature(List.of(), false));

    private Answer read(int status, String body) {
        return answers.read(new PeerAnswer(status, Map.of(), body), TRANSACTION, NOW);
    }

    private static String body(boolean yes, String... errors) {
        String list = Arrays.stream(errors).map(e -> "{\"errorCode\":\"" + e.split("\\|")[0] + "\",\"errorMessage\":\"" + (e.contains("|") ? e.split("\\|")[1] : "words") + "\"}").collect(Collectors.joining(","));
        return "{\"id\":\"mosip.identity.auth\",\"version\":\"1.0\",\"transactionID\":\"" + TRANSACTION + "\",\"responseTime\":\"2026-03-02T08:50:40.000Z\",\"response\":{\"authStatus\":" + yes
                + ",\"authToken\":\"t\"},\"errors\":[" + list + "]}";
    }

    @Test
    void aYesWithoutErrorsIsVerified() {
        assertThat(read(200, body(true))).isEqualTo(new Answer.Verified());
        assertThat(read(200, body(true).replace("[]", "null"))).isEqualTo(new Answer.Verified());
        assertThat(read(200, body(true).replace(",\"errors\":[]", ""))).isEqualTo(new Answer.Verified());
    }

    @ParameterizedTest
    @CsvSource({"IDA-MLC-002", "IDA-MLC-003", "IDA-MLC-004", "IDA-MLC-005", "IDA-MLC-018", "IDA-MLC-019", "IDA-MLC-022", "IDA-MLC-026"})
    void anIdentifierThatCannotBeUsedIsTold(String code) {
        assertThat(read(200, body(false, code))).isEqualTo(new Answer.Unusable(code));
    }

    @ParameterizedTest
    @ValueSource(strings = {"IDA-MLC-001", "IDA-MLC-006", "IDA-MLC-009", "IDA-MLC-012", "IDA-DEA-002", "IDA-MPA-001", "IDA-MPA-007", "IDA-MPA-010", "IDA-MPA-014", "IDA-MPA-016", "IDA-MPA-021", "IDA-MPA-039",
        "PMS_PMP_016", "IDA-DEA-004", "IDA-XYZ-999", "IDA-DEA-0010", "ida-dea-001", "IDA-DEA-001 "})
    void whatIsOursAndWhatNobodyKnowsIsOurFaultAndNeverAMismatch(String code) {
        assertThat(read(200, body(false, code))).isInstanceOfSatisfying(Answer.OurFault.class, fault -> assertThat(fault.code()).isEqualTo(code.matches("[A-Z0-9_-]+") ? code : "a code of another form"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"IDA-MLC-007", "IDA-MLC-021", "IDA-RST-008"})
    void whatMosipAsksToRepeatIsTriedAgain(String code) {
        assertThat(read(200, body(false, code))).isEqualTo(new Answer.TryAgain(code, Optional.empty()));
    }

    @Test
    void aMismatchNamesItsAttributes() {
        assertThat(read(200, body(false, "IDA-DEA-001|Demographic data dob did not match", "IDA-DEA-001|Demographic data name in eng did not match")))
                .isEqualTo(new Answer.Mismatch(Set.of(Attribute.BIRTH_DATE, Attribute.NAME), Set.of()));
        assertThat(read(200, body(false, "IDA-DEA-001|Demographic data shoeSize did not match"))).isEqualTo(new Answer.Mismatch(Set.of(Attribute.OTHER), Set.of()));
        assertThat(read(200, body(false, "IDA-DEA-001"))).isEqualTo(new Answer.Mismatch(Set.of(Attribute.OTHER), Set.of()));
    }

    @Test
    void anAttributeThatMosipDoesNotHoldIsNoNo() {
        Answer answer = read(200, body(false, "IDA-DEA-003|Demographic data gender in eng not available in database"));
        assertThat(answer).isInstanceOfSatisfying(Answer.Mismatch.class, mismatch -> {
            assertThat(mismatch.cannotTell()).isTrue();
            assertThat(mismatch.unheld()).containsExactly(Attribute.GENDER);
        });
        assertThat(read(200, body(false, "IDA-DEA-003|Demographic data gender not available", "IDA-DEA-001|Demographic data dob did not match")))
                .isInstanceOfSatisfying(Answer.Mismatch.class, mismatch -> assertThat(mismatch.cannotTell()).isFalse());
    }

    @Test
    void ofSeveralErrorsTheOneThatIsOursHidesTheOthers() {
        assertThat(read(200, body(false, "IDA-DEA-001", "IDA-MPA-016"))).isInstanceOf(Answer.OurFault.class);
        assertThat(read(200, body(false, "IDA-DEA-001", "IDA-MLC-007"))).isInstanceOf(Answer.TryAgain.class);
        assertThat(read(200, body(false, "IDA-DEA-001", "IDA-MLC-003"))).isEqualTo(new Answer.Unusable("IDA-MLC-003"));
    }

    @Test
    void aYesWithAnErrorIsNone() {
        assertThat(read(200, body(true, "IDA-DEA-001"))).isInstanceOf(Answer.Mismatch.class);
        assertThat(read(200, body(true, "IDA-MPA-001"))).isInstanceOf(Answer.OurFault.class);
        assertThat(read(200, body(true).replace("[]", "[{}]"))).isInstanceOf(Answer.OurFault.class);
        assertThat(read(200, body(true).replace("[]", "\"IDA-DEA-001\""))).isInstanceOf(Answer.TryAgain.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"response\":null}", "{\"response\":{}}", "{\"response\":{\"authStatus\":\"true\"}}", "{\"response\":{\"authStatus\":false}}", "{\"response\":{\"authStatus\":1}}", "{\"errors\":[]}"})
    void whatIsNeitherYesNorAReasonIsTriedAgain(String body) {
        assertThat(read(200, body.replaceFirst("\\{", "{\"transactionID\":\"" + TRANSACTION + "\","))).isInstanceOf(Answer.TryAgain.class);
    }

    @Test
    void theClocksAreComparedWhenOursIsRefused() {
        assertThat(read(200, body(false, "IDA-MLC-001"))).isEqualTo(new Answer.OurFault("IDA-MLC-001", "IDA refuses our time; our clock is 40 s behind its own"));
        assertThat(read(200, body(false, "IDA-MLC-001").replace("08:50:40", "08:49:20"))).isEqualTo(new Answer.OurFault("IDA-MLC-001", "IDA refuses our time; our clock is 40 s ahead of its own"));
        assertThat(read(200, body(false, "IDA-MLC-001").replace("2026-03", "soon"))).isEqualTo(new Answer.OurFault("IDA-MLC-001", "IDA refuses our time"));
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 302, 400, 401, 403, 404, 429, 500, 502, 503})
    void anyOtherStatusIsTriedAgainWhateverTheBodySays(int status) {
        assertThat(read(status, body(true))).isInstanceOf(Answer.TryAgain.class);
        assertThat(read(status, body(false, "IDA-DEA-001"))).isInstanceOf(Answer.TryAgain.class);
    }

    @Test
    void howLongToWaitIsHandedOn() {
        assertThat(answers.read(new PeerAnswer(503, Map.of("Retry-After", List.of("17")), ""), TRANSACTION, NOW)).isEqualTo(new Answer.TryAgain("IDA answered 503", Optional.of(Duration.ofSeconds(17))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "\"verified\"", "<html><body>Maintenance</body></html>", "{\"status\":\"ok\"}", "{\"response\":{\"authStatus\":true}", "{\"errors\":null,\"errors\":[]}"})
    void aPageThatIsNotIdasIsTriedAgain(String page) {
        assertThat(read(200, page)).isInstanceOf(Answer.TryAgain.class);
    }

    @Test
    void anAnswerToAnotherRequestSaysNothingOfThePerson() {
        assertThat(read(200, body(true).replace(TRANSACTION, "1000200031"))).isInstanceOf(Answer.TryAgain.class);
        assertThat(read(200, body(true).replace("\"" + TRANSACTION + "\"", "null"))).isInstanceOf(Answer.TryAgain.class);
        assertThat(read(200, body(false, "IDA-DEA-001").replace(TRANSACTION, "1000200031"))).isInstanceOf(Answer.TryAgain.class);
        assertThat(read(200, body(false, "IDA-MPA-007").replace("\"" + TRANSACTION + "\"", "null"))).isInstanceOf(Answer.OurFault.class);
    }
}

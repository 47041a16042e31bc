package io.crvsbridge.mosip;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.identity.Reason;
import io.crvsbridge.identity.Standing;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionTrailTest {

    private static String transaction(String time, String type, String status, String code, String comment) {
        return "{\"transactionTypeCode\":\"" + type + "\",\"statusCode\":\"" + status + "\",\"subStatusCode\":\"" + code + "\",\"statusComment\":\"" + comment
                + "\",\"createdDateTimes\":\"" + time + "\"}";
    }

    private static TransactionTrail trail(String... transactions) {
        String list = Arrays.stream(transactions).collect(Collectors.joining(",", "[", "]"));
        return TransactionTrail.read("{\"id\":\"mosip.registration.transaction\",\"response\":" + list + ",\"errors\":[]}").orElseThrow();
    }

    private static final String TAKEN = transaction("2026-03-02T08:15:33.000", "PACKET_VALIDATION", "SUCCESS", "RPR-PKV-001", "Packet validation success");
    private static final String FAILED = transaction("2026-03-02T11:30:00.000", "CMD_VALIDATION", "FAILED", "RPR-CMD-002", "Centre not found");

    private static final Reason WHY = new Reason("CMD_VALIDATION FAILED RPR-CMD-002", "Centre not found");

    @Test
    void whatIsNoCodeIsLeftOut() {
        assertThat(trail(transaction("2026-03-02T08:15:33.000", "PACKET_VALIDATION", "FAILED", "fullName Ada", "w")).reason()).contains(new Reason("PACKET_VALIDATION FAILED", "w"));
    }

    @Test
    void theReasonIsTheLastFailureWhateverTheOrderOfTheAnswer() {
        assertThat(trail(FAILED, TAKEN).reason()).contains(WHY);
        assertThat(trail(TAKEN).reason()).isEmpty();
        assertThat(trail(FAILED, TAKEN).heard()).as("without a comment, which may be about people").isEqualTo("CMD_VALIDATION FAILED RPR-CMD-002");
    }

    @Test
    void aFailureAloneIsNoEndSinceMosipTriesAgain() {
        assertThat(trail(TAKEN, FAILED).standing()).isEqualTo(new Standing.Open("CMD_VALIDATION FAILED RPR-CMD-002", false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"REJECTED", "REPROCESS_FAILED"})
    void theseEndsNeedNoWaiting(String status) {
        assertThat(trail(TAKEN, transaction("2026-03-02T11:59:59.000Z", "PACKET_REPROCESS", status, "RPR-RPR-001", "given up")).standing()).isInstanceOf(Standing.Rejected.class);
    }

    @Test
    void aRecordThatMosipDoesNotKnowIsOpen() {
        assertThat(TransactionTrail.read("{\"response\":null,\"errors\":[{\"errorCode\":\"RPR-RTS-001\",\"message\":\"no\"}]}").orElseThrow().standing()).isEqualTo(new Standing.Open("", false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "\"x\"", "<html/>", "{}", "{\"response\":7}"})
    void whatIsNotMosipsIsNoAnswer(String body) {
        assertThat(TransactionTrail.read(body)).isEmpty();
    }

    @Test
    void oddTransactionsDoNoHarm() {
        assertThat(trail("7", "{}", "{\"statusCode\":7,\"createdDateTimes\":[]}", "\"x\"").standing()).isInstanceOf(Standing.Open.class);
        assertThat(trail(transaction("yesterday", "X", "FAILED", "C", "w")).standing()).isInstanceOf(Standing.Open.class);
    }

    @Test
    void aLongCommentIsCut() {
        assertThat(trail(transaction("2026-03-02T08:15:33.000", "X", "FAILED", "C", "w".repeat(5_000))).reason().orElseThrow().comment()).hasSizeLessThanOrEqualTo(300);
    }
}

package io.crvsbridge.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.kernel.PeerAnswer;
import io.crvsbridge.simulators.IdaKeyPair;
import io.crvsbridge.verification.ResponseSignature.Verdict;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who may say something of a person: nobody but MOSIP. */
class ResponseSignatureTest {

    private static final Instant NOW = Instant.parse("2026-12-01T08:50:00Z");
    private static final String TRANSACTION = "1000200030";
    private static final String YES = "{\"transactionID\":\"1000200030\",\"response\":{\"authStatus\":true,\"authToken\":\"1\"},\"errors\":null}";
    private static final String RS256 = "{\"alg\":\"RS256\"}";
    private static final IdaKeyPair MOSIP = IdaKeyPair.signing();

    private static ResponseSignature trusting(IdaKeyPair... pairs) {
        return new ResponseSignature(Arrays.stream(pairs).map(pair -> Certified.of(pair.certificate())).toList(), true);
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String signed(String header, String input, String algorithm, IdaKeyPair by) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(by.key());
            signature.update((encoded(header) + "." + input).getBytes(StandardCharsets.UTF_8));
            return encoded(header) + ".." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String rs256(String body, IdaKeyPair by) {
        return signed(RS256, encoded(body), "SHA256withRSA", by);
    }

    private static Verdict verdict(String header, String body) {
        return trusting(MOSIP).of(List.of(header), body, NOW);
    }

    @Test
    void mosipsSignatureOverThisBodyIsGood() {
        assertThat(verdict(rs256(YES, MOSIP), YES)).isEqualTo(Verdict.GOOD);
    }

    @Test
    void anUnencodedPayloadIsTakenAsTheStandardSays() {
        assertThat(verdict(signed("{\"alg\":\"RS256\",\"b64\":false,\"crit\":[\"b64\"]}", YES, "SHA256withRSA", MOSIP), YES)).isEqualTo(Verdict.GOOD);
    }

    @Test
    void aStrangersSignatureIsBadEvenIfItBringsItsCertificate() throws GeneralSecurityException {
        IdaKeyPair stranger = IdaKeyPair.stranger();
        assertThat(verdict(rs256(YES, stranger), YES)).isEqualTo(Verdict.BAD);
        String withCertificate = "{\"alg\":\"RS256\",\"x5c\":[\"" + Base64.getEncoder().encodeToString(stranger.certificate().getEncoded()) + "\"]}";
        assertThat(verdict(signed(withCertificate, encoded(YES), "SHA256withRSA", stranger), YES)).isEqualTo(Verdict.BAD);
    }

    @Test
    void aBodyThatWasChangedIsBad() {
        assertThat(verdict(rs256(YES.replace("true", "false"), MOSIP), YES)).isEqualTo(Verdict.BAD);
        assertThat(verdict(rs256(YES, MOSIP), YES + " ")).isEqualTo(Verdict.BAD);
    }

    @Test
    void otherWaysOfSigningAreBad() {
        assertThat(verdict(encoded("{\"alg\":\"none\"}") + "..", YES)).isEqualTo(Verdict.BAD);
        assertThat(verdict(signed("{\"alg\":\"RS512\"}", encoded(YES), "SHA512withRSA", MOSIP), YES)).isEqualTo(Verdict.BAD);
        assertThat(verdict(signed("{\"alg\":\"HS256\"}", encoded(YES), "SHA256withRSA", MOSIP), YES)).isEqualTo(Verdict.BAD);
        assertThat(verdict(signed("{\"alg\":\"RS256\",\"crit\":[\"new\"],\"new\":1}", encoded(YES), "SHA256withRSA", MOSIP), YES)).isEqualTo(Verdict.BAD);
    }

    @Test
    void whatIsNoDetachedSignatureIsBad() {
        String good = rs256(YES, MOSIP);
        for (String text : List.of("", ".", "..", "a.b", "a..b", good.replace("..", "."), good.replace("..", "." + encoded(YES) + "."), good + ".x", good.substring(0, good.length() - 20), "x".repeat(20_000))) {
            assertThat(verdict(text, YES)).as(text).isEqualTo(Verdict.BAD);
        }
    }

    @Test
    void twoSignaturesAreBadAndNoneIsMissing() {
        String good = rs256(YES, MOSIP);
        assertThat(trusting(MOSIP).of(List.of(good, good), YES, NOW)).isEqualTo(Verdict.BAD);
        assertThat(trusting(MOSIP).of(List.of(), YES, NOW)).isEqualTo(Verdict.MISSING);
    }

    @Test
    void theNextKeyCountsOnceItIsNamed() {
        IdaKeyPair next = IdaKeyPair.nextSigning();
        assertThat(verdict(rs256(YES, next), YES)).isEqualTo(Verdict.BAD);
        assertThat(trusting(MOSIP, next).of(List.of(rs256(YES, next)), YES, NOW)).isEqualTo(Verdict.GOOD);
        assertThat(trusting(MOSIP, next).of(List.of(rs256(YES, MOSIP)), YES, NOW)).isEqualTo(Verdict.GOOD);
    }

    @Test
    void aKeyWhoseCertificateHasEndedCountsNoMore() {
        IdaKeyPair ended = IdaKeyPair.ended();
        assertThat(trusting(ended).of(List.of(rs256(YES, ended)), YES, Instant.parse("2025-06-01T00:00:00Z"))).isEqualTo(Verdict.GOOD);
        assertThat(trusting(ended).of(List.of(rs256(YES, ended)), YES, NOW)).isEqualTo(Verdict.BAD);
    }

    @Test
    void onlyRefusalsThatSayNothingOfAPersonAreHeardUnsigned() {
        AuthAnswers answers = new AuthAnswers(trusting(MOSIP));
        assertThat(answers.read(answer(YES), TRANSACTION, NOW)).isInstanceOfSatisfying(Answer.OurFault.class, fault -> assertThat(fault.code()).isEqualTo("RESPONSE_SIGNATURE"));
        assertThat(answers.read(answer(no("IDA-DEA-001")), TRANSACTION, NOW)).isInstanceOfSatisfying(Answer.OurFault.class, fault -> assertThat(fault.code()).isEqualTo("RESPONSE_SIGNATURE"));
        assertThat(answers.read(answer(no("IDA-MLC-003")), TRANSACTION, NOW)).isInstanceOfSatisfying(Answer.OurFault.class, fault -> assertThat(fault.code()).isEqualTo("RESPONSE_SIGNATURE"));
        assertThat(answers.read(answer(no("IDA-MPA-007")), TRANSACTION, NOW)).isInstanceOfSatisfying(Answer.OurFault.class, fault -> assertThat(fault.code()).isEqualTo("IDA-MPA-007"));
        assertThat(answers.read(answer(no("IDA-MLC-007")), TRANSACTION, NOW)).isInstanceOf(Answer.TryAgain.class);
    }

    @Test
    void aSignedAnswerIsHeardWhateverTheHeadersCase() {
        AuthAnswers answers = new AuthAnswers(trusting(MOSIP));
        PeerAnswer signed = new PeerAnswer(200, Map.of("Response-Signature", List.of(rs256(YES, MOSIP))), YES);
        assertThat(answers.read(signed, TRANSACTION, NOW)).isEqualTo(new Answer.Verified());
        assertThat(answers.read(signed, "1000200031", NOW)).as("replayed").isInstanceOf(Answer.TryAgain.class);
    }

    private static PeerAnswer answer(String body) {
        return new PeerAnswer(200, Map.of(), body);
    }

    private static String no(String code) {
        return "{\"transactionID\":\"1000200030\",\"response\":{\"authStatus\":false},\"errors\":[{\"errorCode\":\"" + code + "\",\"errorMessage\":\"x\"}]}";
    }
}

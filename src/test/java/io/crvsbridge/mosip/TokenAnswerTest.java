package io.crvsbridge.mosip;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.kernel.PeerAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenAnswerTest {

    private static final Instant NOW = Instant.parse("2026-03-02T08:15:30Z");
    private static final String GOOD = "{\"response\":{\"status\":\"Success\"},\"errors\":null}";

    private static String jwt(String claims) {
        return "eyJhbGciOiJSUzI1NiJ9." + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + ".c2ln";
    }

    private static TokenAnswer.Token token(PeerAnswer answer) {
        assertThat(TokenAnswer.read(answer, NOW)).isInstanceOf(TokenAnswer.Token.class);
        return (TokenAnswer.Token) TokenAnswer.read(answer, NOW);
    }

    @Test
    void theRecordedLoginGivesItsToken() {
        assertThat(token(Answered.recorded("birth.mosip-auth")).value()).isEqualTo("some-token");
    }

    @Test
    void theCookieIsFoundAmongOthersInAnyOrder() {
        assertThat(token(Answered.of(200, GOOD, "Set-Cookie", "lang=Authorization=no; Path=/", "set-cookie", " Authorization=abc.def; Max-Age=6000000; Secure; HttpOnly",
                "Set-Cookie", "route=1")).value()).isEqualTo("abc.def");
    }

    @Test
    void anEmptiedCookieFallsBackToTheHeader() {
        assertThat(token(Answered.of(200, GOOD, "Set-Cookie", "Authorization=; Max-Age=0", "Authorization", "Bearer from-header")).value()).isEqualTo("from-header");
    }

    /** MOSIP's token of ten minutes is good for nine, whatever our clock thinks of its times. */
    @ParameterizedTest
    @ValueSource(longs = {0, 3_600, -3_600, 300_000, -300_000})
    void aClockOfOursThatIsWrongDoesNotMakeUsLogInForEveryCall(long ahead) {
        Instant right = NOW.minusSeconds(ahead);
        String claims = "{\"iat\":" + right.getEpochSecond() + ",\"exp\":" + right.plusSeconds(600).getEpochSecond() + "}";
        assertThat(token(Answered.of(200, GOOD, "Set-Cookie", "Authorization=" + jwt(claims))).good()).isEqualTo(Duration.ofSeconds(540));
    }

    @Test
    void aTokenIsRenewedAMinuteBeforeItEnds() {
        long exp = NOW.plusSeconds(600).getEpochSecond();
        assertThat(token(Answered.of(200, GOOD, "Set-Cookie", "Authorization=" + jwt("{\"exp\":" + exp + "}"))).good()).isEqualTo(Duration.ofSeconds(540));
    }

    @Test
    void theCookiesMaxAgeIsNotTheTokensLife() {
        assertThat(token(Answered.of(200, GOOD, "Set-Cookie", "Authorization=opaque; Max-Age=6000000")).good()).isEqualTo(Duration.ofMinutes(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"exp\":99999999999999999999}", "{\"exp\":\"soon\"}", "not json", "{\"exp\":1e30}"})
    void oddClaimsNeverFail(String claims) {
        assertThat(token(Answered.of(200, GOOD, "Set-Cookie", "Authorization=" + jwt(claims))).good()).isLessThanOrEqualTo(Duration.ofDays(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"response\":null,\"errors\":[{\"errorCode\":\"KER-ATH-401\",\"message\":\"x\"}]}", "{\"response\":null,\"errors\":null}", "<html/>", "",
        "{\"response\":{\"status\":\"Success\"},\"errors\":[{\"errorCode\":\"KER-ATH-019\"}]}"})
    void aTokenBesideAnErrorIsNoToken(String body) {
        assertThat(TokenAnswer.read(Answered.of(200, body, "Set-Cookie", "Authorization=abc"), NOW)).isInstanceOf(TokenAnswer.None.class);
    }

    @Test
    void status500HintsAtTheSecret() {
        assertThat(TokenAnswer.read(Answered.of(500, "{\"errors\":[{\"errorCode\":\"500\"}]}"), NOW))
                .isInstanceOfSatisfying(TokenAnswer.None.class, none -> assertThat(none.cause()).contains("wrong client secret"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX-Evil: 1", "a b", "a,b", "ä"})
    void aTokenThatCouldBreakAHeaderIsNoToken(String value) {
        assertThat(TokenAnswer.read(Answered.of(200, GOOD, "Authorization", value), NOW)).isInstanceOf(TokenAnswer.None.class);
    }

    @Test
    void theTokenIsNotPrinted() {
        assertThat(new TokenAnswer.Token("hidden", Duration.ZERO).toString()).doesNotContain("hidden");
    }
}

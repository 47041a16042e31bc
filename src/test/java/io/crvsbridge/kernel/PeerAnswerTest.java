package io.crvsbridge.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.MultivaluedHashMap;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeerAnswerTest {

    private static PeerAnswer answer(String header, Object value) {
        MultivaluedHashMap<String, String> headers = new MultivaluedHashMap<String, String>();
        headers.add(header, String.valueOf(value));
        return new PeerAnswer(503, headers, "{\"name\":\"Pretend Person\"}");
    }

    @ParameterizedTest
    @CsvSource({"0,PT0S", "1,PT1S", "120,PT2M", "86400,PT24H", "999999999,PT24H"})
    void retryAfterIsReadInSecondsUpToADay(String value, String wait) {
        assertThat(answer("Retry-After", value).retryAfter()).contains(Duration.parse(wait));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "soon", "Wed, 21 Oct 2026 07:28:00 GMT", "99999999999999999999", "5 seconds", "\u0665"})
    void everythingElseIsNoWait(String value) {
        assertThat(answer("Retry-After", value).retryAfter()).isEmpty();
    }

    @Test
    void headersAreFoundInAnyCase() {
        assertThat(answer("retry-after", 7).retryAfter()).contains(Duration.ofSeconds(7));
        assertThat(answer("RETRY-AFTER", "7").header("retry-After")).containsExactly("7");
        assertThat(answer("Date", "x").retryAfter()).isEmpty();
    }

    @Test
    void theBodyIsNotPrinted() {
        assertThat(answer("Date", "x").toString()).isEqualTo("PeerAnswer[503, 25 characters]");
    }
}

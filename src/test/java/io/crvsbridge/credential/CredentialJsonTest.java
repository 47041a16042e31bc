package io.crvsbridge.credential;

import io.crvsbridge.kernel.BoundedJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.crvsbridge.credential.CredentialRefused.Cause;

@Timeout(20)
class CredentialJsonTest {

    @Test
    void ordinaryDocumentIsRead() throws CredentialRefused {
        assertThat(CredentialJson.read("{\"a\":[1,{\"b\":\"ü\"}]}".getBytes(StandardCharsets.UTF_8))
                .getJsonArray("a").getJsonObject(1).getString("b")).isEqualTo("ü");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "[]", "7", "\"text\"", "null", "{", "{\"a\":}", "{\"a\":1} x", "{\"a\":1,\"a\":2}",
        "{\"b\":{\"id\":1,\"id\":1}}", "<html></html>"})
    void whatIsNotOneObjectWithUniqueNamesIsRefused(String text) {
        assertThat(refusal(text).reason()).isEqualTo(Cause.MALFORMED);
    }

    @Test
    void otherEncodingsAreRefused() {
        CredentialRefused refusal = catchThrowableOfType(CredentialRefused.class,
                () -> CredentialJson.read("{\"a\":\"ü\"}".getBytes(StandardCharsets.ISO_8859_1)));

        assertThat(refusal.reason()).isEqualTo(Cause.MALFORMED);
    }

    @Test
    void depthAndCountAreBounded() {
        assertThat(refusal("{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000)).reason()).isEqualTo(Cause.TOO_LARGE);
        assertThat(refusal("{\"a\":" + "[".repeat(10_000)).reason()).isEqualTo(Cause.TOO_LARGE);
        assertThat(refusal("{\"a\":[" + "1,".repeat(100_000) + "1]}").reason()).isEqualTo(Cause.TOO_LARGE);
        assertThat(refusal("{\"" + "n".repeat(1_000) + "\":1}").reason()).isEqualTo(Cause.TOO_LARGE);
        assertThat(refusal("{\"a\":1e99999999999}").reason()).isEqualTo(Cause.TOO_LARGE);
        assertThat(refusal("{\"a\":1e99999}").reason()).isEqualTo(Cause.TOO_LARGE);
        assertThat(refusal("{\"a\":" + "9".repeat(1_000_000) + "}").reason()).isEqualTo(Cause.TOO_LARGE);
        assertThat(refusal("{\"a\":\"" + "x".repeat(BoundedJson.MAX_BYTES) + "\"}").reason()).isEqualTo(Cause.TOO_LARGE);
    }

    private static CredentialRefused refusal(String text) {
        CredentialRefused refusal = catchThrowableOfType(
                CredentialRefused.class, () -> CredentialJson.read(text.getBytes(StandardCharsets.UTF_8)));
        assertThat(refusal).isNotNull();
        assertThat(refusal).hasNoCause();
        return refusal;
    }
}

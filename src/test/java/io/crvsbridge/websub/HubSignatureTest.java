package io.crvsbridge.websub;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HubSignatureTest {

    // RFC 4231, test case 2: key "Jefe".
    private static final byte[] DATA = "what do ya want for nothing?".getBytes(StandardCharsets.UTF_8);
    private static final String SHA256 = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
    private static final String SHA384 = "af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c78b3239ecfab21649";
    private static final String SHA512 = "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737";
    // RFC 2202, test case 2: the same key and data.
    private static final String SHA1 = "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79";

    private final HubSignature signature = new HubSignature("Jefe".getBytes(StandardCharsets.UTF_8));

    private boolean signs(String... headers) {
        return signature.signs(List.of(headers), DATA);
    }

    @ParameterizedTest
    @CsvSource({"sha256," + SHA256, "sha384," + SHA384, "sha512," + SHA512, "SHA256," + SHA256, "Sha512," + SHA512})
    void theStrongMethodsAreTakenWhateverTheirCase(String method, String hex) {
        assertThat(signs(method + "=" + hex)).isTrue();
        assertThat(signs(method + "=" + hex.toUpperCase(Locale.ROOT))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "sha1=" + SHA1, "SHA1=" + SHA1, "md5=00", "sha512=" + SHA256, "sha256=" + SHA512, "sha256=", "sha256", "=" + SHA256, SHA256, "", "sha256=xyz", "sha256=5", "sha256=5b",
        "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec384", "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec38",
        "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3844", "sha256=" + SHA256 + "00", "sha256=" + SHA256 + ",sha256=" + SHA256, "sha-256=" + SHA256
    })
    void everythingElseIsRefused(String header) {
        assertThat(signs(header)).isFalse();
    }

    @Test
    void noneOrTwoSignaturesAreRefused() {
        assertThat(signs()).isFalse();
        assertThat(signs("sha256=" + SHA256, "sha256=" + SHA256)).isFalse();
    }

    @Test
    void oneChangedByteIsSeen() {
        byte[] changed = DATA.clone();
        changed[3] ^= 1;
        assertThat(signature.signs(List.of("sha256=" + SHA256), changed)).isFalse();
    }
}

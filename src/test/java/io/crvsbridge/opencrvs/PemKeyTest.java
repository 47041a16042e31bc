package io.crvsbridge.opencrvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PemKeyTest {

    private static final String GOOD = Keys.pem(Keys.CORE.getPublic());

    @Test
    void aPublicKeyIsReadHoweverItsLinesEnd() {
        String oneLine = "-----BEGIN PUBLIC KEY-----" + Base64.getEncoder().encodeToString(Keys.CORE.getPublic().getEncoded()) + "-----END PUBLIC KEY-----";
        for (String text : new String[] {GOOD, GOOD.strip(), GOOD.replace("\n", "\r\n"), "\n\n" + GOOD + "\n", oneLine}) {
            assertThat(PemKey.read(text)).isEqualTo(Keys.CORE.getPublic());
        }
    }

    static Stream<Arguments> unusable() {
        byte[] der = Keys.CORE.getPublic().getEncoded();
        byte[] cut = java.util.Arrays.copyOf(der, der.length - 20);
        return Stream.of(
                Arguments.of("empty", ""),
                Arguments.of("blank", " \n "),
                Arguments.of("html", "<!doctype html><title>Bad gateway</title>"),
                Arguments.of("json", "{\"keys\":[]}"),
                Arguments.of("1024 bits", Keys.pem(Keys.make("RSA", 1024).getPublic())),
                Arguments.of("an elliptic curve", Keys.pem(Keys.make("EC", 256).getPublic())),
                Arguments.of("Edwards curve", Keys.pem(Keys.make("Ed25519", 255).getPublic())),
                Arguments.of("a private key", Keys.pem("PRIVATE KEY", Keys.CORE.getPrivate().getEncoded())),
                Arguments.of("a private key under the other name", Keys.pem("PUBLIC KEY", Keys.CORE.getPrivate().getEncoded())),
                Arguments.of("PKCS 1", Keys.pem("RSA PUBLIC KEY", der)),
                Arguments.of("a certificate's label", Keys.pem("CERTIFICATE", der)),
                Arguments.of("two keys", GOOD + GOOD),
                Arguments.of("a key behind html", "<html>" + GOOD),
                Arguments.of("a key before something", GOOD + "x"),
                Arguments.of("no end", GOOD.substring(0, GOOD.indexOf("-----END"))),
                Arguments.of("nothing inside", "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----\n"),
                Arguments.of("cut inside", Keys.pem("PUBLIC KEY", cut)),
                Arguments.of("random bytes", Keys.pem("PUBLIC KEY", new byte[300])),
                Arguments.of("no base64", GOOD.replace('A', '*')));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unusable")
    void everythingElseIsRefused(String name, String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> PemKey.read(text));
    }

    @Test
    void aLargeTextIsRefusedInAShortTime() {
        assertThatIllegalArgumentException().isThrownBy(() -> PemKey.read("-----BEGIN PUBLIC KEY-----" + " A\n".repeat(20_000)));
        assertThatIllegalArgumentException().isThrownBy(() -> PemKey.read("\n".repeat(60_000)));
    }
}

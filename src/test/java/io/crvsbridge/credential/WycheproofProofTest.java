package io.crvsbridge.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.crvsbridge.kernel.Wycheproof;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Project Wycheproof's signatures against the check of a credential's proof. All 401 cases run: those with a PS256 key are judged by their result; all
 * others, RS256 among them, must never count. As they stand none is a proof, because none is detached over raw bytes.
 */
class WycheproofProofTest {

    static List<Wycheproof> cases() {
        return Wycheproof.signatures();
    }

    static List<Wycheproof> rsaCases() {
        return cases().stream().filter(Wycheproof::isRsa).toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void whatIsNotDetachedIsNoProof(Wycheproof test) {
        assertThat(catchThrowableOfType(CredentialRefused.class, () -> DetachedSignature.parse(test.text()))).isNotNull();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rsaCases")
    void aSignatureCountsOnlyWhenItIsPs256AndGood(Wycheproof test) {
        boolean good = test.algorithm().equals("PS256") && test.valid() && !isOfPs384(test);
        assertThat(isKey(test.key()) && verifies(test)).isEqualTo(good);
    }

    /** RFC 7520, section 4.2, signs with PS384; Wycheproof calls its key one for PS256, and so do not we. */
    private static boolean isOfPs384(Wycheproof test) {
        return test.id() == 346 || test.id() == 350;
    }

    /** The bytes that are signed are the same in both forms: header, dot, and what stands for the payload. */
    private static boolean verifies(Wycheproof test) {
        String[] parts = test.text().split("\\.", -1);
        if (parts.length != 3) {
            return false;
        }
        try {
            return new DetachedSignature(parts[0], DetachedSignature.bytes(parts[2])).verifies(test.rsa(), parts[1].getBytes(StandardCharsets.US_ASCII));
        } catch (CredentialRefused noBase64) {
            return false;
        }
    }

    @Test
    void noCaseIsLost() {
        assertThat(cases()).hasSize(401);
        assertThat(rsaCases()).hasSize(318);
        assertThat(rsaCases().stream().filter(c -> c.algorithm().equals("PS256"))).hasSize(50);
        assertThat(rsaCases().stream().filter(c -> c.algorithm().equals("PS256") && c.valid())).hasSize(8);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void aKeyForSomethingElseIsNoKey(Wycheproof test) throws GeneralSecurityException {
        boolean forProofs = test.isRsa() && test.algorithm().equals("PS256");
        assertThat(isKey(test.key())).isEqualTo(forProofs);
        if (forProofs) {
            RSAPublicKey key = KeyDocument.keyOf(document(test.key()));
            assertThat(key).isEqualTo(test.rsa());
        }
    }

    /** Sets of keys are never read. Of the single RSA keys 5 is for RS256, 6 for encryption, 7 a ROCA key, 8 has 1024 bits, 9 the exponent 1. */
    @Test
    void weakKeysAndKeySetsAreNoKeys() {
        Set<Integer> sound = new TreeSet<>();
        for (Wycheproof test : Wycheproof.keys()) {
            assertThat(isKey(test.key())).as(test.toString()).isFalse();
            for (JsonObject key : test.members()) {
                assertThat(isKey(key)).as(test.toString()).isFalse();
                if (isKey(Json.createObjectBuilder(key).add("alg", "PS256").build())) {
                    sound.add(test.id());
                }
            }
        }
        assertThat(Wycheproof.keys()).hasSize(26);
        assertThat(sound).as("keys that would do if they were for PS256").containsExactly(5);
    }

    private static boolean isKey(JsonObject jwk) {
        try {
            return KeyDocument.keyOf(document(jwk)) != null;
        } catch (GeneralSecurityException refused) {
            return false;
        }
    }

    private static String document(JsonObject jwk) {
        return Json.createObjectBuilder().add("publicKeyJwk", jwk).build().toString();
    }
}

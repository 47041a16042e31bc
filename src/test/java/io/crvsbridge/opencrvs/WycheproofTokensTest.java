package io.crvsbridge.opencrvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimbusds.jose.JOSEException;
import io.crvsbridge.kernel.Wycheproof;
import jakarta.json.JsonObject;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Project Wycheproof's signatures against the check of Core's tokens. All 401 cases run. The 234 with an RS256 key are judged by their result; those of
 * RS384, RS512, PS256, PS384, PS512, ECDSA and HMAC are judged, too, since a key of Core's must never verify them: none is a token.
 */
class WycheproofTokensTest {

    static List<Wycheproof> cases() {
        return Wycheproof.signatures();
    }

    /** A token always has claims, so a signature over nothing is none; keys without a use are all that PEM can tell of. */
    private static boolean isToken(Wycheproof test) {
        return test.algorithm().equals("RS256") && test.valid() && !test.text().contains("..");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void aSignatureIsTakenOnlyWhenItIsRs256AndGood(Wycheproof test) throws JOSEException {
        assertThat(taken(test)).isEqualTo(isToken(test) || aKeyThatPemCannotTellOf(test));
    }

    private static boolean taken(Wycheproof test) throws JOSEException {
        try {
            Optional<SignedToken> token = SignedToken.read(test.text());
            return token.isPresent() && (!test.isRsa() || token.get().verifies(test.rsa()));
        } catch (ParseException noToken) {
            return false;
        }
    }

    /** Good RS256 signatures under RSA keys whose JSON form says that they are for encryption or PS512. Core publishes PEM, which says nothing of the kind. */
    private static boolean aKeyThatPemCannotTellOf(Wycheproof test) {
        return Set.of(332, 353, 355).contains(test.id());
    }

    @Test
    void noCaseIsLost() {
        assertThat(cases()).hasSize(401);
        assertThat(cases().stream().filter(c -> c.algorithm().equals("RS256"))).hasSize(233);
        assertThat(cases().stream().filter(c -> c.algorithm().equals("RS256") && c.valid())).hasSize(8);
        assertThat(cases().stream().filter(WycheproofTokensTest::isToken)).hasSize(7);
        assertThat(cases().stream().filter(WycheproofTokensTest::aKeyThatPemCannotTellOf)).hasSize(3);
    }

    /** Sets of keys and shared secrets are never read; of the RSA keys the weak ones are refused. */
    @Test
    void weakKeysAreRefused() {
        Set<Integer> taken = new TreeSet<>();
        int rsa = 0;
        for (Wycheproof test : Wycheproof.keys()) {
            List<JsonObject> keys = test.members().stream().filter(k -> k.getString("kty").equals("RSA")).collect(Collectors.toList());
            for (JsonObject key : keys) {
                rsa++;
                if (reads(key)) {
                    taken.add(test.id());
                }
            }
            assertThatIllegalArgumentException().as(test.toString()).isThrownBy(() -> PemKey.read(test.key().toString()));
        }
        assertThat(Wycheproof.keys()).hasSize(26);
        assertThat(rsa).as("keys that call themselves RSA").isEqualTo(6);
        // 6 is 5 with another use, which PEM cannot say. 7 is a ROCA key, 8 has 1024 bits, 9 has the exponent 1, 24 has no modulus.
        assertThat(taken).containsExactly(5, 6);
    }

    /** The Java library itself makes no key of the exponent 1. */
    private static boolean reads(JsonObject jwk) {
        try {
            RSAPublicKey key = PemKey.read(Keys.pem(Wycheproof.rsa(jwk)));
            return key != null;
        } catch (IllegalArgumentException | IllegalStateException refused) {
            return false;
        }
    }
}

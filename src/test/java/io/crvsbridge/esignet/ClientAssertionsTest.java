package io.crvsbridge.esignet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.crvsbridge.kernel.SettableClock;
import jakarta.ws.rs.core.Form;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAssertionsTest {

    private final SettableClock clock = SettableClock.at("2026-03-02T08:50:00Z");

    private ClientAssertions assertions(JWK key, Optional<String> audience) {
        return new ClientAssertions(Optional.of(ClientKey.signing(Signer.file(key))), Duration.ofSeconds(60), audience, clock);
    }

    @Test
    void anAssertionSaysWhoWeAreForWhomAndForHowLong() throws Exception {
        SignedJWT jwt = SignedJWT.parse(assertions(Signer.RSA, Optional.empty()).assertion("our-client", Signer.provider()));
        assertThat(jwt.verify(new RSASSAVerifier(Signer.RSA.toRSAPublicKey()))).isTrue();
        JWTClaimsSet claims = jwt.getJWTClaimsSet();
        assertThat(claims.getIssuer()).isEqualTo("our-client");
        assertThat(claims.getSubject()).isEqualTo("our-client");
        assertThat(claims.getAudience()).containsExactly("https://esignet.example/token");
        assertThat(claims.getIssueTime()).isEqualTo("2026-03-02T08:50:00Z");
        assertThat(claims.getExpirationTime()).isEqualTo("2026-03-02T08:51:00Z");
        assertThat(claims.getJWTID()).isNotBlank();
        assertThat(jwt.getHeader().getKeyID()).isEqualTo("one");
    }

    @Test
    void noTwoAssertionsHaveTheSameId() throws Exception {
        ClientAssertions assertions = assertions(Signer.EC, Optional.empty());
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            ids.add(SignedJWT.parse(assertions.assertion("c", Signer.provider())).getJWTClaimsSet().getJWTID());
        }
        assertThat(ids).hasSize(100);
    }

    static Stream<Arguments> keys() {
        return Stream.of(Arguments.of(Signer.RSA, JWSAlgorithm.RS256), Arguments.of(new RSAKey.Builder(Signer.RSA).algorithm(JWSAlgorithm.PS256).build(), JWSAlgorithm.PS256),
                Arguments.of(Signer.EC, JWSAlgorithm.ES256));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void theKeyDecidesHowItIsSigned(JWK key, JWSAlgorithm algorithm) throws Exception {
        SignedJWT jwt = SignedJWT.parse(assertions(key, Optional.empty()).assertion("c", Signer.provider()));
        assertThat(jwt.getHeader().getAlgorithm()).isEqualTo(algorithm);
        assertThat(jwt.verify(key instanceof RSAKey rsa ? new RSASSAVerifier(rsa.toRSAPublicKey()) : new ECDSAVerifier(Signer.EC.toECPublicKey()))).isTrue();
    }

    @Test
    void theAudienceIsTheIssuerWhereThatIsSet() throws Exception {
        assertThat(audience(Optional.of("issuer"))).isEqualTo("https://esignet.example");
        assertThat(audience(Optional.of("urn:something"))).isEqualTo("urn:something");
    }

    private String audience(Optional<String> set) throws Exception {
        return SignedJWT.parse(assertions(Signer.EC, set).assertion("c", Signer.provider())).getJWTClaimsSet().getAudience().get(0);
    }

    @Test
    void aFormNamesTheClientAndCarriesTheAssertion() {
        Form form = assertions(Signer.EC, Optional.empty()).proving("our-client", Signer.provider(), new Form());
        assertThat(form.asMap().getFirst("client_id")).isEqualTo("our-client");
        assertThat(form.asMap().getFirst("client_assertion_type")).isEqualTo("urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        assertThat(form.asMap().getFirst("client_assertion")).startsWith("ey");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not base64 %", "eyJrdHkiOiJSU0EifQ==", "e30=", "{\"keys\":[]}"})
    void aFileWithoutAKeyIsRefusedAndNotQuoted(String text) {
        assertThatThrownBy(() -> ClientKey.signing(Signer.file(text))).isInstanceOf(IllegalArgumentException.class).hasNoCause()
                .hasMessageStartingWith("the file");
    }

    @Test
    void aKeyThatCannotSignOrIsWeakIsRefused() throws Exception {
        RSAKey weak = new RSAKeyGenerator(1024, true).generate();
        for (JWK key : new JWK[] {Signer.RSA.toPublicJWK(), weak, new RSAKey.Builder(Signer.RSA).algorithm(JWSAlgorithm.HS256).build()}) {
            assertThatThrownBy(() -> ClientKey.signing(Signer.file(key))).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(ClientKey.signing(Signer.file(Signer.RSA.toJSONString()))).hasToString("ClientKey[RSA]");
    }
}

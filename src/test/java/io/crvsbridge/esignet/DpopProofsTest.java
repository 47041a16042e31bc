package io.crvsbridge.esignet;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.SignedJWT;
import io.crvsbridge.kernel.PeerAnswer;
import io.crvsbridge.kernel.SettableClock;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class DpopProofsTest {

    private static final URI URL = URI.create("https://esignet.example/token?x=1#y");
    private static final PeerAnswer GOOD = new PeerAnswer(200, Map.of(), "{}");

    private final SettableClock clock = SettableClock.at("2026-03-02T08:50:00Z");
    private final DpopProofs proofs = new DpopProofs(clock);
    private final List<SignedJWT> sent = new ArrayList<>();
    private final Queue<PeerAnswer> answers = new LinkedList<>();

    private PeerAnswer call(Optional<String> token) {
        return proofs.proving("POST", URL, token, headers -> {
            try {
                sent.add(SignedJWT.parse(headers.get("DPoP")));
            } catch (java.text.ParseException e) {
                throw new IllegalStateException(e);
            }
            return answers.remove();
        });
    }

    private static PeerAnswer challenge(int status, String nonce) {
        return new PeerAnswer(status, Map.of("dpop-nonce", List.of(nonce)), "{\"error\":\"use_dpop_nonce\"}");
    }

    private String nonce(int i) throws Exception {
        return sent.get(i).getJWTClaimsSet().getStringClaim("nonce");
    }

    @Test
    void aProofIsOfOneRequestAndSignedByTheKeyThatItShows() throws Exception {
        answers.add(GOOD);
        call(Optional.empty());
        SignedJWT proof = sent.get(0);
        ECKey key = (ECKey) proof.getHeader().getJWK();
        assertThat(key.isPrivate()).isFalse();
        assertThat(proof.verify(new ECDSAVerifier(key))).isTrue();
        assertThat(proof.getHeader().getType().getType()).isEqualTo("dpop+jwt");
        assertThat(proof.getHeader().getAlgorithm().getName()).isEqualTo("ES256");
        assertThat(proof.getJWTClaimsSet().getStringClaim("htm")).isEqualTo("POST");
        assertThat(proof.getJWTClaimsSet().getStringClaim("htu")).isEqualTo("https://esignet.example/token");
        assertThat(proof.getJWTClaimsSet().getIssueTime()).isEqualTo("2026-03-02T08:50:00Z");
        assertThat(proof.getJWTClaimsSet().getClaims()).doesNotContainKeys("ath", "nonce");
    }

    @Test
    void aProofForATokenCarriesItsHash() throws Exception {
        answers.add(GOOD);
        // RFC 9449, figure 12.
        call(Optional.of("Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU"));
        assertThat(sent.get(0).getJWTClaimsSet().getStringClaim("ath")).isEqualTo("fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo");
    }

    @Test
    void theServersNonceIsUsedAtOnceAndFromThenOn() throws Exception {
        answers.add(challenge(400, "first"));
        answers.add(GOOD);
        answers.add(GOOD);
        assertThat(call(Optional.empty()).status()).isEqualTo(200);
        assertThat(call(Optional.empty()).status()).isEqualTo(200);
        assertThat(sent).hasSize(3);
        assertThat(nonce(0)).isNull();
        assertThat(nonce(1)).isEqualTo("first");
        assertThat(nonce(2)).isEqualTo("first");
        assertThat(sent.stream().map(p -> claim(p))).doesNotHaveDuplicates();
    }

    private static String claim(SignedJWT proof) {
        try {
            return proof.getJWTClaimsSet().getJWTID();
        } catch (java.text.ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aServerThatIsNeverContentIsAskedTwice() {
        answers.add(challenge(401, "first"));
        answers.add(challenge(401, "second"));
        assertThat(call(Optional.empty()).status()).isEqualTo(401);
        assertThat(sent).hasSize(2);
    }

    @Test
    void aRefusalWithTheNonceThatWeUsedIsARefusal() {
        answers.add(challenge(400, "same"));
        answers.add(GOOD);
        call(Optional.empty());
        answers.add(challenge(400, "same"));
        assertThat(call(Optional.empty()).status()).isEqualTo(400);
        assertThat(sent).hasSize(3);
    }

    @Test
    void aNonceThatIsNoneIsNotUsed() {
        answers.add(challenge(400, "two words"));
        assertThat(call(Optional.empty()).status()).isEqualTo(400);
        assertThat(sent).hasSize(1);
    }
}

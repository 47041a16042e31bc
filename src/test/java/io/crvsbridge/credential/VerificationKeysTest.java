package io.crvsbridge.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.nimbusds.jose.jwk.RSAKey;
import io.crvsbridge.credential.CredentialRefused.Cause;
import io.crvsbridge.credential.CredentialVectors.Fetches;
import io.crvsbridge.credential.CredentialVectors.SettableClock;
import jakarta.json.Json;

@Timeout(20)
class VerificationKeysTest {

    private static final String METHOD = CredentialVectors.METHOD;
    private static final String STRANGER = "https://attacker.example/key.json";

    private final Fetches server = Fetches.ofIssuer();
    private final SettableClock clock = new SettableClock();
    private final VerificationKeys keys = new VerificationKeys(List.of(METHOD), server, clock);

    @Test
    void keyIsFetchedOnce() throws CredentialRefused {
        assertThat(keys.current(METHOD)).isSameAs(keys.current(METHOD));
        assertThat(server.count()).isEqualTo(1);
    }

    @Test
    void urlNotOnTheListIsNeverFetched() {
        assertThat(keys.allows(STRANGER)).isFalse();
        assertThat(refusal(() -> keys.current(STRANGER)).reason()).isEqualTo(Cause.METHOD_NOT_ALLOWED);
        assertThat(refusal(() -> keys.publishedSince(STRANGER, clock.instant())).reason()).isEqualTo(Cause.METHOD_NOT_ALLOWED);
        assertThat(server.count()).isZero();
    }

    @Test
    void keyIsFetchedAgainAtMostEveryFewSeconds() throws CredentialRefused {
        keys.current(METHOD);
        for (int second = 0; second < 50; second++) {
            try {
                keys.publishedSince(METHOD, clock.instant());
            } catch (CredentialRefused tooEarly) {
                assertThat(tooEarly.retryable()).isTrue();
            }
            clock.moveBySeconds(1);
        }
        assertThat(server.count()).isEqualTo(10);
    }

    /** Else a genuine credential that comes a moment after a change of keys would be refused for good. */
    @Test
    void aKeyOfBeforeIsNoGroundForAVerdict() throws CredentialRefused {
        keys.current(METHOD);
        clock.moveBySeconds(1);
        server.nowAnswers(CredentialVectors.text("partner.crt"));

        assertThat(refusal(() -> keys.publishedSince(METHOD, clock.instant())).retryable()).isTrue();
        clock.moveBySeconds(5);
        assertThat(keys.publishedSince(METHOD, clock.instant())).isEqualTo(keys.current(METHOD));
        assertThat(server.count()).isEqualTo(2);
    }

    @Test
    void clockSetBackDoesNotStopFetching() throws CredentialRefused {
        keys.current(METHOD);
        clock.moveBySeconds(-86_400);
        keys.publishedSince(METHOD, clock.instant());

        assertThat(server.count()).isEqualTo(2);
    }

    @Test
    void newKeyReplacesTheOld() throws CredentialRefused {
        RSAPublicKey old = keys.current(METHOD);
        server.nowAnswers(CredentialVectors.text("partner.crt"));
        clock.moveBySeconds(61);

        assertThat(keys.publishedSince(METHOD, clock.instant())).isNotEqualTo(old).isEqualTo(keys.current(METHOD));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>maintenance</html>", "", "{}", "{\"publicKeyPem\":7}", "{\"publicKeyPem\":\"\"}",
        "{\"publicKeyPem\":\"-----BEGIN PUBLIC KEY-----\\nAAAA\\n-----END PUBLIC KEY-----\"}",
        "-----BEGIN PUBLIC KEY-----", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
        "{\"publicKeyJwk\":{\"kty\":\"EC\"}}", "{\"publicKeyJwk\":{}}", "[]", "null"})
    void senselessAnswerNeverReplacesAGoodKey(String answer) throws CredentialRefused {
        RSAPublicKey good = keys.current(METHOD);
        server.nowAnswers(answer);
        clock.moveBySeconds(61);

        assertThat(refusal(() -> keys.publishedSince(METHOD, clock.instant())).retryable()).isTrue();
        assertThat(keys.current(METHOD)).isSameAs(good);
    }

    @Test
    void deadServerNeverTakesAwayAGoodKey() throws CredentialRefused {
        RSAPublicKey good = keys.current(METHOD);
        server.nowAnswers(null);
        clock.moveBySeconds(61);

        assertThat(refusal(() -> keys.publishedSince(METHOD, clock.instant())).reason()).isEqualTo(Cause.KEY_UNAVAILABLE);
        assertThat(keys.current(METHOD)).isSameAs(good);
    }

    @Test
    void endlessAnswerIsNoKey() {
        server.nowAnswers(" ".repeat(KeyDocument.MAX_LETTERS) + CredentialVectors.text("public-key.json"));

        assertThat(refusal(() -> keys.current(METHOD)).reason()).isEqualTo(Cause.KEY_UNAVAILABLE);
    }

    @Test
    void sourceThatBreaksIsAServerThatIsDown() {
        VerificationKeys broken = new VerificationKeys(List.of(METHOD), url -> {
            throw new IllegalStateException("client closed");
        }, clock);

        assertThat(refusal(() -> broken.current(METHOD)).retryable()).isTrue();
    }

    @Test
    void firstKeyIsAskedForAgainSoon() throws CredentialRefused {
        server.nowAnswers(null);
        refusal(() -> keys.current(METHOD));
        refusal(() -> keys.current(METHOD));
        assertThat(server.count()).isEqualTo(1);
        server.nowAnswers(CredentialVectors.text("public-key.json"));
        clock.moveBySeconds(6);

        assertThat(keys.current(METHOD)).isNotNull();
    }

    @Test
    void manyCallersShareOneFetch() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        VerificationKeys shared = new VerificationKeys(List.of(METHOD), url -> {
            try {
                slow.await();
            } catch (InterruptedException fault) {
                Thread.currentThread().interrupt();
            }
            return server.fetch(url);
        }, clock);
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try {
            List<Future<RSAPublicKey>> found = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                found.add(callers.submit(() -> shared.current(METHOD)));
            }
            slow.countDown();
            for (Future<RSAPublicKey> each : found) {
                assertThat(each.get()).isNotNull();
            }
        } finally {
            callers.shutdownNow();
        }
        assertThat(server.count()).isEqualTo(1);
    }

    @Test
    void keyMayComeAsJwkOrBarePem() throws Exception {
        RSAPublicKey key = keys.current(METHOD);
        String pem = CredentialVectors.credential("public-key.json").getString("publicKeyPem");
        String jwk = Json.createObjectBuilder().add("publicKeyJwk",
                CredentialVectors.json(new RSAKey.Builder(key).build().toJSONString())).build().toString();

        assertThat(KeyDocument.keyOf(jwk)).isEqualTo(key);
        assertThat(KeyDocument.keyOf(pem)).isEqualTo(key);
        assertThat(KeyDocument.keyOf("\r\n" + pem.replace("\n", "\r\n"))).isEqualTo(key);
    }

    @Test
    void shortKeyIsNoKey() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getEncoder().encodeToString(generator.generateKeyPair().getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----";
        server.nowAnswers(pem);

        assertThat(refusal(() -> keys.current(METHOD)).reason()).isEqualTo(Cause.KEY_UNAVAILABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "key.json", "file:///key.json", "https://", "https://a b/", "did:example:1"})
    void listHoldsUrlsOnly(String entry) {
        assertThatIllegalArgumentException().isThrownBy(() -> new VerificationKeys(List.of(entry), server, clock));
    }

    private static CredentialRefused refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        CredentialRefused refusal = catchThrowableOfType(CredentialRefused.class, call);
        assertThat(refusal).isNotNull();
        return refusal;
    }
}

package io.crvsbridge.esignet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.RSAKey;
import io.crvsbridge.kernel.PeerUnreachable;
import io.crvsbridge.kernel.SettableClock;
import io.crvsbridge.problem.Problem;
import io.crvsbridge.problem.ProblemType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class SigningKeysTest {

    private static final RSAKey NEXT = Signer.rsa("next");

    private final SettableClock clock = SettableClock.at("2026-03-02T08:50:00Z");
    private final AtomicInteger fetches = new AtomicInteger();
    private Supplier<String> esignet = () -> Signer.set(Signer.RSA);
    private final SigningKeys keys = new SigningKeys(() -> {
        fetches.incrementAndGet();
        return esignet.get();
    }, Signer.refusals(new ArrayList<>(), clock), clock);

    private boolean proves(RSAKey key) {
        try {
            return keys.proved(CompactJws.read(Signer.sign(JWSAlgorithm.RS256, key, "{\"sub\":\"x\"}"))).containsKey("sub");
        } catch (Untrusted e) {
            return false;
        }
    }

    private static String away() {
        throw new PeerUnreachable("connection refused", null);
    }

    @Test
    void keysAreFetchedOnceAndKept() {
        for (int i = 0; i < 10; i++) {
            assertThat(proves(Signer.RSA)).isTrue();
        }
        assertThat(fetches).hasValue(1);
    }

    @Test
    void aRotatedKeyIsPickedUpAndTheFormerNoLongerTaken() {
        assertThat(proves(Signer.RSA)).isTrue();
        esignet = () -> Signer.set(NEXT);
        clock.advance(Duration.ofSeconds(60));
        assertThat(proves(NEXT)).isTrue();
        assertThat(proves(Signer.RSA)).isFalse();
        assertThat(fetches).hasValue(2);
    }

    @Test
    void aKeyThatChangedUnderItsIdIsPickedUp() {
        assertThat(proves(Signer.RSA)).isTrue();
        esignet = () -> Signer.set(Signer.OTHER);
        clock.advance(Duration.ofSeconds(60));
        assertThat(proves(Signer.OTHER)).isTrue();
    }

    @Test
    void unknownKeysHaveThemFetchedAtMostOnceAMinute() {
        assertThat(proves(Signer.RSA)).isTrue();
        for (int i = 0; i < 50; i++) {
            assertThat(proves(NEXT)).isFalse();
        }
        assertThat(fetches).hasValue(1);
        clock.advance(Duration.ofSeconds(60));
        for (int i = 0; i < 50; i++) {
            assertThat(proves(NEXT)).isFalse();
        }
        assertThat(fetches).hasValue(2);
    }

    @Test
    void anOutageLeavesTheKeysThatWeHave() {
        assertThat(proves(Signer.RSA)).isTrue();
        esignet = SigningKeysTest::away;
        clock.advance(Duration.ofHours(30));
        assertThat(proves(Signer.RSA)).isTrue();
        esignet = () -> "<html>maintenance</html>";
        clock.advance(Duration.ofHours(30));
        assertThat(proves(Signer.RSA)).isTrue();
        esignet = () -> "{\"keys\":[]}";
        clock.advance(Duration.ofHours(30));
        assertThat(proves(Signer.RSA)).isTrue();
        assertThat(fetches).hasValue(4);
    }

    @Test
    void aKeyThatIsWithdrawnIsNoLongerTakenAfterAnHour() {
        assertThat(proves(Signer.RSA)).isTrue();
        esignet = () -> Signer.set(NEXT);
        clock.advance(Duration.ofHours(1));
        assertThat(proves(Signer.RSA)).isFalse();
    }

    @Test
    void withoutAnyKeyNobodyIsCalledAForger() {
        esignet = SigningKeysTest::away;
        Problem problem = catchThrowableOfType(Problem.class, () -> proves(Signer.RSA));
        assertThat(problem.type()).isEqualTo(ProblemType.IDENTITY_UNAVAILABLE);
        esignet = () -> Signer.set(Signer.RSA);
        clock.advance(Duration.ofSeconds(1));
        assertThat(proves(Signer.RSA)).isTrue();
    }

    @Test
    void keysOfKindsThatWeDoNotKnowAndMembersInOtherFormsAreNoHindrance() {
        String rsa = Signer.RSA.toPublicJWK().toJSONString();
        assertThat(SigningKeys.read("{\"keys\":[{\"kty\":\"AKP\",\"kid\":\"q\"},7,{\"kty\":\"RSA\",\"kid\":\"broken\"}," + rsa.replaceFirst("\\{", "{\"exp\":\"2031-01-01T00:00:00Z\",\"x5c\":[\"?\"],")
                + "]}")).hasSize(1);
    }

    @Test
    void keysForEncryptionOrWithoutIdOrTooShortAreNotTaken() {
        String rsa = Signer.RSA.toPublicJWK().toJSONString();
        for (String useless : new String[] {rsa.replaceFirst("\\{", "{\"use\":\"enc\","), rsa.replace("\"kid\"", "\"id\""),
                "{\"kty\":\"RSA\",\"kid\":\"s\",\"e\":\"AQAB\",\"n\":\"sXchDaQebHnPiGvyDOAT4saGEUetSyo9MKLOoWFsueri23bOdgWp4Dy1WlUzewbgBHod5pcM9H95GQRV3JDXboIRROSBigeC5yjU1hGzHHyXss8UDpre\"}"}) {
            assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> SigningKeys.read("{\"keys\":[" + useless + "]}"))).as(useless).isInstanceOf(IllegalArgumentException.class);
        }
    }
}

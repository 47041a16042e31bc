package io.crvsbridge.esignet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.CompressionAlgorithm;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import io.crvsbridge.esignet.Untrusted.Cause;
import io.crvsbridge.kernel.SettableClock;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What proves who a person is, and all that does not. */
class ProofsTest {

    private static final String CLIENT = "our-client";
    private static final Login LOGIN = new Login(CLIENT, "https://form.example/x", Optional.empty(), Optional.of("the-nonce"));
    private static final RSAKey DECRYPTING = Signer.rsa("enc");
    private static final ECKey DECRYPTING_EC = Signer.ec("enc-ec");
    private static final SettableClock CLOCK = SettableClock.at("2026-03-02T08:50:00Z");
    private static final long NOW = CLOCK.instant().getEpochSecond();

    private final SigningKeys keys = new SigningKeys(() -> Signer.set(Signer.RSA, Signer.EC), Signer.refusals(new ArrayList<>(), CLOCK), CLOCK);

    private Proofs proofs(List<String> signers, Set<String> demanded) {
        List<ClientKey> decrypting = Stream.of(DECRYPTING, DECRYPTING_EC).flatMap(k -> ClientKey.decrypting(Signer.file(k)).stream()).toList();
        return new Proofs(keys, decrypting, signers, demanded, CLOCK);
    }

    private Proofs proofs() {
        return proofs(List.of(), Set.of("iss", "aud"));
    }

    private static String claims(String more) {
        return "{\"iss\":\"" + Signer.ISSUER + "\",\"aud\":\"" + CLIENT + "\",\"sub\":\"psut\",\"given_name\":\"Ann\"" + more + "}";
    }

    private static String signed(String claims) {
        return Signer.sign(JWSAlgorithm.RS256, Signer.RSA, claims);
    }

    private Cause refused(String body) {
        Untrusted refused = catchThrowableOfType(Untrusted.class, () -> proofs().userinfo(body, Signer.provider(), LOGIN));
        assertThat(refused).as("is refused").isNotNull();
        return refused.why();
    }

    static Stream<Arguments> ways() {
        return Stream.of(Arguments.of(JWSAlgorithm.RS256, Signer.RSA), Arguments.of(JWSAlgorithm.PS256, Signer.RSA), Arguments.of(JWSAlgorithm.ES256, Signer.EC));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void userinfoSignedByAPublishedKeyIsTaken(JWSAlgorithm algorithm, JWK key) {
        String jws = Signer.sign(algorithm, key, claims(""));
        Proofs.Userinfo userinfo = proofs().userinfo(jws + "\n", Signer.provider(), LOGIN);
        assertThat(userinfo.subject()).isEqualTo("psut");
        assertThat(userinfo.claims().getString("given_name")).isEqualTo("Ann");
        assertThat(userinfo.signed()).isEqualTo(jws);
        assertThat(userinfo.toString()).doesNotContain("Ann", "psut");
    }

    static Stream<Arguments> worthless() throws Exception {
        JWSObject hmac = new JWSObject(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("one").build(), new Payload(claims("")));
        hmac.sign(new MACSigner(Signer.RSA.toRSAPublicKey().getEncoded()));
        String good = signed(claims(""));
        String[] parts = good.split("\\.");
        return Stream.of(
                Arguments.of("nothing", "", Cause.MALFORMED),
                Arguments.of("unsigned JSON", claims(""), Cause.MALFORMED),
                Arguments.of("no signature", parts[0] + "." + parts[1] + ".", Cause.MALFORMED),
                Arguments.of("two parts", parts[0] + "." + parts[1], Cause.MALFORMED),
                Arguments.of("letters behind it", good + "=", Cause.MALFORMED),
                Arguments.of("alg none", Base64URL.encode("{\"alg\":\"none\",\"kid\":\"one\"}") + "." + parts[1] + "." + parts[2], Cause.ALGORITHM),
                Arguments.of("two algs", Base64URL.encode("{\"alg\":\"none\",\"alg\":\"RS256\",\"kid\":\"one\"}") + "." + parts[1] + "." + parts[2], Cause.MALFORMED),
                Arguments.of("HS256 by the public key", hmac.serialize(), Cause.ALGORITHM),
                Arguments.of("RS512", Signer.sign(JWSAlgorithm.RS512, Signer.RSA, claims("")), Cause.ALGORITHM),
                Arguments.of("a key that comes along", Signer.sign(JWSAlgorithm.RS256, Signer.OTHER, claims(""), h -> h.jwk(Signer.OTHER.toPublicJWK())), Cause.ALGORITHM),
                Arguments.of("an address of keys", Signer.sign(JWSAlgorithm.RS256, Signer.OTHER, claims(""), h -> h.jwkURL(URI.create("https://stranger.example/keys"))), Cause.ALGORITHM),
                Arguments.of("something critical", Signer.sign(JWSAlgorithm.RS256, Signer.RSA, claims(""), h -> h.criticalParams(Set.of("exp"))), Cause.ALGORITHM),
                Arguments.of("no kid", Signer.sign(JWSAlgorithm.RS256, Signer.RSA, claims(""), h -> h.keyID(null)), Cause.KEY_UNKNOWN),
                Arguments.of("an unknown kid", Signer.sign(JWSAlgorithm.RS256, Signer.rsa("two"), claims("")), Cause.KEY_UNKNOWN),
                Arguments.of("a stranger's signature", Signer.sign(JWSAlgorithm.RS256, Signer.OTHER, claims("")), Cause.SIGNATURE),
                Arguments.of("the kid of another kind of key", Signer.sign(JWSAlgorithm.RS256, Signer.RSA, claims(""), h -> h.keyID("ec")), Cause.SIGNATURE),
                Arguments.of("altered claims", parts[0] + "." + Base64URL.encode(claims("").replace("Ann", "Eve")) + "." + parts[2], Cause.SIGNATURE),
                Arguments.of("another issuer", signed(claims("").replace("esignet.example", "stranger.example")), Cause.ISSUER),
                Arguments.of("no issuer", signed("{\"aud\":\"our-client\",\"sub\":\"psut\"}"), Cause.ISSUER),
                Arguments.of("an issuer that is no text", signed("{\"iss\":1,\"aud\":\"our-client\",\"sub\":\"psut\"}"), Cause.ISSUER),
                Arguments.of("for another client", signed(claims("").replace(CLIENT, "other")), Cause.AUDIENCE),
                Arguments.of("for nobody", signed("{\"iss\":\"" + Signer.ISSUER + "\",\"sub\":\"psut\"}"), Cause.AUDIENCE),
                Arguments.of("expired", signed(claims(",\"exp\":" + (NOW - 61))), Cause.TIME),
                Arguments.of("an end that is no number", signed(claims(",\"exp\":\"never\"")), Cause.TIME),
                Arguments.of("from the future", signed(claims(",\"iat\":" + (NOW + 61))), Cause.TIME),
                Arguments.of("not yet", signed(claims(",\"nbf\":" + (NOW + 61))), Cause.TIME),
                Arguments.of("about nobody", signed(claims("").replace("\"sub\":\"psut\"", "\"sub\":\"\"")), Cause.SUBJECT),
                Arguments.of("two subjects", signed(claims(",\"sub\":\"other\"")), Cause.MALFORMED));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("worthless")
    void whatProvesNothingIsRefused(String what, String body, Cause cause) {
        assertThat(refused(body)).isEqualTo(cause);
    }

    @Test
    void aMinuteOfDifferenceBetweenClocksIsBorne() {
        assertThat(proofs().userinfo(signed(claims(",\"exp\":" + (NOW - 59) + ",\"iat\":" + (NOW + 59))), Signer.provider(), LOGIN).subject()).isEqualTo("psut");
    }

    @Test
    void severalAudiencesMayHoldUs() {
        assertThat(proofs().userinfo(signed(claims("").replace("\"our-client\"", "[\"a\",\"our-client\"]")), Signer.provider(), LOGIN).subject()).isEqualTo("psut");
    }

    @Test
    void anIdSystemThatSignsByItselfIsTakenWhereItIsNamed() {
        String byIda = signed(claims("").replace(Signer.ISSUER, "https://ida.example"));
        assertThat(proofs(List.of("https://ida.example"), Set.of("iss", "aud")).userinfo(byIda, Signer.provider(), LOGIN).subject()).isEqualTo("psut");
        assertThat(refused(byIda)).isEqualTo(Cause.ISSUER);
    }

    @Test
    void issuerAndAudienceMayBeAbsentWhereThatIsSetButNotWrong() {
        Proofs lenient = proofs(List.of(), Set.of("none"));
        assertThat(lenient.userinfo(signed("{\"sub\":\"psut\"}"), Signer.provider(), LOGIN).subject()).isEqualTo("psut");
        for (String wrong : List.of("{\"sub\":\"psut\",\"iss\":\"https://stranger.example\"}", "{\"sub\":\"psut\",\"aud\":\"other\"}", "{\"sub\":\"psut\",\"iss\":null}", "{\"sub\":\"psut\",\"aud\":null}")) {
            assertThat(catchThrowableOfType(Untrusted.class, () -> lenient.userinfo(signed(wrong), Signer.provider(), LOGIN))).as(wrong).isNotNull();
        }
    }

    private static String encrypted(JWEAlgorithm algorithm, EncryptionMethod method, JWK key, String inner, UnaryOperator<JWEHeader.Builder> header) throws Exception {
        JWEObject jwe = new JWEObject(header.apply(new JWEHeader.Builder(algorithm, method)).build(), new Payload(inner));
        jwe.encrypt(key instanceof RSAKey rsa ? new RSAEncrypter(rsa) : new ECDHEncrypter((ECKey) key));
        return jwe.serialize();
    }

    private static String encrypted(JWK key, String inner) throws Exception {
        return encrypted(key instanceof RSAKey ? JWEAlgorithm.RSA_OAEP_256 : JWEAlgorithm.ECDH_ES_A256KW, EncryptionMethod.A256GCM, key, inner, UnaryOperator.identity());
    }

    @Test
    void anEncryptedUserinfoIsOpenedAndTheInnerSignatureKept() throws Exception {
        String jws = signed(claims(""));
        assertThat(proofs().userinfo(encrypted(DECRYPTING, jws), Signer.provider(), LOGIN).signed()).isEqualTo(jws);
        assertThat(proofs().userinfo(encrypted(DECRYPTING_EC, jws), Signer.provider(), LOGIN).signed()).isEqualTo(jws);
    }

    @Test
    void encryptionProvesNothingByItself() throws Exception {
        assertThat(refused(encrypted(DECRYPTING, claims("")))).isEqualTo(Cause.MALFORMED);
        assertThat(refused(encrypted(DECRYPTING, Signer.sign(JWSAlgorithm.RS256, Signer.OTHER, claims(""))))).isEqualTo(Cause.SIGNATURE);
        assertThat(refused(encrypted(DECRYPTING, encrypted(DECRYPTING, signed(claims("")))))).isEqualTo(Cause.MALFORMED);
    }

    @Test
    void anEncryptionThatIsNotForUsOrOfAWeakKindIsRefused() throws Exception {
        String jws = signed(claims(""));
        @SuppressWarnings("deprecation")
        JWEAlgorithm weak = JWEAlgorithm.RSA1_5;
        assertThat(refused(encrypted(Signer.rsa("x"), jws))).isEqualTo(Cause.ENCRYPTION);
        assertThat(refused(encrypted(weak, EncryptionMethod.A256GCM, DECRYPTING, jws, UnaryOperator.identity()))).isEqualTo(Cause.ENCRYPTION);
        assertThat(refused(encrypted(JWEAlgorithm.RSA_OAEP_256, EncryptionMethod.A256GCM, DECRYPTING, jws, h -> h.compressionAlgorithm(CompressionAlgorithm.DEF)))).isEqualTo(Cause.ENCRYPTION);
        assertThat(refused("a.b.c.d.e")).isEqualTo(Cause.ENCRYPTION);
    }

    private static String idClaims(String more) {
        return "{\"iss\":\"" + Signer.ISSUER + "\",\"aud\":\"" + CLIENT + "\",\"sub\":\"psut\",\"nonce\":\"the-nonce\",\"exp\":" + (NOW + 60) + more + "}";
    }

    private Cause refusedId(String token) {
        Untrusted refused = catchThrowableOfType(Untrusted.class, () -> proofs().idToken(token, Signer.provider(), LOGIN));
        assertThat(refused).as("is refused").isNotNull();
        return refused.why();
    }

    @Test
    void anIdTokenTellsTheSubject() {
        assertThat(proofs().idToken(signed(idClaims("")), Signer.provider(), LOGIN)).isEqualTo("psut");
        assertThat(proofs().idToken(signed(idClaims(",\"azp\":\"our-client\"")), Signer.provider(), LOGIN)).isEqualTo("psut");
    }

    @Test
    void anIdTokenOfAnotherLoginIsRefused() {
        assertThat(refusedId(signed(idClaims("").replace("the-nonce", "another")))).isEqualTo(Cause.NONCE);
        assertThat(refusedId(signed(idClaims("").replace("\"nonce\":\"the-nonce\",", "")))).isEqualTo(Cause.NONCE);
        assertThat(refusedId(signed(idClaims("").replace(Signer.ISSUER, "https://stranger.example")))).isEqualTo(Cause.ISSUER);
        assertThat(refusedId(signed(idClaims("").replace(CLIENT, "other")))).isEqualTo(Cause.AUDIENCE);
        assertThat(refusedId(signed(idClaims(",\"azp\":\"other\"")))).isEqualTo(Cause.AUDIENCE);
        assertThat(refusedId(signed(idClaims("").replace("\"exp\":" + (NOW + 60), "\"exp\":" + (NOW - 61))))).isEqualTo(Cause.TIME);
        assertThat(refusedId(signed(idClaims("").replace(",\"exp\":" + (NOW + 60), "")))).isEqualTo(Cause.TIME);
        assertThat(refusedId(Signer.sign(JWSAlgorithm.RS256, Signer.OTHER, idClaims("")))).isEqualTo(Cause.SIGNATURE);
        assertThat(refusedId(signed(idClaims("").replace("psut", "")))).isEqualTo(Cause.SUBJECT);
    }
}

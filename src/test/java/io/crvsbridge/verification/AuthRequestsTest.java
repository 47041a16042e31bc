package io.crvsbridge.verification;

import static io.crvsbridge.verification.IdaTexts.john;
import static io.crvsbridge.verification.IdaTexts.person;
import static io.crvsbridge.verification.IdaTexts.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.crvsbridge.simulators.IdaKeyPair;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** A request, taken apart by code that shares nothing with what made it. */
class AuthRequestsTest {

    private static final Instant NOW = Instant.parse("2026-03-02T08:50:00.120Z");

    private static AuthRequests.Signed request(IdaSettings settings, Person person, Optional<String> gender) {
        return new AuthRequests(settings, new IdaKeys(settings, Clock.systemUTC()).held().orElseThrow()).of(person, gender, NOW);
    }

    private static AuthRequests.Signed request(String... changes) {
        return request(settings(changes), john(), Optional.of("male"));
    }

    private static JsonObject json(String text) {
        return Json.createReader(new StringReader(text)).readObject();
    }

    private static byte[] bytes(String base64url) {
        return Base64.getUrlDecoder().decode(base64url);
    }

    private static byte[] session(JsonObject body) throws GeneralSecurityException {
        Cipher rsa = Cipher.getInstance("RSA/ECB/OAEPWithSHA-256AndMGF1Padding");
        rsa.init(Cipher.DECRYPT_MODE, IdaKeyPair.encryption().key(), new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
        return rsa.doFinal(bytes(body.getString("requestSessionKey")));
    }

    private static String opened(JsonObject body, String part) throws GeneralSecurityException {
        byte[] all = bytes(body.getString(part));
        Cipher aes = Cipher.getInstance("AES/GCM/NoPadding");
        aes.init(Cipher.DECRYPT_MODE, new SecretKeySpec(session(body), "AES"), new GCMParameterSpec(128, Arrays.copyOfRange(all, all.length - 16, all.length)));
        return new String(aes.doFinal(Arrays.copyOf(all, all.length - 16)), StandardCharsets.UTF_8);
    }

    private static JsonObject plain(AuthRequests.Signed request) throws GeneralSecurityException {
        return json(opened(json(request.body()), "request"));
    }

    @Test
    void nativeCodeSignsAsJavaDoes() {
        assumeTrue(NativeSignatures.provider().isPresent(), "native code cannot be loaded here");
        IdaSettings settings = settings();
        RequestSignature nativeCode = new RequestSignature(new IdaKeys(settings, Clock.systemUTC()).held().orElseThrow().partner(), NativeSignatures.provider());
        RequestSignature java = new RequestSignature(new IdaKeys(settings, Clock.systemUTC()).held().orElseThrow().partner(), Optional.empty());
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        // RS256 has one signature for one message and key.
        assertThat(nativeCode.of(body)).isEqualTo(java.of(body));
    }

    @Test
    void theOuterFieldsAreThoseOfTheContract() {
        AuthRequests.Signed request = request();
        JsonObject body = json(request.body());
        assertThat(body.keySet()).containsExactlyInAnyOrder("id", "version", "specVersion", "individualId", "individualIdType", "transactionID", "requestTime", "thumbprint", "domainUri",
                "env", "consentObtained", "request", "requestSessionKey", "requestHMAC");
        assertThat(body.getString("id")).isEqualTo("mosip.identity.auth");
        assertThat(body.getString("version")).isEqualTo("1.0");
        assertThat(body.getString("specVersion")).isEqualTo("1.0");
        assertThat(body.getString("individualId")).isEqualTo("1234567892");
        assertThat(body.getString("individualIdType")).isEqualTo("UIN");
        assertThat(body.getString("transactionID")).matches("\\d{10}").isEqualTo(request.transactionId());
        assertThat(body.getString("requestTime")).isEqualTo("2026-03-02T08:50:00.120Z");
        assertThat(body.getString("domainUri")).isEqualTo("https://ida.mosip.example");
        assertThat(body.getString("env")).isEqualTo("Production");
        assertThat(body.getBoolean("consentObtained")).isTrue();
    }

    @Test
    void theThumbprintIsThatOfIdasCertificate() throws GeneralSecurityException {
        byte[] print = MessageDigest.getInstance("SHA-256").digest(IdaKeyPair.encryption().certificate().getEncoded());
        assertThat(bytes(json(request().body()).getString("thumbprint"))).isEqualTo(print);
    }

    @Test
    void thePersonStandsInTheEncryptedPartOnly() throws GeneralSecurityException {
        AuthRequests.Signed request = request();
        assertThat(request.body()).doesNotContain("John Doe", "2001/02/20", "\"male\"");
        assertThat(plain(request)).isEqualTo(json("""
                {"timestamp": "2026-03-02T08:50:00.120Z", "demographics": {"name": [{"language": "eng", "value": "John Doe"}], "dob": "2001/02/20",
                 "gender": [{"language": "eng", "value": "male"}]}}"""));
    }

    @Test
    void theHashIsOfTheVeryBytesThatWereEncrypted() throws GeneralSecurityException {
        JsonObject body = json(request().body());
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(opened(body, "request").getBytes(StandardCharsets.UTF_8));
        assertThat(opened(body, "requestHMAC")).isEqualTo(HexFormat.of().withUpperCase().formatHex(hash));
    }

    @Test
    void keysIvsAndTransactionsAreUsedOnce() throws GeneralSecurityException {
        IdaSettings settings = settings();
        AuthRequests requests = new AuthRequests(settings, new IdaKeys(settings, Clock.systemUTC()).held().orElseThrow());
        Set<String> sessions = new HashSet<>();
        Set<String> ivs = new HashSet<>();
        Set<String> transactions = new HashSet<>();
        int many = 20;
        for (int i = 0; i < many; i++) {
            JsonObject body = json(requests.of(john(), Optional.empty(), NOW).body());
            byte[] session = session(body);
            assertThat(session).hasSize(32);
            sessions.add(HexFormat.of().formatHex(session));
            transactions.add(body.getString("transactionID"));
            for (String part : new String[] {"request", "requestHMAC"}) {
                byte[] all = bytes(body.getString(part));
                ivs.add(HexFormat.of().formatHex(all, all.length - 16, all.length));
            }
        }
        assertThat(sessions).hasSize(many);
        assertThat(transactions).hasSize(many);
        assertThat(ivs).hasSize(2 * many);
    }

    @Test
    void theSignatureCoversTheBytesAsTheyAreSentAndCarriesOurCertificate() throws GeneralSecurityException {
        AuthRequests.Signed request = request();
        String[] parts = request.signature().split("\\.", -1);
        assertThat(parts).hasSize(3);
        assertThat(parts[1]).isEmpty();
        JsonObject header = json(new String(bytes(parts[0]), StandardCharsets.UTF_8));
        assertThat(header.getString("alg")).isEqualTo("RS256");
        byte[] der = Base64.getDecoder().decode(header.getJsonArray("x5c").getString(0));
        X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        assertThat(certificate).isEqualTo(settings().partners().get(0).certified().certificate());
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(certificate.getPublicKey());
        String payload = Base64.getUrlEncoder().withoutPadding().encodeToString(request.body().getBytes(StandardCharsets.UTF_8));
        signature.update((parts[0] + "." + payload).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(bytes(parts[2]))).isTrue();
    }

    @Test
    void anIdentifierOfSixteenDigitsIsAVidUnlessSomebodySaysOtherwise() {
        Person sixteen = person("9026041234567892", "John Doe", null, null);
        assertThat(json(request(settings(), sixteen, Optional.empty()).body()).getString("individualIdType")).isEqualTo("VID");
        assertThat(json(request(settings("IDA_ID_TYPE", "UIN"), sixteen, Optional.empty()).body()).getString("individualIdType")).isEqualTo("UIN");
        Person said = new Person(sixteen.id(), Optional.of(IdType.VID), sixteen.name(), Optional.empty(), Optional.empty());
        assertThat(json(request(settings("IDA_ID_TYPE", "UIN"), said, Optional.empty()).body()).getString("individualIdType")).isEqualTo("VID");
    }

    @Test
    void namesAndGendersGoInEachLanguage() throws GeneralSecurityException {
        AuthRequests.Signed request = request(settings("IDA_LANGUAGES", "eng, fra"), john(), Optional.of("MLE"));
        assertThat(plain(request).getJsonObject("demographics").getJsonArray("gender")).isEqualTo(
                Json.createReader(new StringReader("[{\"language\":\"eng\",\"value\":\"MLE\"},{\"language\":\"fra\",\"value\":\"MLE\"}]")).readArray());
        assertThat(plain(request).getJsonObject("demographics").getJsonArray("name")).hasSize(2);
    }

    @Test
    void whatIsNotSaidIsNotSent() throws GeneralSecurityException {
        AuthRequests.Signed request = request(settings(), person("1234567892", null, "2001-02-20", null), Optional.empty());
        assertThat(plain(request).getJsonObject("demographics").keySet()).containsExactly("dob");
    }

    @Test
    void lettersOfEveryLanguageArriveAsTheyWere() throws GeneralSecurityException {
        AuthRequests.Signed request = request(settings(), person("1234567892", "Zoë Ñandú اسم", null, null), Optional.empty());
        assertThat(plain(request).getJsonObject("demographics").getJsonArray("name").getJsonObject(0).getString("value")).isEqualTo("Zoë Ñandú اسم");
    }

    @Test
    void olderVersionsAreToldWhatIsAskedFor() {
        assertThat(json(request("IDA_REQUESTED_AUTH", "true", "IDA_ENV", "Staging").body()).getJsonObject("requestedAuth")).isEqualTo(json("{\"demo\":true,\"pin\":false,\"otp\":false,\"bio\":false}"));
    }

    @Test
    void nothingOfThePersonIsPrinted() {
        assertThat(request().toString() + john()).doesNotContain("John", "Doe", "1234567892", "2001-02");
    }
}

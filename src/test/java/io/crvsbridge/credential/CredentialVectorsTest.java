package io.crvsbridge.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.crvsbridge.credential.CredentialRefused.Cause;
import io.crvsbridge.credential.CredentialVectors.Fetches;
import io.crvsbridge.credential.CredentialVectors.SettableClock;
import jakarta.json.JsonObject;

/** Every vector is verified, refused or decrypted as the vectors' own index says. */
class CredentialVectorsTest {

    private static Stream<JsonObject> index() {
        return CredentialVectors.json(CredentialVectors.text("index.json")).asJsonArray().stream().map(JsonObject.class::cast);
    }

    static Stream<String> verifying() {
        return signed(true);
    }

    static Stream<String> failing() {
        return signed(false);
    }

    static Stream<JsonObject> encrypted() {
        return index().filter(entry -> entry.containsKey("decryptsTo"));
    }

    private static Stream<String> signed(boolean verifies) {
        return index().filter(entry -> entry.containsKey("proofVerifies") && entry.getBoolean("proofVerifies") == verifies)
                .map(entry -> entry.getString("file"));
    }

    @Test
    void indexHoldsEveryKindOfVector() {
        assertThat(verifying()).hasSizeGreaterThanOrEqualTo(3);
        assertThat(failing()).hasSizeGreaterThanOrEqualTo(7);
        assertThat(encrypted()).hasSizeGreaterThanOrEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("verifying")
    void genuineCredentialIsRead(String file) throws CredentialRefused {
        JsonObject vc = CredentialVectors.credential(file);

        SignedCredential read = CredentialVectors.proof(Fetches.ofIssuer()).verify(vc);

        JsonObject subject = vc.getJsonObject("credentialSubject");
        assertThat(read.id()).isEqualTo(vc.getString("id"));
        assertThat(read.issuer()).isEqualTo("https://mosip.example/.well-known/controller.json");
        assertThat(read.reference()).isEqualTo("10021100370000120260302081531");
        assertThat(read.claims()).containsEntry("VID", "4092836150927345").containsEntry("vcVer", "VC-V1");
        assertThat(read.claim("UIN")).isEqualTo(Optional.ofNullable(subject.getString("UIN", null)));
        assertThat(read.claims()).doesNotContainKey("birthCertificateNumber");
        assertThat(read.unsignedTerms().contains("birthCertificateNumber"))
                .isEqualTo(subject.containsKey("birthCertificateNumber"));
        assertThat(read.unbelievedText("birthCertificateNumber"))
                .isEqualTo(Optional.ofNullable(subject.getString("birthCertificateNumber", null)));
    }

    @Test
    void alteredCertificateNumberPassesTheProofAndIsNotBelieved() throws CredentialRefused {
        SignedCredential read = CredentialVectors.proof(Fetches.ofIssuer())
                .verify(CredentialVectors.credential("tampered-certificate-number.json"));

        assertThat(read.unsignedTerms()).containsExactly("birthCertificateNumber");
        assertThat(read.claims()).containsOnlyKeys("VID", "vcVer");
        assertThat(read.unbelievedText("birthCertificateNumber")).contains("2026B0000002");
    }

    @ParameterizedTest
    @MethodSource("failing")
    void alteredCredentialIsRefused(String file) {
        CredentialProof proof = CredentialVectors.proof(Fetches.ofIssuer());
        JsonObject vc = CredentialVectors.credential(file);

        CredentialRefused refusal = catchThrowableOfType(CredentialRefused.class, () -> proof.verify(vc));

        Cause expected = file.equals("jws-garbage.json") ? Cause.PROOF_UNSUPPORTED : Cause.PROOF_INVALID;
        assertThat(refusal).as(file).isNotNull();
        assertThat(refusal.reason()).isEqualTo(expected);
        assertThat(refusal.retryable()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("failing")
    void withoutTheProofAnAlteredCredentialIsStillReadFromItsStatements(String file) throws CredentialRefused {
        SignedCredential read = CredentialVectors.proof(Fetches.ofIssuer()).unchecked(CredentialVectors.credential(file));

        assertThat(read.claims()).containsKeys("VID", "vcVer").doesNotContainKey("birthCertificateNumber");
    }

    @ParameterizedTest
    @MethodSource("encrypted")
    void encryptedCredentialIsOpened(JsonObject entry) throws CredentialRefused {
        CredentialCipher cipher = CredentialCipher.of(CredentialVectors.path("partner.p12"), "changeit".toCharArray());

        JsonObject opened = CredentialJson.read(cipher.open(CredentialVectors.text(entry.getString("file"))));

        assertThat(opened).isEqualTo(CredentialVectors.credential(entry.getString("decryptsTo")));
    }

    @Test
    void credentialOfARealMosipEnvironmentVerifies() throws IOException, CredentialRefused {
        Path samples = samples().resolve("mosip");
        Path vc = samples.resolve("vc-ps256.json");
        assumeTrue(Files.isReadable(vc), "the genuine credential is not part of this project");
        String key = Files.readString(samples.resolve("vc-ps256.public-key.json"));
        String method = CredentialVectors.json(key).asJsonObject().getString("id");
        CredentialProof proof = new CredentialProof(PinnedContexts.shipped(),
                new VerificationKeys(List.of(method), url -> key, new SettableClock()));
        JsonObject genuine = CredentialJson.read(Files.readAllBytes(vc));

        String uin = genuine.getJsonObject("credentialSubject").getString("UIN");

        assertThat(proof.verify(genuine).claims()).containsEntry("UIN", uin).containsKey("face")
                .doesNotContainKey("fullName");

        JsonObject altered = CredentialVectors.json(
                genuine.toString().replace(uin, "1" + uin)).asJsonObject();
        assertThatExceptionOfType(CredentialRefused.class).isThrownBy(() -> proof.verify(altered));
    }

    private static Path samples() {
        String place = System.getProperty("CRVS_SHARED_SAMPLES", System.getenv("CRVS_SHARED_SAMPLES"));
        return Path.of(place == null ? "../shared/samples" : place);
    }
}

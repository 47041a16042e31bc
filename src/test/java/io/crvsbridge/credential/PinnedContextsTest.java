package io.crvsbridge.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.loader.DocumentLoaderOptions;
import io.crvsbridge.credential.CredentialVectors.Fetches;
import io.crvsbridge.credential.CredentialVectors.SettableClock;

class PinnedContextsTest {

    @TempDir
    private Path directory;

    @Test
    void shippedContextsAreServed() throws JsonLdError {
        PinnedContexts contexts = PinnedContexts.shipped();

        for (String url : List.of("https://www.w3.org/2018/credentials/v1", "https://www.w3.org/ns/odrl.jsonld",
                "https://api.collab.mosip.net/.well-known/mosip-ida-context.json",
                "https://w3id.org/security/v1", "https://w3id.org/security/v2")) {
            assertThat(contexts.holds(url)).as(url).isTrue();
            assertThat(contexts.loadDocument(URI.create(url), new DocumentLoaderOptions()).getJsonContent()).isPresent();
        }
    }

    @Test
    void nothingElseIsServed() {
        PinnedContexts contexts = PinnedContexts.shipped();

        for (String url : List.of("https://attacker.example/context.json", "https://www.w3.org/2018/credentials/v1/",
                "file:///etc/passwd", "https://w3id.org/security/V2")) {
            assertThat(contexts.holds(url)).as(url).isFalse();
            assertThatExceptionOfType(JsonLdError.class).as(url)
                    .isThrownBy(() -> contexts.loadDocument(URI.create(url), new DocumentLoaderOptions()));
        }
    }

    /** The country's own context can define the certificate number; then a signature covers it. */
    @Test
    void directoryReplacesTheShippedContexts() throws IOException, CredentialRefused {
        copyShipped();
        Path mosip = directory.resolve("mosip-ida-context.json");
        Files.writeString(mosip, Files.readString(mosip).replace("\"UIN\": \"mosip:UIN\",",
                "\"UIN\": \"mosip:UIN\", \"birthCertificateNumber\": \"mosip:birthCertificateNumber\","));
        CredentialProof proof = new CredentialProof(PinnedContexts.from(directory), new VerificationKeys(
                List.of(CredentialVectors.METHOD), Fetches.ofIssuer(), new SettableClock()));

        SignedCredential read = proof.unchecked(CredentialVectors.credential("valid-vid.json"));

        assertThat(read.claim("birthCertificateNumber")).contains("2026B0000001");
        assertThat(read.unsignedTerms()).isEmpty();
        assertThatExceptionOfType(CredentialRefused.class)
                .isThrownBy(() -> proof.verify(CredentialVectors.credential("valid-vid.json")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{}                                                  | index.json names no context",
        "[]                                                  | index.json is not a JSON object",
        "nonsense                                            | index.json is not a JSON object",
        "{\"no url\": \"a.json\"}                            | index.json has a key that is no URL",
        "{\"https://a.example/\": \"../outside.json\"}       | plain name of a file",
        "{\"https://a.example/\": 7}                         | plain name of a file",
        "{\"https://a.example/\": \"missing.json\"}          | missing.json is missing",
        "{\"https://a.example/\": \"broken.json\"}           | broken.json is not a JSON object",
        "{\"https://a.example/\": \"bare.json\"}             | bare.json has no @context",
        "{\"https://a.example/\": \"reaching.json\"}         | reaching.json cannot be used",
        "{\"https://a.example/\": \"senseless.json\"}        | senseless.json cannot be used"})
    void faultIsToldWithTheFile(String index, String message) throws IOException {
        Files.writeString(directory.resolve("index.json"), index);
        Files.writeString(directory.resolve("broken.json"), "{\"@context\": ");
        Files.writeString(directory.resolve("bare.json"), "{\"id\": \"@id\"}");
        Files.writeString(directory.resolve("reaching.json"), "{\"@context\": \"https://b.example/\"}");
        Files.writeString(directory.resolve("senseless.json"), "{\"@context\": {\"term\": 7}}");

        assertThatIllegalArgumentException().isThrownBy(() -> PinnedContexts.from(directory))
                .withMessageContaining(directory.toString()).withMessageContaining(message);
    }

    @Test
    void directoryWithoutIndexIsAFault() {
        assertThatIllegalArgumentException().isThrownBy(() -> PinnedContexts.from(directory.resolve("nowhere")))
                .withMessageContaining("index.json is missing");
    }

    @Test
    void proofNeedsTheSecurityContext() throws IOException {
        Files.writeString(directory.resolve("index.json"), "{\"https://a.example/\": \"a.json\"}");
        Files.writeString(directory.resolve("a.json"), "{\"@context\": {}}");
        PinnedContexts contexts = PinnedContexts.from(directory);
        VerificationKeys keys = new VerificationKeys(List.of(), Fetches.ofIssuer(), new SettableClock());

        assertThatIllegalArgumentException().isThrownBy(() -> new CredentialProof(contexts, keys))
                .withMessageContaining("https://w3id.org/security/v2");
    }

    private void copyShipped() throws IOException {
        for (String name : List.of("index.json", "credentials-v1.json", "mosip-ida-context.json", "odrl.json",
                "security-v1.json", "security-v2.json")) {
            try (var in = PinnedContexts.class.getResourceAsStream("/mosip/contexts/" + name)) {
                Files.copy(in, directory.resolve(name));
            }
        }
    }
}

package io.crvsbridge.simulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The simulator's own cryptography, against vectors that an independent implementation made: only then may it sign its own. */
class SimulatorCredentialsTest {

  private static final Partner PARTNER = Partner.load();

  @Test
  void theIndexNamesCasesOfBothKinds() throws IOException {
    List<JsonObject> proofs = proofs().toList();
    assertThat(proofs).hasSize(10);
    assertThat(proofs.stream().filter(c -> c.getBoolean("proofVerifies"))).hasSize(3);
    assertThat(encrypted()).hasSize(3);
  }

  @ParameterizedTest
  @MethodSource("proofs")
  void aProofVerifiesExactlyWhenTheVectorSaysSo(JsonObject vector) throws Exception {
    JsonObject credential = JsonText.parseObject(resource(vector.getString("file")));
    assertThat(CredentialProof.verifies(credential, publishedKey()))
        .as(vector.getString("what"))
        .isEqualTo(vector.getBoolean("proofVerifies"));
  }

  @ParameterizedTest
  @MethodSource("encrypted")
  void anEncryptedVectorOpensToItsCredential(JsonObject vector) throws Exception {
    String opened = CredentialEnvelope.decrypted(resource(vector.getString("file")), PARTNER.key());
    assertThat(JsonText.parseObject(opened)).isEqualTo(JsonText.parseObject(resource(vector.getString("decryptsTo"))));
  }

  @Test
  void aCredentialOfOursVerifiesUntilASignedTermChanges() {
    KeyPair keys = Jwt.newKeys();
    JsonObject unsigned = JsonText.object(JsonText.parseObject(resource("valid-vid.json"))).remove("proof").build();
    JsonObject signed = CredentialProof.signed(unsigned, "2026-03-02T08:39:59Z", "https://mosip.example/.well-known/public-key.json", keys.getPrivate());
    assertThat(CredentialProof.verifies(signed, keys.getPublic())).isTrue();

    JsonObject subject = JsonText.object(signed.getJsonObject("credentialSubject")).add("VID", "1").build();
    JsonObject changed = JsonText.object(signed).add("credentialSubject", subject).build();
    assertThat(CredentialProof.verifies(changed, keys.getPublic())).isFalse();
  }

  @ParameterizedTest
  @EnumSource(CredentialEnvelope.Layout.class)
  void anEnvelopeOfOursOpensAgainWhateverTheLayout(CredentialEnvelope.Layout layout) throws Exception {
    String sealed = CredentialEnvelope.encrypted("Zoë Almond", PARTNER.certificate(), layout);
    assertThat(CredentialEnvelope.decrypted(sealed, PARTNER.key())).isEqualTo("Zoë Almond");
    assertThatThrownBy(() -> CredentialEnvelope.decrypted(sealed, Jwt.newKeys().getPrivate())).isInstanceOf(GeneralSecurityException.class);
  }

  static Stream<JsonObject> proofs() {
    return index().filter(vector -> vector.containsKey("proofVerifies"));
  }

  static Stream<JsonObject> encrypted() {
    return index().filter(vector -> vector.containsKey("decryptsTo"));
  }

  private static Stream<JsonObject> index() {
    return JsonText.parse(resource("index.json")).asJsonArray().stream().map(JsonValue::asJsonObject);
  }

  private static PublicKey publishedKey() throws GeneralSecurityException {
    String pem = JsonText.parseObject(resource("public-key.json")).getString("publicKeyPem");
    byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der));
  }

  private static String resource(String name) {
    try (InputStream file = SimulatorCredentialsTest.class.getResourceAsStream("/mosip/vectors/" + name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
  }
}

package io.crvsbridge.simulators;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;
import java.util.TreeMap;

/** RsaSignature2018 as MOSIP makes it: a detached PS256 signature over the hashes of options and document (MOSIP contract, section 5.5). */
final class CredentialProof {

  private static final PSSParameterSpec PS256 = new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1);
  private static final String HEADER = "{\"b64\":false,\"crit\":[\"b64\"],\"kid\":\"simulator\",\"alg\":\"PS256\"}";

  private CredentialProof() {}

  /** The credential with its proof. */
  static JsonObject signed(JsonObject unsigned, String created, String verificationMethod, PrivateKey key) {
    JsonObject options = options(created, verificationMethod);
    try {
      return signed(unsigned, options, signingInput(encodedHeader(), options, unsigned), key);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The credential with a proof made the wrong way: over its JSON with sorted names, as the reference middleware and its mock made them (section 5.5). */
  static JsonObject signedAsText(JsonObject unsigned, String created, String verificationMethod, PrivateKey key) {
    try {
      return signed(unsigned, options(created, verificationMethod), (encodedHeader() + "." + sorted(unsigned)).getBytes(StandardCharsets.UTF_8), key);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static JsonObject options(String created, String verificationMethod) {
    return JsonText.object().add("type", "RsaSignature2018").add("created", created).add("proofPurpose", "assertionMethod").add("verificationMethod", verificationMethod).build();
  }

  private static String encodedHeader() {
    return Jwt.encoded(HEADER.getBytes(StandardCharsets.US_ASCII));
  }

  private static JsonObject signed(JsonObject unsigned, JsonObject options, byte[] input, PrivateKey key) throws GeneralSecurityException {
    Signature signature = ps256();
    signature.initSign(key);
    signature.update(input);
    String jws = encodedHeader() + ".." + Jwt.encoded(signature.sign());
    return JsonText.object(unsigned).add("proof", JsonText.object(options).add("jws", jws)).build();
  }

  private static JsonValue sorted(JsonValue value) {
    if (!(value instanceof JsonObject object)) {
      return value;
    }
    JsonObjectBuilder sorted = JsonText.object();
    new TreeMap<>(object).forEach((name, member) -> sorted.add(name, sorted(member)));
    return sorted.build();
  }

  static boolean verifies(JsonObject credential, PublicKey key) {
    JsonObject proof = credential.getJsonObject("proof");
    String[] jws = proof.getString("jws").split("\\.", -1);
    if (jws.length != 3 || !jws[1].isEmpty()) {
      return false;
    }
    JsonObject header = JsonText.parseObject(Base64.getUrlDecoder().decode(jws[0]));
    if (!"PS256".equals(JsonText.text(header, "alg")) || header.getBoolean("b64", true)) {
      return false;
    }
    JsonObject unsigned = JsonText.object(credential).remove("proof").build();
    try {
      Signature signature = ps256();
      signature.initVerify(key);
      signature.update(signingInput(jws[0], proof, unsigned));
      return signature.verify(Base64.getUrlDecoder().decode(jws[2]));
    } catch (GeneralSecurityException noSignature) {
      return false;
    }
  }

  private static Signature ps256() throws GeneralSecurityException {
    Signature signature = Signature.getInstance("RSASSA-PSS");
    signature.setParameter(PS256);
    return signature;
  }

  private static byte[] signingInput(String header, JsonObject options, JsonObject document) throws GeneralSecurityException {
    ByteArrayOutputStream input = new ByteArrayOutputStream();
    input.writeBytes((header + ".").getBytes(StandardCharsets.US_ASCII));
    input.writeBytes(sha256(Nquads.ofProofOptions(options)));
    input.writeBytes(sha256(Nquads.ofCredential(document)));
    return input.toByteArray();
  }

  private static byte[] sha256(String text) throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
  }
}

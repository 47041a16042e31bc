package io.crvsbridge.simulators;

import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;

/** The cryptography of ID authentication, seen from its side (MOSIP contract, section 6). */
final class IdaEnvelope {

  private static final int IV = 16;
  private static final int TAG_BITS = 128;
  private static final Base64.Decoder DECODER = Base64.getUrlDecoder();
  // What is always the same is made once, since in a benchmark the simulator shares the processors with what is measured.
  private static final Map<String, X509Certificate> READ = new ConcurrentHashMap<>();
  private static final Map<X509Certificate, String> HEADERS = new ConcurrentHashMap<>();

  private IdaEnvelope() {}

  static byte[] sessionKey(String wrapped, PrivateKey key) {
    try {
      Cipher rsa = Cipher.getInstance("RSA/ECB/OAEPPadding");
      rsa.init(Cipher.DECRYPT_MODE, key, new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
      return rsa.doFinal(DECODER.decode(wrapped));
    } catch (GeneralSecurityException | RuntimeException notForUs) {
      throw new IdaRefusal("IDA-MPA-003", "Unable to decrypt Request").thrown();
    }
  }

  static byte[] opened(String sealed, byte[] session) {
    try {
      byte[] all = DECODER.decode(sealed);
      int end = all.length - IV;
      Cipher aes = Cipher.getInstance("AES/GCM/NoPadding");
      aes.init(Cipher.DECRYPT_MODE, new SecretKeySpec(session, "AES"), new GCMParameterSpec(TAG_BITS, Arrays.copyOfRange(all, end, all.length)));
      return aes.doFinal(all, 0, end);
    } catch (GeneralSecurityException | RuntimeException tampered) {
      throw new IdaRefusal("IDA-MPA-003", "Unable to decrypt Request").thrown();
    }
  }

  /** Whether the hash is that of the text, in upper-case hex. */
  static void checkHash(byte[] plain, byte[] hash) {
    String expected = HexFormat.of().formatHex(sha256(plain)).toUpperCase(Locale.ROOT);
    if (!expected.equals(new String(hash, StandardCharsets.US_ASCII))) {
      throw new IdaRefusal("IDA-MPA-016", "HMAC Validation failed").thrown();
    }
  }

  /** Whether a certificate is named, in hex or base64url. */
  static boolean names(String thumbprint, X509Certificate certificate) {
    try {
      byte[] print = sha256(certificate.getEncoded());
      return thumbprint.matches("[0-9a-fA-F]{64}") ? Arrays.equals(HexFormat.of().parseHex(thumbprint), print) : Arrays.equals(DECODER.decode(thumbprint), print);
    } catch (GeneralSecurityException | RuntimeException garbage) {
      return false;
    }
  }

  /** Checks a detached JWS over these bytes, and that the certificate it carries is the partner's. */
  static void checkSignature(String header, byte[] body, X509Certificate partner) {
    String[] parts = header == null ? new String[0] : header.split("\\.", -1);
    if (parts.length != 3 || !parts[1].isEmpty()) {
      throw new IdaRefusal("IDA-MPA-001", "Digital signature verification failed for request").thrown();
    }
    JsonObject head = JsonText.parseObject(DECODER.decode(parts[0]));
    X509Certificate brought = certificate(head);
    if (!brought.equals(partner)) {
      throw new IdaRefusal("IDA-MPA-021", "Partner (Auth) Certificate not matching with signature header certificate.").thrown();
    }
    if (!"RS256".equals(JsonText.text(head, "alg")) || !verifies(parts, body, brought)) {
      throw new IdaRefusal("IDA-MPA-001", "Digital signature verification failed for request").thrown();
    }
  }

  private static X509Certificate certificate(JsonObject head) {
    try {
      return READ.computeIfAbsent(head.getJsonArray("x5c").getString(0), IdaEnvelope::read);
    } catch (RuntimeException absent) {
      throw new IdaRefusal("IDA-MPA-022", "Partner (Auth) Certificate not found in Request signature header.").thrown();
    }
  }

  private static X509Certificate read(String base64) {
    try {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(Base64.getDecoder().decode(base64)));
    } catch (GeneralSecurityException garbage) {
      throw new IllegalArgumentException(garbage);
    }
  }

  private static boolean verifies(String[] parts, byte[] body, X509Certificate certificate) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initVerify(certificate.getPublicKey());
      signature.update((parts[0] + "." + Jwt.encoded(body)).getBytes(StandardCharsets.US_ASCII));
      return signature.verify(DECODER.decode(parts[2]));
    } catch (GeneralSecurityException | RuntimeException garbage) {
      return false;
    }
  }

  /** A detached JWS over these bytes, with its certificate. */
  static String signed(byte[] body, IdaKeyPair by) {
    String head = HEADERS.computeIfAbsent(by.certificate(), IdaEnvelope::header);
    return head + ".." + Jwt.encoded(Jwt.signature("SHA256withRSA", head + "." + Jwt.encoded(body), by.key()));
  }

  private static String header(X509Certificate certificate) {
    try {
      return Jwt.encoded(JsonText.object().add("alg", "RS256").add("x5c", JsonText.array().add(Base64.getEncoder().encodeToString(certificate.getEncoded()))).build());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

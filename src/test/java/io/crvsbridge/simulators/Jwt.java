package io.crvsbridge.simulators;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;

/** JSON Web Tokens with RS256, made and checked by hand. */
final class Jwt {

  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private Jwt() {}

  static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static String encoded(byte[] bytes) {
    return ENCODER.encodeToString(bytes);
  }

  static String encoded(JsonObject part) {
    return encoded(part.toString().getBytes(StandardCharsets.UTF_8));
  }

  static String rs256(JsonObject claims, PrivateKey key) {
    JsonObject header = JsonText.object().add("alg", "RS256").add("typ", "JWT").build();
    String input = encoded(header) + "." + encoded(claims);
    return input + "." + encoded(signature("SHA256withRSA", input, key));
  }

  static byte[] signature(String algorithm, String input, PrivateKey key) {
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(input.getBytes(StandardCharsets.US_ASCII));
      return signature.sign();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The claims of a token signed with this key, or null when it was not, or is no token at all. */
  static JsonObject verified(String token, PublicKey key) {
    String[] parts = token == null ? new String[0] : token.split("\\.", -1);
    if (parts.length != 3) {
      return null;
    }
    try {
      Base64.Decoder decoder = Base64.getUrlDecoder();
      JsonObject header = JsonText.parseObject(decoder.decode(parts[0]));
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initVerify(key);
      signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
      boolean genuine = "RS256".equals(JsonText.text(header, "alg")) && signature.verify(decoder.decode(parts[2]));
      return genuine ? JsonText.parseObject(decoder.decode(parts[1])) : null;
    } catch (GeneralSecurityException | RuntimeException notAToken) {
      return null;
    }
  }
}

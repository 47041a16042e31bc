package io.crvsbridge.simulators;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;

/** What of JOSE eSignet needs beyond {@link Jwt}, by hand: RS256, PS256 and ES256, keys as JWK, and a JWE by RSA-OAEP-256 and A256GCM. */
final class Jose {

  private static final int EC_BYTES = 32;
  private static final String HASH = "SHA-256";

  private Jose() {}

  static KeyPair newEcKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** A token whose header says how it is signed. */
  static String sign(JsonObject header, JsonObject claims, PrivateKey key) {
    String input = Jwt.encoded(header) + "." + Jwt.encoded(claims);
    try {
      Signature signature = signature(header.getString("alg"));
      signature.initSign(key);
      signature.update(input.getBytes(StandardCharsets.US_ASCII));
      return input + "." + Jwt.encoded(signature.sign());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Signature signature(String algorithm) throws GeneralSecurityException {
    return switch (algorithm) {
      case "RS256" -> Signature.getInstance("SHA256withRSA");
      case "ES256" -> Signature.getInstance("SHA256withECDSAinP1363Format");
      case "PS256" -> {
        Signature pss = Signature.getInstance("RSASSA-PSS");
        pss.setParameter(new PSSParameterSpec(HASH, "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        yield pss;
      }
      default -> throw new GeneralSecurityException(algorithm);
    };
  }

  /** Whether the key signed the token, in the way that its header says. */
  static boolean verifies(String token, PublicKey key) throws GeneralSecurityException {
    int end = token.lastIndexOf('.');
    String algorithm = header(token).getString("alg");
    if (algorithm.equals("ES256") != key instanceof ECPublicKey) {
      return false;
    }
    Signature signature = signature(algorithm);
    signature.initVerify(key);
    signature.update(token.substring(0, end).getBytes(StandardCharsets.US_ASCII));
    return signature.verify(Base64.getUrlDecoder().decode(token.substring(end + 1)));
  }

  static JsonObject header(String token) {
    return JsonText.parseObject(Base64.getUrlDecoder().decode(token.split("\\.")[0]));
  }

  static JsonObject claims(String token) {
    return JsonText.parseObject(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
  }

  static JsonObject publicJwk(PublicKey key, String id) {
    JsonObjectBuilder jwk = key instanceof RSAPublicKey rsa
        ? JsonText.object().add("kty", "RSA").add("n", number(rsa.getModulus())).add("e", number(rsa.getPublicExponent()))
        : JsonText.object(point((ECPublicKey) key));
    return jwk.add("kid", id).build();
  }

  private static JsonObject point(ECPublicKey key) {
    return JsonText.object().add("crv", "P-256").add("kty", "EC").add("x", coordinate(key.getW().getAffineX())).add("y", coordinate(key.getW().getAffineY())).build();
  }

  static JsonObject privateJwk(KeyPair keys, String id) {
    JsonObjectBuilder jwk = JsonText.object(publicJwk(keys.getPublic(), id));
    if (keys.getPrivate() instanceof RSAPrivateCrtKey rsa) {
      jwk.add("d", number(rsa.getPrivateExponent())).add("p", number(rsa.getPrimeP())).add("q", number(rsa.getPrimeQ()))
          .add("dp", number(rsa.getPrimeExponentP())).add("dq", number(rsa.getPrimeExponentQ())).add("qi", number(rsa.getCrtCoefficient()));
    } else {
      jwk.add("d", coordinate(((ECPrivateKey) keys.getPrivate()).getS()));
    }
    return jwk.build();
  }

  static ECPublicKey ecKey(JsonObject jwk) throws GeneralSecurityException {
    AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
    curve.init(new ECGenParameterSpec("secp256r1"));
    ECPoint point = new ECPoint(positive(jwk.getString("x")), positive(jwk.getString("y")));
    return (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, curve.getParameterSpec(ECParameterSpec.class)));
  }

  /** RFC 7638. */
  static String thumbprint(ECPublicKey key) {
    return hash(point(key).toString());
  }

  /** SHA-256 of a text, as base64url. */
  static String hash(String text) {
    try {
      return Jwt.encoded(MessageDigest.getInstance(HASH).digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Encrypts a token for the owner of the key (RFC 7516). */
  static String encrypt(String token, PublicKey key, String id) {
    try {
      byte[] contentKey = random(32);
      byte[] nonce = random(12);
      String header = Jwt.encoded(JsonText.object().add("alg", "RSA-OAEP-256").add("enc", "A256GCM").add("cty", "JWT").add("kid", id).build());
      Cipher rsa = Cipher.getInstance("RSA/ECB/OAEPPadding");
      rsa.init(Cipher.ENCRYPT_MODE, key, new OAEPParameterSpec(HASH, "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
      Cipher aes = Cipher.getInstance("AES/GCM/NoPadding");
      aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(contentKey, "AES"), new GCMParameterSpec(128, nonce));
      aes.updateAAD(header.getBytes(StandardCharsets.US_ASCII));
      byte[] sealed = aes.doFinal(token.getBytes(StandardCharsets.US_ASCII));
      byte[] text = java.util.Arrays.copyOf(sealed, sealed.length - 16);
      byte[] tag = java.util.Arrays.copyOfRange(sealed, sealed.length - 16, sealed.length);
      return String.join(".", header, Jwt.encoded(rsa.doFinal(contentKey)), Jwt.encoded(nonce), Jwt.encoded(text), Jwt.encoded(tag));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] random(int bytes) {
    byte[] random = new byte[bytes];
    new SecureRandom().nextBytes(random);
    return random;
  }

  private static BigInteger positive(String text) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(text));
  }

  private static String number(BigInteger number) {
    byte[] bytes = number.toByteArray();
    return Jwt.encoded(bytes.length > 1 && bytes[0] == 0 ? java.util.Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
  }

  private static String coordinate(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] fixed = new byte[EC_BYTES];
    int length = Math.min(bytes.length, EC_BYTES);
    System.arraycopy(bytes, bytes.length - length, fixed, EC_BYTES - length, length);
    return Jwt.encoded(fixed);
  }
}

package io.crvsbridge.simulators;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;

/** The layouts in which MOSIP encrypts a credential to a partner's certificate (MOSIP contract, section 5.3). */
final class CredentialEnvelope {

  /** How the bytes are arranged and written as text. */
  public enum Layout {
    VER_R2,
    VER_R2_PLAIN_BASE64,
    OLD
  }

  private static final byte[] VERSION = "VER_R2".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] SPLITTER = "#KEY_SPLITTER#".getBytes(StandardCharsets.US_ASCII);
  private static final int THUMBPRINT = 32;
  private static final int AAD = 32;
  private static final int NONCE = 12;
  private static final int OLD_IV = 16;
  private static final int TAG_BITS = 128;
  private static final OAEPParameterSpec OAEP =
      new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);
  private static final SecureRandom RANDOM = new SecureRandom();

  private CredentialEnvelope() {}

  static String encrypted(String text, X509Certificate partner, Layout layout) {
    try {
      KeyGenerator generator = KeyGenerator.getInstance("AES");
      generator.init(256);
      SecretKey key = generator.generateKey();
      Cipher rsa = rsa();
      rsa.init(Cipher.ENCRYPT_MODE, partner.getPublicKey(), OAEP);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      if (layout != Layout.OLD) {
        bytes.writeBytes(VERSION);
      }
      bytes.writeBytes(MessageDigest.getInstance("SHA-256").digest(partner.getEncoded()));
      bytes.writeBytes(rsa.doFinal(key.getEncoded()));
      bytes.writeBytes(SPLITTER);
      bytes.writeBytes(layout == Layout.OLD ? sealedOld(text, key) : sealed(text, key));
      Base64.Encoder encoder = layout == Layout.VER_R2_PLAIN_BASE64 ? Base64.getEncoder() : Base64.getUrlEncoder();
      return encoder.encodeToString(bytes.toByteArray());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] sealed(String text, SecretKey key) throws GeneralSecurityException {
    byte[] aad = random(AAD);
    Cipher aes = aes(Cipher.ENCRYPT_MODE, key, Arrays.copyOf(aad, NONCE));
    aes.updateAAD(aad);
    byte[] sealed = aes.doFinal(text.getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.allocate(AAD + sealed.length).put(aad).put(sealed).array();
  }

  private static byte[] sealedOld(String text, SecretKey key) throws GeneralSecurityException {
    byte[] iv = random(OLD_IV);
    byte[] sealed = aes(Cipher.ENCRYPT_MODE, key, iv).doFinal(text.getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.allocate(sealed.length + OLD_IV).put(sealed).put(iv).array();
  }

  /** Opens either layout in either alphabet. */
  static String decrypted(String encoded, PrivateKey key) throws GeneralSecurityException {
    byte[] all = Base64.getUrlDecoder().decode(encoded.trim().replace('+', '-').replace('/', '_'));
    boolean versioned = Arrays.equals(Arrays.copyOf(all, VERSION.length), VERSION);
    int keyAt = (versioned ? VERSION.length : 0) + THUMBPRINT;
    int splitterAt = keyAt + ((RSAKey) key).getModulus().bitLength() / 8;
    int bodyAt = splitterAt + SPLITTER.length;
    if (!Arrays.equals(Arrays.copyOfRange(all, splitterAt, bodyAt), SPLITTER)) {
      throw new GeneralSecurityException("no key splitter");
    }
    Cipher rsa = rsa();
    rsa.init(Cipher.DECRYPT_MODE, key, OAEP);
    SecretKey aesKey = new SecretKeySpec(rsa.doFinal(all, keyAt, splitterAt - keyAt), "AES");
    byte[] body = Arrays.copyOfRange(all, bodyAt, all.length);
    return new String(versioned ? opened(body, aesKey) : openedOld(body, aesKey), StandardCharsets.UTF_8);
  }

  private static byte[] opened(byte[] body, SecretKey key) throws GeneralSecurityException {
    Cipher aes = aes(Cipher.DECRYPT_MODE, key, Arrays.copyOf(body, NONCE));
    aes.updateAAD(body, 0, AAD);
    return aes.doFinal(body, AAD, body.length - AAD);
  }

  private static byte[] openedOld(byte[] body, SecretKey key) throws GeneralSecurityException {
    int end = body.length - OLD_IV;
    return aes(Cipher.DECRYPT_MODE, key, Arrays.copyOfRange(body, end, body.length)).doFinal(body, 0, end);
  }

  private static Cipher rsa() throws GeneralSecurityException {
    return Cipher.getInstance("RSA/ECB/OAEPPadding");
  }

  private static Cipher aes(int mode, SecretKey key, byte[] nonce) throws GeneralSecurityException {
    Cipher aes = Cipher.getInstance("AES/GCM/NoPadding");
    aes.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    return aes;
  }

  private static byte[] random(int count) {
    byte[] bytes = new byte[count];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}

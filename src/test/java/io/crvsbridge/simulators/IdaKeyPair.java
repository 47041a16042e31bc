package io.crvsbridge.simulators;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;

/** A key pair with its certificate around ID authentication: published test keys, since the JDK has no public way to make a certificate. */
public record IdaKeyPair(X509Certificate certificate, PrivateKey key) {

  static final String PASSWORD = "changeit";
  private static final String RESOURCE = "/ida/keys.p12";

  /** For what is encrypted to IDA. */
  public static IdaKeyPair encryption() {
    return load("encryption");
  }

  /** With which IDA signs its answers. */
  public static IdaKeyPair signing() {
    return load("signing");
  }

  /** The key that comes after it. */
  public static IdaKeyPair nextSigning() {
    return load("next-signing");
  }

  /** Somebody whom nobody here knows. */
  public static IdaKeyPair stranger() {
    return load("stranger");
  }

  /** A partner whose certificate ended at the end of 2025. */
  public static IdaKeyPair ended() {
    return load("ended");
  }

  private static IdaKeyPair load(String alias) {
    try (InputStream file = IdaKeyPair.class.getResourceAsStream(RESOURCE)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(file, PASSWORD.toCharArray());
      return new IdaKeyPair((X509Certificate) store.getCertificate(alias), (PrivateKey) store.getKey(alias, PASSWORD.toCharArray()));
    } catch (IOException | GeneralSecurityException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  /** The certificates as a PEM file on disk, for the server under test. */
  public static Path file(IdaKeyPair... keys) {
    return written(Arrays.stream(keys).map(IdaKeyPair::pem).collect(Collectors.joining()).getBytes(StandardCharsets.US_ASCII), ".pem");
  }

  /** Key and certificate as a PKCS#12 file on disk. */
  public Path p12(String password) {
    return p12(password, this);
  }

  /** Several of them in one file. */
  public static Path p12(String password, IdaKeyPair... keys) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (int i = 0; i < keys.length; i++) {
        store.setKeyEntry("partner-" + i, keys[i].key, password.toCharArray(), new X509Certificate[] {keys[i].certificate});
      }
      java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
      store.store(bytes, password.toCharArray());
      return written(bytes.toByteArray(), ".p12");
    } catch (IOException | GeneralSecurityException unwritable) {
      throw new IllegalStateException(unwritable);
    }
  }

  private static Path written(byte[] bytes, String suffix) {
    try {
      Path file = Files.createTempFile("ida", suffix);
      file.toFile().deleteOnExit();
      return Files.write(file, bytes);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private String pem() {
    return "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der()) + "\n-----END CERTIFICATE-----\n";
  }

  byte[] der() {
    try {
      return certificate.getEncoded();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

package io.crvsbridge.simulators;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/** The bridge's key pair as a MOSIP partner: a published test key, since the JDK has no public way to make a certificate. */
public record Partner(X509Certificate certificate, PrivateKey key) {

  static final String PASSWORD = "changeit";
  private static final String RESOURCE = "/mosip/vectors/partner.p12";

  static Partner load() {
    try (InputStream file = open()) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(file, PASSWORD.toCharArray());
      String alias = store.aliases().nextElement();
      return new Partner((X509Certificate) store.getCertificate(alias), (PrivateKey) store.getKey(alias, PASSWORD.toCharArray()));
    } catch (IOException | GeneralSecurityException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  /** The same key pair in a file with another password. */
  public static Path file(String password) {
    Partner partner = load();
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("partner", partner.key(), password.toCharArray(), new X509Certificate[] {partner.certificate()});
      Path copy = Files.createTempFile("partner", ".p12");
      copy.toFile().deleteOnExit();
      try (OutputStream out = Files.newOutputStream(copy)) {
        store.store(out, password.toCharArray());
      }
      return copy;
    } catch (IOException | GeneralSecurityException unwritable) {
      throw new IllegalStateException(unwritable);
    }
  }

  /** The PKCS#12 file on disk, for the server under test. */
  static Path file() {
    try (InputStream file = open()) {
      Path copy = Files.createTempFile("partner", ".p12");
      copy.toFile().deleteOnExit();
      Files.write(copy, file.readAllBytes());
      return copy;
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private static InputStream open() {
    return Partner.class.getResourceAsStream(RESOURCE);
  }
}

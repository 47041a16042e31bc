package io.crvsbridge.simulators;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The bridge as the simulated eSignet's client: its keys, both halves, and what it proved with them. */
public final class EsignetClient {

  public static final String ID = "mock-client";

  private final KeyPair signing = Jwt.newKeys();
  private final KeyPair encryption = Jwt.newKeys();
  private final Set<String> ids = ConcurrentHashMap.newKeySet();
  private final List<JsonObject> assertions = new CopyOnWriteArrayList<>();
  private volatile PublicKey registered = signing.getPublic();

  /** The private key as the bridge is given it. */
  public Path signingKeyFile() {
    return file(signing, "signing");
  }

  KeyPair signing() {
    return signing;
  }

  /** A key on P-256 instead, registered from now on. */
  public Path ellipticKeyFile() {
    KeyPair keys = Jose.newEcKeys();
    registered = keys.getPublic();
    return file(keys, "elliptic");
  }

  /** eSignet has another key on record from now on, or the right one again. */
  public void registered(boolean right) {
    registered = right ? signing.getPublic() : Jwt.newKeys().getPublic();
  }

  public Path encryptionKeyFile() {
    return file(encryption, "encryption");
  }

  private static Path file(KeyPair keys, String id) {
    try {
      Path file = Files.createTempFile("client", ".jwk");
      file.toFile().deleteOnExit();
      return Files.writeString(file, Base64.getEncoder().encodeToString(Jose.privateJwk(keys, id).toString().getBytes(StandardCharsets.UTF_8)) + "\n");
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /** The claims of the assertions that were taken. */
  public List<JsonObject> assertions() {
    return List.copyOf(assertions);
  }

  /** Whether an assertion proves this client, as eSignet 1.6 and later judge: no leeway worth the name, and a {@code jti} that was never used. */
  boolean proves(String assertion, Set<String> audiences, long now) {
    try {
      JsonObject claims = Jose.claims(assertion);
      boolean right = Jose.verifies(assertion, registered)
          && ID.equals(JsonText.text(claims, "iss")) && ID.equals(JsonText.text(claims, "sub")) && audiences.contains(JsonText.text(claims, "aud"))
          && claims.getInt("exp") > now - 5 && claims.getInt("iat") < now + 5
          && JsonText.text(claims, "jti") != null && ids.add(claims.getString("jti"));
      if (right) {
        assertions.add(claims);
      }
      return right;
    } catch (GeneralSecurityException | RuntimeException unreadable) {
      return false;
    }
  }

  String encrypt(String jws, boolean forUs) {
    return Jose.encrypt(jws, forUs ? encryption.getPublic() : Jwt.newKeys().getPublic(), "encryption");
  }
}

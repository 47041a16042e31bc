package io.crvsbridge.simulators;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The bridge as the simulated eSignet's client: its keys, both halves, and what it proved with them. */
public final class EsignetClient {

  public static final String ID = "mock-client";

  private final RSAKey signing = EsignetKeys.newRsa();
  private final RSAKey encryption = EsignetKeys.newRsa();
  private final Set<String> ids = ConcurrentHashMap.newKeySet();
  private final List<JWTClaimsSet> assertions = new CopyOnWriteArrayList<>();
  private volatile JWK registered = signing.toPublicJWK();

  /** The private key as the bridge is given it. */
  public Path signingKeyFile() {
    return file(signing);
  }

  /** A key on P-256 instead, registered from now on. */
  public Path ellipticKeyFile() {
    try {
      ECKey key = new ECKeyGenerator(Curve.P_256).keyID("elliptic").generate();
      registered = key.toPublicJWK();
      return file(key);
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** eSignet has another key on record from now on, or the right one again. */
  public void registered(boolean right) {
    registered = right ? signing.toPublicJWK() : EsignetKeys.newRsa().toPublicJWK();
  }

  public Path encryptionKeyFile() {
    return file(encryption);
  }

  private static Path file(JWK key) {
    try {
      Path file = Files.createTempFile("client", ".jwk");
      file.toFile().deleteOnExit();
      return Files.writeString(file, Base64.getEncoder().encodeToString(key.toJSONString().getBytes(StandardCharsets.UTF_8)) + "\n");
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /** The claims of the assertions that were taken. */
  public List<JWTClaimsSet> assertions() {
    return List.copyOf(assertions);
  }

  /** Whether an assertion proves this client, as eSignet 1.6 and later judge: no leeway worth the name, and a {@code jti} that was never used. */
  boolean proves(String assertion, Set<String> audiences, long nowSeconds) {
    try {
      SignedJWT jwt = SignedJWT.parse(assertion);
      JWTClaimsSet claims = jwt.getJWTClaimsSet();
      JWSVerifier verifier = registered instanceof RSAKey rsa ? new RSASSAVerifier(rsa) : new ECDSAVerifier((ECKey) registered);
      boolean right = jwt.verify(verifier)
          && ID.equals(claims.getIssuer()) && ID.equals(claims.getSubject())
          && claims.getAudience().size() == 1 && audiences.contains(claims.getAudience().get(0))
          && claims.getExpirationTime().getTime() / 1000 > nowSeconds - 5 && claims.getIssueTime().getTime() / 1000 < nowSeconds + 5
          && claims.getJWTID() != null && ids.add(claims.getJWTID());
      if (right) {
        assertions.add(claims);
      }
      return right;
    } catch (ParseException | JOSEException | RuntimeException unreadable) {
      return false;
    }
  }

  String encrypt(String jws, boolean forUs) {
    try {
      JWEObject jwe = new JWEObject(new JWEHeader.Builder(JWEAlgorithm.RSA_OAEP_256, EncryptionMethod.A256GCM).contentType("JWT").keyID(encryption.getKeyID()).build(), new Payload(jws));
      jwe.encrypt(new RSAEncrypter(forUs ? encryption : EsignetKeys.newRsa()));
      return jwe.serialize();
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

package io.crvsbridge.simulators;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.UUID;

/** The keys with which the simulated eSignet signs, and those of a stranger who would like to. */
final class EsignetKeys {

  private volatile JWSAlgorithm algorithm = JWSAlgorithm.PS256;
  private volatile RSAKey rsa = newRsa();
  private volatile ECKey ec = newEc();
  private volatile RSAKey former;
  private final RSAKey stranger = newRsa();

  static RSAKey newRsa() {
    try {
      return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static ECKey newEc() {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(UUID.randomUUID().toString()).generate();
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  void algorithm(JWSAlgorithm other) {
    algorithm = other;
  }

  /** A new key from now on; the set no longer holds the former. */
  void rotate() {
    former = rsa;
    rsa = newRsa();
    ec = newEc();
  }

  RSAKey former() {
    return former;
  }

  /** As eSignet publishes them: with an end in words, beside a key of a kind that few know. */
  JsonObject published() {
    JsonArrayBuilder keys = JsonText.array();
    keys.add(JsonText.object().add("kty", "AKP").add("kid", "post-quantum").add("alg", "ML-DSA-44").add("pub", "AAAA"));
    keys.add(JsonText.object(JsonText.parseObject(rsa.toPublicJWK().toJSONString())).add("use", "sig").add("exp", "2031-01-01T00:00:00.000Z"));
    keys.add(JsonText.object(JsonText.parseObject(ec.toPublicJWK().toJSONString())).add("use", "sig").add("exp", "2031-01-01T00:00:00.000Z"));
    return JsonText.object().add("keys", keys).build();
  }

  String sign(JsonObject claims) {
    JWK key = algorithm.equals(JWSAlgorithm.ES256) ? ec : rsa;
    return sign(new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).build(), claims, key);
  }

  /** Under the id of our key. */
  String signByStranger(JsonObject claims) {
    return sign(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(rsa.getKeyID()).build(), claims, stranger);
  }

  String signByFormer(JsonObject claims) {
    return sign(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(former.getKeyID()).build(), claims, former);
  }

  /** By a key that comes along. */
  String signByEmbedded(JsonObject claims) {
    return sign(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(rsa.getKeyID()).jwk(stranger.toPublicJWK()).build(), claims, stranger);
  }

  String signWithoutKeyId(JsonObject claims) {
    return sign(new JWSHeader.Builder(JWSAlgorithm.RS256).build(), claims, rsa);
  }

  /** With the public key as if it were a secret. */
  String signByHmac(JsonObject claims) {
    try {
      JWSObject jws = new JWSObject(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(rsa.getKeyID()).build(), new Payload(claims.toString()));
      jws.sign(new MACSigner(rsa.toRSAPublicKey().getEncoded()));
      return jws.serialize();
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Not signed at all. */
  static String unsigned(JsonObject claims) {
    return Base64URL.encode("{\"alg\":\"none\"}") + "." + Base64URL.encode(claims.toString()) + ".";
  }

  private static String sign(JWSHeader header, JsonObject claims, JWK key) {
    try {
      JWSSigner signer = key instanceof RSAKey rsaKey ? new RSASSASigner(rsaKey) : new ECDSASigner((ECKey) key);
      JWSObject jws = new JWSObject(header, new Payload(claims.toString()));
      jws.sign(signer);
      return jws.serialize();
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

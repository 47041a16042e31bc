package io.crvsbridge.simulators;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The keys with which the simulated eSignet signs, and those of a stranger who would like to. */
final class EsignetKeys {

  /** A key pair under its id. */
  private record Named(KeyPair keys, String id) {

    JsonObjectBuilder published() {
      return JsonText.object(Jose.publicJwk(keys.getPublic(), id)).add("use", "sig").add("exp", "2031-01-01T00:00:00.000Z");
    }
  }

  private volatile String algorithm = "PS256";
  private volatile Named rsa = new Named(Jwt.newKeys(), UUID.randomUUID().toString());
  private volatile Named ec = new Named(Jose.newEcKeys(), UUID.randomUUID().toString());
  private volatile Named former;
  private final KeyPair stranger = Jwt.newKeys();

  void algorithm(String other) {
    algorithm = other;
  }

  /** New keys from now on; the set no longer holds the former. */
  void rotate() {
    former = rsa;
    rsa = new Named(Jwt.newKeys(), UUID.randomUUID().toString());
    ec = new Named(Jose.newEcKeys(), UUID.randomUUID().toString());
  }

  /** As eSignet publishes them: with an end in words, beside a key of a kind that few know. */
  JsonObject published() {
    JsonArrayBuilder keys = JsonText.array();
    keys.add(JsonText.object().add("kty", "AKP").add("kid", "post-quantum").add("alg", "ML-DSA-44").add("pub", "AAAA"));
    return JsonText.object().add("keys", keys.add(rsa.published()).add(ec.published())).build();
  }

  String sign(JsonObject claims) {
    Named key = algorithm.equals("ES256") ? ec : rsa;
    return Jose.sign(header(algorithm).add("kid", key.id()).build(), claims, key.keys().getPrivate());
  }

  private static JsonObjectBuilder header(String algorithm) {
    return JsonText.object().add("alg", algorithm);
  }

  /** Under the id of our key. */
  String signByStranger(JsonObject claims) {
    return Jose.sign(header("RS256").add("kid", rsa.id()).build(), claims, stranger.getPrivate());
  }

  String signByFormer(JsonObject claims) {
    return Jose.sign(header("RS256").add("kid", former.id()).build(), claims, former.keys().getPrivate());
  }

  /** By a key that comes along. */
  String signByEmbedded(JsonObject claims) {
    return Jose.sign(header("RS256").add("kid", rsa.id()).add("jwk", Jose.publicJwk(stranger.getPublic(), rsa.id())).build(), claims, stranger.getPrivate());
  }

  String signWithoutKeyId(JsonObject claims) {
    return Jose.sign(header("RS256").build(), claims, rsa.keys().getPrivate());
  }

  /** With the public key as if it were a secret. */
  String signByHmac(JsonObject claims) {
    String input = Jwt.encoded(header("HS256").add("kid", rsa.id()).build()) + "." + Jwt.encoded(claims);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(rsa.keys().getPublic().getEncoded(), "HmacSHA256"));
      return input + "." + Jwt.encoded(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Not signed at all. */
  static String unsigned(JsonObject claims) {
    return Jwt.encoded(header("none").build()) + "." + Jwt.encoded(claims) + ".";
  }
}

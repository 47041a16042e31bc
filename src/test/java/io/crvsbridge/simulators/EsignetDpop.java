package io.crvsbridge.simulators;

import jakarta.json.JsonObject;
import java.security.GeneralSecurityException;
import java.security.interfaces.ECPublicKey;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The proofs of possession that eSignet 1.7 takes: each with the nonce of the day, once (RFC 9449). */
final class EsignetDpop {

  private static final long WINDOW_SECONDS = 60;

  /** What became of a proof. @param jkt the thumbprint of its key, when it is good */
  record Verdict(boolean good, boolean wantsNonce, String jkt) {}

  private final Set<String> ids = ConcurrentHashMap.newKeySet();
  private final AtomicInteger challenges = new AtomicInteger();
  private volatile String nonce = UUID.randomUUID().toString();

  String nonce() {
    return nonce;
  }

  void newNonce() {
    nonce = UUID.randomUUID().toString();
  }

  int challenges() {
    return challenges.get();
  }

  Verdict judge(Call call, String url, String accessToken) {
    try {
      String proof = call.header("DPoP");
      JsonObject header = Jose.header(proof);
      JsonObject claims = Jose.claims(proof);
      JsonObject jwk = header.getJsonObject("jwk");
      ECPublicKey key = Jose.ecKey(jwk);
      boolean good = "dpop+jwt".equals(JsonText.text(header, "typ"))
          && !jwk.containsKey("d") && Jose.verifies(proof, key)
          && call.method().equals(JsonText.text(claims, "htm")) && url.equals(JsonText.text(claims, "htu"))
          && Math.abs(claims.getInt("iat") - System.currentTimeMillis() / 1000) < WINDOW_SECONDS
          && (accessToken == null || Jose.hash(accessToken).equals(JsonText.text(claims, "ath")))
          && JsonText.text(claims, "jti") != null && ids.add(claims.getString("jti"));
      if (good && !nonce.equals(JsonText.text(claims, "nonce"))) {
        challenges.incrementAndGet();
        return new Verdict(false, true, null);
      }
      return new Verdict(good, false, good ? Jose.thumbprint(key) : null);
    } catch (GeneralSecurityException | RuntimeException unreadable) {
      return new Verdict(false, false, null);
    }
  }
}

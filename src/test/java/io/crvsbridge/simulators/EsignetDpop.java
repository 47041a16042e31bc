package io.crvsbridge.simulators;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The proofs of possession that eSignet 1.7 takes: each with the nonce of the day, once (RFC 9449). */
final class EsignetDpop {

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
      SignedJWT proof = SignedJWT.parse(call.header("DPoP"));
      ECKey key = (ECKey) proof.getHeader().getJWK();
      JWTClaimsSet claims = proof.getJWTClaimsSet();
      boolean good = "dpop+jwt".equals(proof.getHeader().getType().getType())
          && !key.isPrivate() && proof.verify(new ECDSAVerifier(key))
          && call.method().equals(claims.getStringClaim("htm")) && url.equals(claims.getStringClaim("htu"))
          && Math.abs(claims.getIssueTime().getTime() - System.currentTimeMillis()) < 60_000
          && (accessToken == null || hash(accessToken).equals(claims.getStringClaim("ath")))
          && claims.getJWTID() != null && ids.add(claims.getJWTID());
      if (good && !nonce.equals(claims.getStringClaim("nonce"))) {
        challenges.incrementAndGet();
        return new Verdict(false, true, null);
      }
      return new Verdict(good, false, good ? key.computeThumbprint().toString() : null);
    } catch (ParseException | JOSEException | RuntimeException unreadable) {
      return new Verdict(false, false, null);
    }
  }

  static String hash(String text) {
    try {
      return Base64.getUrlEncoder().withoutPadding().encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

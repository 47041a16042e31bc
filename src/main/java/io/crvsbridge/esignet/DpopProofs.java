package io.crvsbridge.esignet;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.crvsbridge.kernel.PeerAnswer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Binds what eSignet gives us to a key that this process alone has (RFC 9449). eSignet wants its own nonce in each proof: it refuses the first with one, and is asked once more. */
@Singleton
class DpopProofs {

    static final String HEADER = "DPoP";
    private static final String NONCE = "DPoP-Nonce";
    private static final Pattern NONCE_TEXT = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,500}");

    private final ECKey key;
    private final JWSSigner signer;
    private final Clock clock;
    private final Map<URI, String> nonces = new ConcurrentHashMap<>();

    @Inject
    DpopProofs(Clock clock) {
        this.clock = clock;
        try {
            this.key = new ECKeyGenerator(Curve.P_256).generate();
            this.signer = new ECDSASigner(key);
        } catch (JOSEException e) {
            throw new IllegalStateException("No key could be made", e);
        }
    }

    /**
     * The answer to {@code call}, which is given the header with a proof and is made at most twice.
     *
     * @param accessToken the token that the proof goes with, if any
     */
    PeerAnswer proving(String method, URI url, Optional<String> accessToken, Function<Map<String, String>, PeerAnswer> call) {
        String used = nonces.get(url);
        PeerAnswer answer = call.apply(Map.of(HEADER, proof(method, url, accessToken, Optional.ofNullable(used))));
        Optional<String> fresh = answer.header(NONCE).stream().filter(n -> NONCE_TEXT.matcher(n).matches()).findFirst();
        fresh.ifPresent(n -> nonces.put(url, n));
        boolean asked = answer.status() == 400 || answer.status() == 401;
        return asked && fresh.isPresent() && !fresh.get().equals(used) ? call.apply(Map.of(HEADER, proof(method, url, accessToken, fresh))) : answer;
    }

    private String proof(String method, URI url, Optional<String> accessToken, Optional<String> nonce) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder().jwtID(UUID.randomUUID().toString()).issueTime(Date.from(clock.instant())).claim("htm", method).claim("htu", bare(url));
        accessToken.ifPresent(token -> claims.claim("ath", hash(token)));
        nonce.ifPresent(n -> claims.claim("nonce", n));
        SignedJWT proof = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).type(new JOSEObjectType("dpop+jwt")).jwk(key.toPublicJWK()).build(), claims.build());
        try {
            proof.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("Our key does not sign", e);
        }
        return proof.serialize();
    }

    /** Without query and fragment. */
    private static String bare(URI url) {
        return url.toString().replaceAll("[?#].*", "");
    }

    private static String hash(String token) {
        try {
            return Base64URL.encode(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII))).toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

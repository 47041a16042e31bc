package io.crvsbridge.esignet;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import io.crvsbridge.esignet.Untrusted.Cause;
import io.crvsbridge.kernel.BoundedJson;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.text.ParseException;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A signed JWT in compact form whose header names one of three ways of signing and the id of a key, and brings nothing that could change what is signed or who
 * did (RFC 7515; RFC 8725). Header and claims may name nothing twice.
 */
final class CompactJws {

    private static final Pattern COMPACT = Pattern.compile("[A-Za-z0-9_-]++\\.[A-Za-z0-9_-]++\\.[A-Za-z0-9_-]++");
    private static final Set<JWSAlgorithm> TAKEN = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256);
    private static final Set<String> NOT_TAKEN = Set.of("crit", "b64", "jwk", "jku", "x5u", "zip");

    private final JWSObject jws;
    private final String text;

    private CompactJws(JWSObject jws, String text) {
        this.jws = jws;
        this.text = text;
    }

    /** @throws Untrusted MALFORMED, ALGORITHM or KEY_UNKNOWN */
    static CompactJws read(String text) {
        if (!COMPACT.matcher(text).matches()) {
            throw new Untrusted(Cause.MALFORMED);
        }
        JsonObject header = json(new Base64URL(text.substring(0, text.indexOf('.'))));
        if (!(header.get("alg") instanceof JsonString alg) || !TAKEN.contains(JWSAlgorithm.parse(alg.getString())) || NOT_TAKEN.stream().anyMatch(header::containsKey)) {
            throw new Untrusted(Cause.ALGORITHM);
        }
        if (!(header.get("kid") instanceof JsonString kid) || kid.getString().isBlank()) {
            throw new Untrusted(Cause.KEY_UNKNOWN);
        }
        try {
            JWSObject jws = JWSObject.parse(text);
            if (Base64URL.encode(jws.getSignature().decode()).equals(jws.getSignature())) {
                return new CompactJws(jws, text);
            }
        } catch (ParseException | IllegalArgumentException e) {
            // As below, without quoting it.
        }
        throw new Untrusted(Cause.MALFORMED);
    }

    String keyId() {
        return jws.getHeader().getKeyID();
    }

    /** Whether one of these keys, each published under the id, signed it. */
    boolean signedBy(Stream<JWK> keys) {
        return keys.anyMatch(this::signedBy);
    }

    private boolean signedBy(JWK key) {
        JWSAlgorithm algorithm = jws.getHeader().getAlgorithm();
        if (key.getAlgorithm() != null && !key.getAlgorithm().getName().equals(algorithm.getName())) {
            return false;
        }
        try {
            JWSVerifier verifier = key instanceof RSAKey rsa ? new RSASSAVerifier(rsa) : new ECDSAVerifier((ECKey) key);
            return verifier.supportedJWSAlgorithms().contains(algorithm) && jws.verify(verifier);
        } catch (JOSEException e) {
            return false;
        }
    }

    JsonObject claims() {
        return json(jws.getPayload().toBase64URL());
    }

    /** As it came. */
    String text() {
        return text;
    }

    private static JsonObject json(Base64URL part) {
        try {
            return BoundedJson.read(part.decode());
        } catch (BoundedJson.Unfit e) {
            throw new Untrusted(Cause.MALFORMED);
        }
    }

    /** Masked. */
    @Override
    public String toString() {
        return "CompactJws[" + text.length() + " letters]";
    }
}

package io.crvsbridge.opencrvs;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.crvsbridge.kernel.BoundedJson;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A token in compact form whose header asks for RS256 and for nothing that could change what is signed (RFC 7515, RFC 8725). Header and claims may name
 * nothing twice, since two readers could understand that differently.
 */
final class SignedToken {

    static final int MOST_CHARACTERS = 16 * 1024;
    /** The library's decoder skips letters that are none of base64url; here they are refused. */
    private static final Pattern COMPACT = Pattern.compile("[A-Za-z0-9_-]++\\.[A-Za-z0-9_-]++\\.[A-Za-z0-9_-]++");

    private final SignedJWT jwt;

    private SignedToken(SignedJWT jwt) {
        this.jwt = jwt;
    }

    /** The token, or nothing when its header asks for another way of signing. @throws ParseException when it is no token in its one spelling */
    static Optional<SignedToken> read(String text) throws ParseException {
        if (text.length() > MOST_CHARACTERS || !COMPACT.matcher(text).matches()) {
            throw unreadable();
        }
        JsonObject header = json(new Base64URL(text.substring(0, text.indexOf('.'))));
        boolean plain = !header.containsKey("crit") && (!header.containsKey("b64") || header.get("b64") == JsonValue.TRUE);
        if (!plain || !"RS256".equals(header.getString("alg", null))) {
            return Optional.empty();
        }
        SignedJWT jwt = SignedJWT.parse(text);
        if (!Base64URL.encode(jwt.getSignature().decode()).equals(jwt.getSignature())) {
            throw unreadable();
        }
        return Optional.of(new SignedToken(jwt));
    }

    boolean verifies(RSAPublicKey key) throws JOSEException {
        return jwt.verify(new RSASSAVerifier(key));
    }

    JWTClaimsSet claims() throws ParseException {
        json(jwt.getPayload().toBase64URL());
        return jwt.getJWTClaimsSet();
    }

    private static JsonObject json(Base64URL part) throws ParseException {
        try {
            return BoundedJson.read(part.decode());
        } catch (BoundedJson.Unfit e) {
            throw unreadable();
        }
    }

    /** Quotes nothing of the token. */
    private static ParseException unreadable() {
        return new ParseException("not a token", 0);
    }
}

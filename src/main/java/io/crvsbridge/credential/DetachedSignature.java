package io.crvsbridge.credential;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;

import io.crvsbridge.credential.CredentialRefused.Cause;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;

/**
 * The JWS of a credential's proof: detached, over raw bytes, PS256 and nothing else (MOSIP contract, sections 5.4 and
 * 5.5). A header that could choose the algorithm would let the forger choose it.
 */
final class DetachedSignature {

    private static final int MAX_LETTERS = 8_192;
    private static final PSSParameterSpec PS256 = new PSSParameterSpec(
            "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, PSSParameterSpec.TRAILER_FIELD_BC);

    private final String header;
    private final byte[] signature;

    /** A header that was checked, or that a test vouches for. */
    DetachedSignature(String header, byte[] signature) {
        this.header = header;
        this.signature = signature;
    }

    static DetachedSignature parse(String jws) throws CredentialRefused {
        String[] parts = jws.length() > MAX_LETTERS ? new String[0] : jws.split("\\.", -1);
        if (parts.length != 3 || !parts[1].isEmpty()) {
            throw new CredentialRefused(Cause.PROOF_INVALID, "The proof's signature is not a detached JWS");
        }
        checkHeader(headerOf(parts[0]));
        return new DetachedSignature(parts[0], bytes(parts[2]));
    }

    private static JsonObject headerOf(String part) throws CredentialRefused {
        try {
            return CredentialJson.read(bytes(part));
        } catch (CredentialRefused fault) {
            throw new CredentialRefused(Cause.PROOF_INVALID, "The proof's JWS header cannot be read", fault);
        }
    }

    private static void checkHeader(JsonObject header) throws CredentialRefused {
        boolean onlyB64IsCritical = header.get("crit") instanceof JsonArray critical
                && critical.size() == 1
                && critical.get(0) instanceof JsonString name && name.getString().equals("b64");
        if (!"PS256".equals(header.getString("alg", null)) || header.get("b64") != JsonValue.FALSE || !onlyB64IsCritical) {
            throw new CredentialRefused(
                    Cause.PROOF_UNSUPPORTED, "The proof's JWS header is not alg PS256, b64 false, crit b64");
        }
    }

    /** In its one spelling only (RFC 7515, section 2): no padding, no stray bits behind the last byte. */
    static byte[] bytes(String part) throws CredentialRefused {
        try {
            byte[] decoded = Base64.getUrlDecoder().decode(part);
            if (Base64.getUrlEncoder().withoutPadding().encodeToString(decoded).equals(part)) {
                return decoded;
            }
        } catch (IllegalArgumentException fault) {
            // Told below.
        }
        throw new CredentialRefused(Cause.PROOF_INVALID, "The proof's JWS is not base64url");
    }

    /** Whether this key signed these bytes. */
    boolean verifies(RSAPublicKey key, byte[] payload) {
        try {
            Signature pss = Signature.getInstance("RSASSA-PSS");
            pss.setParameter(PS256);
            pss.initVerify(key);
            pss.update((header + ".").getBytes(StandardCharsets.US_ASCII));
            pss.update(payload);
            return pss.verify(signature);
        } catch (SignatureException garbage) {
            return false;
        } catch (GeneralSecurityException fault) {
            throw new IllegalStateException("This Java cannot verify RSASSA-PSS", fault);
        }
    }
}

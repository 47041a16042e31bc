package io.crvsbridge.credential;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.Base64;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import io.crvsbridge.kernel.RsaStrength;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;

/**
 * The document behind a verification method: {@code publicKeyPem} as MOSIP publishes it (MOSIP contract, section 5.4),
 * {@code publicKeyJwk}, or a bare PEM key or certificate.
 */
final class KeyDocument {

    static final int MAX_LETTERS = 64 * 1024;
    private static final String KEY_LABEL = "PUBLIC KEY";
    private static final String CERTIFICATE_LABEL = "CERTIFICATE";

    private KeyDocument() {
    }

    /** The RSA key of the document, fit for use. */
    static RSAPublicKey keyOf(String text) throws GeneralSecurityException {
        if (text == null || text.length() > MAX_LETTERS) {
            throw new GeneralSecurityException("no document, or one too large to hold a key");
        }
        try {
            return fit(text.stripLeading().startsWith("-----BEGIN ") ? fromPem(text) : fromJson(CredentialJson.read(text)));
        } catch (CredentialRefused | ParseException | JOSEException | IllegalArgumentException fault) {
            throw new GeneralSecurityException("not a document that holds a key", fault);
        }
    }

    private static PublicKey fromJson(JsonObject document)
            throws GeneralSecurityException, ParseException, JOSEException {
        if (document.get("publicKeyPem") instanceof JsonString pem) {
            return fromPem(pem.getString());
        }
        if (document.get("publicKeyJwk") instanceof JsonObject jwk) {
            return forSignatures(RSAKey.parse(jwk.toString())).toRSAPublicKey();
        }
        throw new GeneralSecurityException("neither publicKeyPem nor publicKeyJwk");
    }

    /** A key that its owner has set aside for something else proves nothing (RFC 7517, sections 4.2 to 4.4). */
    private static RSAKey forSignatures(RSAKey key) throws GeneralSecurityException {
        boolean use = key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE);
        boolean operation = key.getKeyOperations() == null || key.getKeyOperations().contains(KeyOperation.VERIFY);
        boolean algorithm = key.getAlgorithm() == null || key.getAlgorithm().equals(JWSAlgorithm.PS256);
        if (use && operation && algorithm) {
            return key;
        }
        throw new GeneralSecurityException("a key for something else than PS256 signatures");
    }

    private static PublicKey fromPem(String pem) throws GeneralSecurityException {
        String text = pem.strip();
        if (text.startsWith("-----BEGIN " + CERTIFICATE_LABEL)) {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(body(text, CERTIFICATE_LABEL))).getPublicKey();
        }
        return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(body(text, KEY_LABEL)));
    }

    private static byte[] body(String text, String label) throws GeneralSecurityException {
        String begin = "-----BEGIN " + label + "-----";
        int end = text.indexOf("-----END " + label + "-----");
        if (!text.startsWith(begin) || end < 0) {
            throw new GeneralSecurityException("not a PEM key or certificate");
        }
        return Base64.getMimeDecoder().decode(text.substring(begin.length(), end).getBytes(StandardCharsets.US_ASCII));
    }

    private static RSAPublicKey fit(PublicKey key) throws GeneralSecurityException {
        if (key instanceof RSAPublicKey rsa && RsaStrength.suffices(rsa)) {
            return rsa;
        }
        throw new GeneralSecurityException("not an RSA key that is hard to break");
    }
}

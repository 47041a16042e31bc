package io.crvsbridge.opencrvs;

import io.crvsbridge.kernel.RsaStrength;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one RSA public key that is hard to break from PEM text (RFC 7468). */
final class PemKey {

    private static final Pattern PEM = Pattern.compile("\\s*-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----\\s*");

    private PemKey() {}

    /** @throws IllegalArgumentException when the text is anything else */
    static RSAPublicKey read(String text) {
        Matcher pem = PEM.matcher(text);
        if (!pem.matches()) {
            throw new IllegalArgumentException("not a PEM public key");
        }
        RSAPublicKey key = decode(pem.group(1));
        if (!RsaStrength.suffices(key)) {
            throw new IllegalArgumentException("an RSA key that is too easy to break");
        }
        return key;
    }

    private static RSAPublicKey decode(String base64) {
        try {
            byte[] der = Base64.getMimeDecoder().decode(base64);
            return (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("not an RSA public key", e);
        }
    }
}

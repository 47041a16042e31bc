package io.crvsbridge.verification;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts what a request says of a person so that IDA alone can read it (MOSIP contract, section 6): under a session key of its own by AES-256-GCM, the IV behind the
 * tag; the session key by RSA-OAEP with SHA-256 throughout; the hash in upper-case hex likewise under the session key.
 */
final class RequestSeal {

    private static final int SESSION_KEY = 32;
    private static final int IV = 16;
    private static final int TAG_BITS = 128;
    /** Spelt out: the provider's own default for this padding takes SHA-1 for MGF1. */
    private static final OAEPParameterSpec OAEP = new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final RSAPublicKey ida;
    private final SecureRandom random;

    RequestSeal(RSAPublicKey ida, SecureRandom random) {
        this.ida = ida;
        this.random = random;
    }

    /** The three parts of a request, as text. */
    record Sealed(String request, String sessionKey, String hmac) {}

    Sealed seal(byte[] plain) {
        byte[] session = bytes(SESSION_KEY);
        byte[] hash = HEX.formatHex(Certified.sha256(plain)).getBytes(StandardCharsets.US_ASCII);
        try {
            return new Sealed(sealed(plain, session), wrapped(session), sealed(hash, session));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java cannot encrypt for IDA", e);
        }
    }

    private String sealed(byte[] plain, byte[] session) throws GeneralSecurityException {
        byte[] iv = bytes(IV);
        Cipher aes = Cipher.getInstance("AES/GCM/NoPadding");
        aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(session, "AES"), new GCMParameterSpec(TAG_BITS, iv));
        ByteArrayOutputStream parts = new ByteArrayOutputStream();
        parts.writeBytes(aes.doFinal(plain));
        parts.writeBytes(iv);
        return TEXT.encodeToString(parts.toByteArray());
    }

    private String wrapped(byte[] session) throws GeneralSecurityException {
        Cipher rsa = Cipher.getInstance("RSA/ECB/OAEPPadding");
        rsa.init(Cipher.ENCRYPT_MODE, ida, OAEP, random);
        return TEXT.encodeToString(rsa.doFinal(session));
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}

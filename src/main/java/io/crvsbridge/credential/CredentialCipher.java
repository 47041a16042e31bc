package io.crvsbridge.credential;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.spec.MGF1ParameterSpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;

import io.crvsbridge.credential.CredentialRefused.Cause;
import io.crvsbridge.credential.PartnerKeys.PartnerKey;

/**
 * Opens a credential that MOSIP encrypted for us (MOSIP contract, section 5.3). Every failure looks the same from
 * outside: what fails in an opening must not become an oracle about the session key.
 */
public final class CredentialCipher {

    static final String DEFAULT_SPLITTER = "#KEY_SPLITTER#";
    /** A credential with a face takes well under one megabyte. */
    static final int MAX_TEXT = 8 * 1024 * 1024;

    private static final int SESSION_KEY = 32;
    private static final int TAG_BITS = 128;
    /** Spelt out: the provider's own default for this padding takes SHA-1 for MGF1. */
    private static final OAEPParameterSpec OAEP =
            new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);

    private final PartnerKeys keys;
    private final byte[] splitter;
    private final SecureRandom random = new SecureRandom();

    CredentialCipher(PartnerKeys keys, String splitter) {
        if (splitter.isEmpty()) {
            throw new IllegalArgumentException("The splitter between session key and data must not be empty");
        }
        this.keys = keys;
        this.splitter = splitter.getBytes(StandardCharsets.UTF_8);
    }

    /** The cipher for the keys of a PKCS#12 file, with MOSIP's usual splitter. */
    public static CredentialCipher of(Path keystore, char[] password) {
        return new CredentialCipher(PartnerKeys.read(keystore, password), DEFAULT_SPLITTER);
    }

    /** The clear bytes of a credential given in base64url or Base64. */
    public byte[] open(String text) throws CredentialRefused {
        if (text.length() > MAX_TEXT) {
            throw new CredentialRefused(Cause.TOO_LARGE, "The encrypted credential is too large");
        }
        byte[] bytes = decoded(text);
        for (SealedCredential sealed : readings(bytes)) {
            for (PartnerKey key : keys.likeliestFirst(sealed.thumbprint())) {
                Optional<byte[]> clear = opened(sealed, key);
                if (clear.isPresent()) {
                    return clear.get();
                }
            }
        }
        throw undecryptable();
    }

    private static byte[] decoded(String text) throws CredentialRefused {
        StringBuilder letters = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            switch (letter) {
                case '\r', '\n', '\t', ' ' -> { }
                case '+' -> letters.append('-');
                case '/' -> letters.append('_');
                default -> letters.append(letter);
            }
        }
        try {
            return Base64.getUrlDecoder().decode(letters.toString());
        } catch (IllegalArgumentException notBase64) {
            throw undecryptable();
        }
    }

    private List<SealedCredential> readings(byte[] bytes) {
        return keys.moduli().stream()
                .flatMap(length -> Stream.of(
                        SealedCredential.versioned(bytes, length, splitter),
                        SealedCredential.unversioned(bytes, length, splitter)))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<byte[]> opened(SealedCredential sealed, PartnerKey key) {
        try {
            Cipher aes = Cipher.getInstance("AES/GCM/NoPadding");
            aes.init(Cipher.DECRYPT_MODE, new SecretKeySpec(sessionKey(sealed, key), "AES"),
                    new GCMParameterSpec(TAG_BITS, sealed.nonce()));
            aes.updateAAD(sealed.aad());
            return Optional.of(aes.doFinal(sealed.ciphertext()));
        } catch (GeneralSecurityException wrong) {
            return Optional.empty();
        }
    }

    /** A session key that cannot be had is replaced by a random one, so that both failures take the same path. */
    private byte[] sessionKey(SealedCredential sealed, PartnerKey key) {
        byte[] substitute = new byte[SESSION_KEY];
        random.nextBytes(substitute);
        try {
            Cipher rsa = Cipher.getInstance("RSA/ECB/OAEPPadding");
            rsa.init(Cipher.DECRYPT_MODE, key.secret(), OAEP);
            byte[] found = rsa.doFinal(sealed.sessionKey());
            return found.length == SESSION_KEY ? found : substitute;
        } catch (GeneralSecurityException wrong) {
            return substitute;
        }
    }

    private static CredentialRefused undecryptable() {
        return new CredentialRefused(Cause.UNDECRYPTABLE, "The credential cannot be decrypted with our keys");
    }
}

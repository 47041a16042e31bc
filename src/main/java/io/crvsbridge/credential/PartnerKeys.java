package io.crvsbridge.credential;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Our private keys as a MOSIP partner, read once from a PKCS#12 file. The file may hold the last key beside the new one,
 * so that credentials under way survive a change of certificate.
 */
final class PartnerKeys {

    private final List<PartnerKey> keys;

    private PartnerKeys(List<PartnerKey> keys) {
        this.keys = List.copyOf(keys);
    }

    static PartnerKeys read(Path file, char[] password) {
        List<PartnerKey> keys;
        try {
            keys = rsaKeysOf(open(file, password), password);
        } catch (GeneralSecurityException fault) {
            throw new IllegalArgumentException("Partner keystore " + file + ": a key cannot be read with the password given", fault);
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("Partner keystore " + file + ": holds no RSA private key with its certificate");
        }
        return new PartnerKeys(keys);
    }

    private static KeyStore open(Path file, char[] password) throws GeneralSecurityException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new IllegalArgumentException("Partner keystore " + file + ": no such readable file");
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, password);
        } catch (IOException fault) {
            throw new IllegalArgumentException(
                    "Partner keystore " + file + ": not a PKCS#12 file, or the password is wrong", fault);
        }
        return store;
    }

    private static List<PartnerKey> rsaKeysOf(KeyStore store, char[] password) throws GeneralSecurityException {
        List<PartnerKey> keys = new ArrayList<>();
        for (String alias : Collections.list(store.aliases())) {
            Certificate certificate = store.getCertificate(alias);
            if (certificate != null && store.isKeyEntry(alias)
                    && store.getKey(alias, password) instanceof RSAPrivateKey key) {
                byte[] thumbprint = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
                keys.add(new PartnerKey(key, thumbprint));
            }
        }
        return keys;
    }

    /**
     * All keys, the one with this thumbprint first. MOSIP may have signed our certificate anew, which changes the
     * thumbprint but not the key: so it is a hint only.
     */
    List<PartnerKey> likeliestFirst(byte[] thumbprint) {
        return keys.stream()
                .sorted(Comparator.comparing((PartnerKey key) -> !MessageDigest.isEqual(key.thumbprint, thumbprint)))
                .toList();
    }

    /** The sizes in bytes that a session key encrypted for us may have. */
    List<Integer> moduli() {
        return keys.stream().map(PartnerKey::modulusBytes).distinct().toList();
    }

    /** A private key and the SHA-256 of its certificate. */
    static final class PartnerKey {

        private final RSAPrivateKey secret;
        private final byte[] thumbprint;

        private PartnerKey(RSAPrivateKey secret, byte[] thumbprint) {
            this.secret = secret;
            this.thumbprint = thumbprint;
        }

        RSAPrivateKey secret() {
            return secret;
        }

        int modulusBytes() {
            return (secret.getModulus().bitLength() + 7) / 8;
        }
    }
}

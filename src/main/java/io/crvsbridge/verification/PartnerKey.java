package io.crvsbridge.verification;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.interfaces.RSAPrivateKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** The key that signs our requests, and its certificate that MOSIP knows. */
record PartnerKey(RSAPrivateKey secret, Certified certified) {

    /** All of a file, at least one. @throws IllegalArgumentException when the file cannot be used; the message holds no secret */
    static List<PartnerKey> read(Path file, char[] password) {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            List<PartnerKey> keys = keys(store, password);
            if (keys.isEmpty()) {
                throw new IllegalArgumentException(file + " holds no RSA private key with its certificate");
            }
            return keys;
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " is no PKCS#12 file, or the password is wrong", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("a key in " + file + " cannot be read with the password given", e);
        }
    }

    /** Of several the one whose certificate ends last; one that lies there for later, and has not begun, only when there is no other. */
    static PartnerKey best(List<PartnerKey> keys, Instant now) {
        return keys.stream().max(Comparator.comparing((PartnerKey key) -> key.certified().begunBy(now)).thenComparing(key -> key.certified().ends())).orElseThrow();
    }

    private static List<PartnerKey> keys(KeyStore store, char[] password) throws GeneralSecurityException {
        List<PartnerKey> keys = new ArrayList<>();
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias) && store.getCertificate(alias) != null && store.getKey(alias, password) instanceof RSAPrivateKey secret) {
                keys.add(new PartnerKey(secret, Certified.of(store.getCertificate(alias))));
            }
        }
        return keys;
    }

    @Override
    public String toString() {
        return "PartnerKey[]";
    }
}

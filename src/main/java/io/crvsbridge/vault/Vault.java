package io.crvsbridge.vault;

import io.crvsbridge.kernel.BadSetting;
import io.crvsbridge.kernel.ServerSettings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.logging.Logger;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals bytes at rest: AES-256-GCM with a fresh nonce, the key's id in front, and the place the bytes belong to bound in, so that
 * a sealed value moved to another row or column does not open. Layout: version 1, length of the key id, key id, 12 bytes nonce, ciphertext with tag.
 */
@Singleton
public class Vault {

    private static final Logger LOG = Logger.getLogger(Vault.class.getName());
    private static final byte VERSION = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final KeyRing keys;
    private final SecureRandom random = new SecureRandom();

    @Inject
    Vault(VaultSettings settings, ServerSettings server) {
        this(settings.keyFile().map(KeyRing::read).orElseGet(() -> ownKeys(server)));
    }

    Vault(KeyRing keys) {
        this.keys = keys;
    }

    /** A vault on the keys of a file, for tools and tests. */
    public static Vault of(Path keyFile) {
        return new Vault(KeyRing.readOrMake(keyFile));
    }

    private static KeyRing ownKeys(ServerSettings server) {
        if (!server.embeddedDatabase()) {
            throw new BadSetting("VAULT_KEY_FILE is not set. With a database of its own the server needs a key file that every server shares and that is backed up apart from the database");
        }
        Path file = server.dataDir().resolve("keys").resolve("vault.keys");
        LOG.warning(() -> "CB010 VAULT_KEY_FILE is not set; the sealing key in " + file + " is used. Whoever copies the data folder copies the key: set VAULT_KEY_FILE in production");
        return KeyRing.readOrMake(file);
    }

    /**
     * Seals {@code plain} for one place.
     *
     * @param place what the bytes are and which row they belong to, for example {@code pending_action.token:…id…}
     */
    public byte[] seal(String place, byte[] plain) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] id = keys.currentId().getBytes(StandardCharsets.US_ASCII);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, keys.current(), nonce, place, plain, 0, plain.length);
        ByteArrayOutputStream out = new ByteArrayOutputStream(2 + id.length + NONCE_BYTES + sealed.length);
        out.write(VERSION);
        out.write(id.length);
        out.writeBytes(id);
        out.writeBytes(nonce);
        out.writeBytes(sealed);
        return out.toByteArray();
    }

    /** Opens what {@link #seal} closed for the same place. @throws SealBroken when the key is gone, the bytes were altered, or they belong elsewhere */
    public byte[] open(String place, byte[] sealed) {
        try {
            ByteBuffer in = ByteBuffer.wrap(sealed);
            if (in.get() != VERSION) {
                throw new SealBroken("unknown layout");
            }
            byte[] id = new byte[in.get() & 0xff];
            in.get(id);
            byte[] nonce = new byte[NONCE_BYTES];
            in.get(nonce);
            if (in.remaining() < TAG_BITS / 8) {
                throw new SealBroken("cut short");
            }
            SecretKey key = key(new String(id, StandardCharsets.US_ASCII));
            return crypt(Cipher.DECRYPT_MODE, key, nonce, place, sealed, in.position(), in.remaining());
        } catch (java.nio.BufferUnderflowException e) {
            throw new SealBroken("cut short");
        }
    }

    /** Names a missing key only if it looks like one of ours: an altered value may hold anything in its place. */
    private SecretKey key(String id) {
        return keys.find(id).orElseThrow(() -> new SealBroken(KeyRing.isId(id) ? "the key '" + id + "' is not in VAULT_KEY_FILE" : "its key has no proper name"));
    }

    /** A keyed fingerprint under the current key, {@code keyId:hex}, for comparing values that may not be stored. */
    public String fingerprint(String purpose, byte[] value) {
        return keys.currentId() + ":" + hmac(keys.current(), purpose, value);
    }

    /** The fingerprints of {@code value} under each of our keys, for finding a row that was made under an older one. */
    public List<String> fingerprints(String purpose, byte[] value) {
        return keys.all().entrySet().stream().map(key -> key.getKey() + ":" + hmac(key.getValue(), purpose, value)).toList();
    }

    /** Whether {@code fingerprint}, perhaps made under an older key, is that of {@code value}. */
    public boolean matches(String fingerprint, String purpose, byte[] value) {
        int colon = fingerprint.indexOf(':');
        return colon > 0 && keys.find(fingerprint.substring(0, colon))
                .map(key -> MessageDigest.isEqual(bytes(hmac(key, purpose, value)), bytes(fingerprint.substring(colon + 1))))
                .orElse(false);
    }

    private static byte[] crypt(int mode, SecretKey key, byte[] nonce, String place, byte[] in, int from, int length) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(bytes(place));
            return cipher.doFinal(in, from, length);
        } catch (GeneralSecurityException e) {
            throw new SealBroken("altered, or of another place");
        }
    }

    private static String hmac(SecretKey key, String purpose, byte[] value) {
        try {
            Mac derive = Mac.getInstance("HmacSHA256");
            derive.init(new SecretKeySpec(key.getEncoded(), "HmacSHA256"));
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(derive.doFinal(bytes("fingerprint/" + purpose)), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(value));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A sealed value does not open. The message says why without showing anything of it. */
    public static final class SealBroken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        SealBroken(String why) {
            super("A sealed value does not open: " + why);
        }
    }
}

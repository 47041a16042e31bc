package io.crvsbridge.vault;

import io.crvsbridge.kernel.BadSetting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The sealing keys by id; the first in the file is the current one. */
final class KeyRing {

    private static final int KEY_BYTES = 32;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,32}");

    private final Map<String, SecretKey> keys;
    private final String currentId;

    private KeyRing(Map<String, SecretKey> keys) {
        this.keys = Map.copyOf(keys);
        this.currentId = keys.keySet().iterator().next();
    }

    String currentId() {
        return currentId;
    }

    SecretKey current() {
        return keys.get(currentId);
    }

    Optional<SecretKey> find(String id) {
        return Optional.ofNullable(keys.get(id));
    }

    /** Every key by its id. */
    Map<String, SecretKey> all() {
        return keys;
    }

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** Reads the file; an error names the line, never its content. */
    static KeyRing read(Path file) {
        Map<String, SecretKey> keys = new LinkedHashMap<>();
        int number = 0;
        for (String line : lines(file)) {
            number++;
            String text = line.strip();
            if (!text.isEmpty() && !text.startsWith("#")) {
                add(keys, text, file + " line " + number);
            }
        }
        if (keys.isEmpty()) {
            throw new BadSetting("VAULT_KEY_FILE " + file + " holds no key");
        }
        return new KeyRing(keys);
    }

    /** Makes a file with one new key, readable by its owner alone; another process may have made it first, then that one is used. */
    static KeyRing readOrMake(Path file) {
        if (!Files.exists(file)) {
            make(file);
        }
        return read(file);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new BadSetting("VAULT_KEY_FILE " + file + " cannot be read", e);
        }
    }

    private static void add(Map<String, SecretKey> keys, String text, String where) {
        int colon = text.indexOf(':');
        byte[] key = decode(text.substring(colon + 1).strip(), where);
        String id = colon < 0 ? fingerprint(key) : text.substring(0, colon).strip();
        if (!isId(id)) {
            throw new BadSetting("VAULT_KEY_FILE " + where + ": a key id has 1 to 32 letters, digits, dots, hyphens or underscores");
        }
        if (keys.putIfAbsent(id, new SecretKeySpec(key, "AES")) != null) {
            throw new BadSetting("VAULT_KEY_FILE " + where + ": the key id '" + id + "' stands there twice");
        }
    }

    private static byte[] decode(String text, String where) {
        try {
            byte[] key = Base64.getDecoder().decode(text);
            if (key.length == KEY_BYTES) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            // Without the cause, which names the letter that is wrong and so shows a piece of the key.
            throw new BadSetting("VAULT_KEY_FILE " + where + " is not base64");
        }
        throw new BadSetting("VAULT_KEY_FILE " + where + ": a key has exactly 32 bytes");
    }

    private static String fingerprint(byte[] key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key);
            return HexFormat.of().formatHex(Arrays.copyOf(hash, 4));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static void make(Path file) {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        Path keys = file.toAbsolutePath().getParent();
        try {
            Files.createDirectories(keys);
            Path fresh = Files.createTempFile(keys, "vault", ".new", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try {
                Files.writeString(fresh, Base64.getEncoder().encodeToString(key) + "\n", StandardOpenOption.DSYNC);
                link(file, fresh);
            } finally {
                Files.delete(fresh);
            }
        } catch (IOException | UnsupportedOperationException e) {
            throw new BadSetting("No sealing key could be made at " + file + "; set VAULT_KEY_FILE", e);
        }
    }

    private static void link(Path file, Path fresh) throws IOException {
        try {
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException e) {
            // Another server on the same folder was faster; its key serves both.
        }
    }
}

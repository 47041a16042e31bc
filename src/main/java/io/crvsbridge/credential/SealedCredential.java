package io.crvsbridge.credential;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The parts of an encrypted credential, found at their offsets (MOSIP contract, section 5.3). The splitter is looked for
 * only where it must stand, since a random key may contain it.
 */
record SealedCredential(byte[] thumbprint, byte[] sessionKey, byte[] nonce, byte[] aad, byte[] ciphertext) {

    private static final byte[] VERSION = "VER_R2".getBytes(StandardCharsets.US_ASCII);
    private static final int THUMBPRINT = 32;
    private static final int AAD = 32;
    private static final int NONCE = 12;
    private static final int TAG = 16;
    private static final int OLD_IV = 16;

    /** The present layout: version, thumbprint, session key, splitter, AAD that begins with the nonce, ciphertext. */
    static Optional<SealedCredential> versioned(byte[] bytes, int keyLength, byte[] splitter) {
        int rest = VERSION.length + THUMBPRINT + keyLength + splitter.length;
        if (bytes.length < rest + AAD + TAG || !holdsAt(bytes, 0, VERSION)
                || !holdsAt(bytes, rest - splitter.length, splitter)) {
            return Optional.empty();
        }
        int key = VERSION.length + THUMBPRINT;
        byte[] aad = Arrays.copyOfRange(bytes, rest, rest + AAD);
        return Optional.of(new SealedCredential(
                Arrays.copyOfRange(bytes, VERSION.length, key),
                Arrays.copyOfRange(bytes, key, key + keyLength),
                Arrays.copyOf(aad, NONCE),
                aad,
                Arrays.copyOfRange(bytes, rest + AAD, bytes.length)));
    }

    /** The layout before versions: thumbprint, session key, splitter, ciphertext, IV. */
    static Optional<SealedCredential> unversioned(byte[] bytes, int keyLength, byte[] splitter) {
        int rest = THUMBPRINT + keyLength + splitter.length;
        if (bytes.length < rest + TAG + OLD_IV || !holdsAt(bytes, rest - splitter.length, splitter)) {
            return Optional.empty();
        }
        return Optional.of(new SealedCredential(
                Arrays.copyOf(bytes, THUMBPRINT),
                Arrays.copyOfRange(bytes, THUMBPRINT, THUMBPRINT + keyLength),
                Arrays.copyOfRange(bytes, bytes.length - OLD_IV, bytes.length),
                new byte[0],
                Arrays.copyOfRange(bytes, rest, bytes.length - OLD_IV)));
    }

    private static boolean holdsAt(byte[] bytes, int offset, byte[] expected) {
        return Arrays.equals(bytes, offset, offset + expected.length, expected, 0, expected.length);
    }

    @Override
    public String toString() {
        return "SealedCredential[" + ciphertext.length + " bytes]";
    }
}

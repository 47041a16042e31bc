package io.crvsbridge.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.crvsbridge.credential.CredentialRefused.Cause;

@Timeout(30)
class CredentialCipherTest {

    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final int SPLITTER_AT = 6 + 32 + 256;

    @TempDir
    private Path directory;
    private final Path keystore = CredentialVectors.path("partner.p12");
    private final String encrypted = CredentialVectors.text("encrypted-ver-r2-base64url.txt");
    private CredentialCipher cipher;
    private byte[] bytes;

    @BeforeEach
    void openKeystore() {
        cipher = CredentialCipher.of(keystore, PASSWORD);
        bytes = Base64.getUrlDecoder().decode(encrypted.strip());
    }

    @Test
    void everyWayToWriteBase64IsRead() throws CredentialRefused {
        byte[] clear = cipher.open(encrypted);

        assertThat(cipher.open(Base64.getEncoder().encodeToString(bytes))).isEqualTo(clear);
        assertThat(cipher.open(Base64.getEncoder().withoutPadding().encodeToString(bytes))).isEqualTo(clear);
        assertThat(cipher.open(Base64.getUrlEncoder().encodeToString(bytes))).isEqualTo(clear);
        assertThat(cipher.open(Base64.getMimeEncoder().encodeToString(bytes) + "\r\n")).isEqualTo(clear);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "=", "A", "%", "hello world", "VER_R2", "VkVSX1Iy", "AAAA=AAA", "{\"id\":1}", "ÄÖÜ"})
    void garbageIsRefused(String text) {
        assertUndecryptable(text);
    }

    @Test
    void everyTruncationIsRefused() {
        for (int length = 0; length < bytes.length; length += length < 400 ? 1 : 37) {
            assertUndecryptable(written(Arrays.copyOf(bytes, length)));
        }
    }

    @Test
    void everyAlteredPartIsRefusedAlike() {
        for (int at : new int[] {0, 5, 38, 293, SPLITTER_AT, 308, 319, 320, 339, 340, 500, bytes.length - 1}) {
            byte[] altered = bytes.clone();
            altered[at] ^= 1;
            assertUndecryptable(written(altered));
        }
    }

    @Test
    void thumbprintIsOnlyAHint() throws CredentialRefused {
        byte[] resigned = bytes.clone();
        resigned[10] ^= 1;

        assertThat(cipher.open(written(resigned))).isEqualTo(cipher.open(encrypted));
    }

    @Test
    void splitterIsLookedForAtItsPlaceOnly() {
        byte[] moved = new byte[bytes.length + 1];
        System.arraycopy(bytes, 0, moved, 0, SPLITTER_AT);
        System.arraycopy(bytes, SPLITTER_AT, moved, SPLITTER_AT + 1, bytes.length - SPLITTER_AT);

        assertUndecryptable(written(moved));
    }

    @Test
    void splitterCanBeConfigured() throws CredentialRefused {
        byte[] other = bytes.clone();
        byte[] splitter = "#OTHER_SPLIT#!".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(splitter, 0, other, SPLITTER_AT, splitter.length);

        assertUndecryptable(written(other));
        assertThat(new CredentialCipher(PartnerKeys.read(keystore, PASSWORD), "#OTHER_SPLIT#!").open(written(other)))
                .isEqualTo(cipher.open(encrypted));
    }

    @Test
    void oversizedTextIsRefusedUnread() {
        CredentialRefused refusal = catchThrowableOfType(
                CredentialRefused.class, () -> cipher.open("A".repeat(CredentialCipher.MAX_TEXT + 1)));

        assertThat(refusal.reason()).isEqualTo(Cause.TOO_LARGE);
    }

    @Test
    void largestGarbageIsRefused() {
        byte[] garbage = new byte[CredentialCipher.MAX_TEXT / 4 * 3 - 3];
        new Random(7).nextBytes(garbage);
        System.arraycopy(bytes, 0, garbage, 0, 400);

        assertUndecryptable(written(garbage));
    }

    @Test
    void keyIsFoundAmongSeveral() throws Exception {
        Path both = directory.resolve("both.p12");
        KeyStore store = load(keystore);
        String alias = store.aliases().nextElement();
        Certificate[] chain = store.getCertificateChain(alias);
        KeyPair other = pair(3072);
        store.setKeyEntry("0-other-size", other.getPrivate(), PASSWORD, chain);
        store.setKeyEntry("0-same-size", pair(2048).getPrivate(), PASSWORD, chain);
        save(store, both);

        assertThat(CredentialCipher.of(both, PASSWORD).open(encrypted)).isEqualTo(cipher.open(encrypted));
    }

    @Test
    void anotherPartnersKeyOpensNothing() throws Exception {
        Path stranger = directory.resolve("stranger.p12");
        KeyStore store = load(keystore);
        String alias = store.aliases().nextElement();
        Certificate[] chain = store.getCertificateChain(alias);
        store.deleteEntry(alias);
        store.setKeyEntry("stranger", pair(2048).getPrivate(), PASSWORD, chain);
        save(store, stranger);
        CredentialCipher strangers = CredentialCipher.of(stranger, PASSWORD);

        assertThat(catchThrowableOfType(CredentialRefused.class, () -> strangers.open(encrypted)).reason())
                .isEqualTo(Cause.UNDECRYPTABLE);
    }

    @Test
    void faultyKeystoreIsNamedWithItsFault() throws Exception {
        Path missing = directory.resolve("missing.p12");
        Path text = Files.writeString(directory.resolve("text.p12"), "not a keystore");
        Path empty = directory.resolve("empty.p12");
        KeyStore store = load(keystore);
        store.deleteEntry(store.aliases().nextElement());
        save(store, empty);

        assertFault(missing, PASSWORD, "no such readable file");
        assertFault(directory, PASSWORD, "no such readable file");
        assertFault(text, PASSWORD, "not a PKCS#12 file, or the password is wrong");
        assertFault(keystore, "wrong".toCharArray(), "not a PKCS#12 file, or the password is wrong");
        assertFault(empty, PASSWORD, "holds no RSA private key");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CredentialCipher(PartnerKeys.read(keystore, PASSWORD), ""));
    }

    private static void assertFault(Path file, char[] password, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> CredentialCipher.of(file, password))
                .withMessageContaining(file.toString()).withMessageContaining(message)
                .withMessageNotContaining(new String(password) + "'");
    }

    /** Always the same cause, the same words, and nothing behind them. */
    private void assertUndecryptable(String text) {
        CredentialRefused refusal = catchThrowableOfType(CredentialRefused.class, () -> cipher.open(text));
        assertThat(refusal).isNotNull().hasMessage("The credential cannot be decrypted with our keys").hasNoCause();
        assertThat(refusal.reason()).isEqualTo(Cause.UNDECRYPTABLE);
    }

    private static String written(byte[] sealed) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    private static KeyPair pair(int bits) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    private static KeyStore load(Path file) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    private static void save(KeyStore store, Path file) throws GeneralSecurityException, IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD);
        }
    }
}

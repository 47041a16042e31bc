package io.crvsbridge.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crvsbridge.vault.Vault.SealBroken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultTest {

    private static final String PLACE = "pending_action.token:0b0b0b0b-0000-4000-8000-000000000000";
    private static final byte[] PLAIN = "the registrar's token".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private Vault vault;

    @BeforeEach
    void oneKey() throws IOException {
        vault = vault("spring:" + key(1));
    }

    private Vault vault(String... lines) throws IOException {
        Path file = Files.createTempFile(folder, "vault", ".keys");
        Files.write(file, Arrays.asList(lines));
        return new Vault(KeyRing.read(file));
    }

    private static String key(int fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return Base64.getEncoder().encodeToString(key);
    }

    @Test
    void whatWasSealedOpensAtItsPlace() {
        assertThat(vault.open(PLACE, vault.seal(PLACE, PLAIN))).isEqualTo(PLAIN);
        assertThat(vault.open(PLACE, vault.seal(PLACE, new byte[0]))).isEmpty();
        byte[] large = new byte[1_000_000];
        Arrays.fill(large, (byte) 7);
        assertThat(vault.open(PLACE, vault.seal(PLACE, large))).isEqualTo(large);
    }

    @Test
    void theSealedValueHoldsNothingOfThePlainOne() {
        String sealed = new String(vault.seal(PLACE, PLAIN), StandardCharsets.ISO_8859_1);
        assertThat(sealed).doesNotContain("registrar").doesNotContain("token");
    }

    @Test
    void sealingTwiceGivesDifferentBytes() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            seen.add(Base64.getEncoder().encodeToString(vault.seal(PLACE, PLAIN)));
        }
        assertThat(seen).hasSize(200);
    }

    @Test
    void everySingleFlippedBitIsRefused() {
        byte[] sealed = vault.seal(PLACE, PLAIN);
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] altered = sealed.clone();
            altered[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatExceptionOfType(SealBroken.class).as("bit " + bit).isThrownBy(() -> vault.open(PLACE, altered));
        }
    }

    @Test
    void everySingleFlippedBitIsRefusedWhenOtherKeysAreThereToBeNamed() throws IOException {
        // "a" and "c" differ in one bit, so that the flip names a key that exists.
        Vault two = vault("a:" + key(1), "c:" + key(2));
        byte[] sealed = two.seal(PLACE, PLAIN);
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] altered = sealed.clone();
            altered[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatExceptionOfType(SealBroken.class).as("bit " + bit).isThrownBy(() -> two.open(PLACE, altered));
        }
    }

    @Test
    void everyCutAndEveryAddedByteIsRefused() {
        byte[] sealed = vault.seal(PLACE, PLAIN);
        for (int length = 0; length < sealed.length; length++) {
            byte[] cut = Arrays.copyOf(sealed, length);
            assertThatExceptionOfType(SealBroken.class).as("length " + length).isThrownBy(() -> vault.open(PLACE, cut));
        }
        assertThatExceptionOfType(SealBroken.class).isThrownBy(() -> vault.open(PLACE, Arrays.copyOf(sealed, sealed.length + 1)));
    }

    @Test
    void anotherPlaceIsRefused() {
        byte[] sealed = vault.seal(PLACE, PLAIN);
        for (String place : new String[] {"", PLACE + " ", PLACE.toUpperCase(java.util.Locale.ROOT), PLACE.replace("token", "document"), PLACE.replace("0b0b0b0b", "0b0b0b0c")}) {
            assertThatExceptionOfType(SealBroken.class).as(place).isThrownBy(() -> vault.open(place, sealed));
        }
    }

    @Test
    void afterARotationTheOldKeyStillOpensAndTheNewOneSeals() throws IOException {
        byte[] old = vault.seal(PLACE, PLAIN);
        Vault rotated = vault("summer:" + key(2), "spring:" + key(1));
        assertThat(rotated.open(PLACE, old)).isEqualTo(PLAIN);

        byte[] fresh = rotated.seal(PLACE, PLAIN);
        assertThat(vault("summer:" + key(2)).open(PLACE, fresh)).isEqualTo(PLAIN);
        assertThatExceptionOfType(SealBroken.class).isThrownBy(() -> vault.open(PLACE, fresh)).withMessageContaining("'summer'").withMessageContaining("VAULT_KEY_FILE");
    }

    @Test
    void withoutItsKeyAValueStaysShut() throws IOException {
        byte[] sealed = vault.seal(PLACE, PLAIN);
        assertThatExceptionOfType(SealBroken.class).isThrownBy(() -> vault("summer:" + key(2)).open(PLACE, sealed)).withMessageContaining("'spring'");
        assertThatExceptionOfType(SealBroken.class).as("same id, other key").isThrownBy(() -> vault("spring:" + key(2)).open(PLACE, sealed));
    }

    @Test
    void messagesShowNothingOfTheSealedBytes() {
        byte[] sealed = vault.seal(PLACE, PLAIN);
        sealed[1] = 60;
        byte[] junk = new byte[80];
        Arrays.fill(junk, (byte) '\n');
        junk[0] = 1;
        junk[1] = 20;
        for (byte[] broken : new byte[][] {sealed, junk}) {
            assertThatThrownBy(() -> vault.open(PLACE, broken)).isInstanceOf(SealBroken.class).hasNoCause()
                    .satisfies(e -> assertThat(e.getMessage()).matches("[ -~]*").hasSizeLessThan(120));
        }
    }

    @Test
    void aFingerprintFitsItsValueAndNoOther() {
        String fingerprint = vault.fingerprint("packet.contents", PLAIN);
        assertThat(fingerprint).startsWith("spring:").hasSizeLessThanOrEqualTo(120);
        assertThat(vault.matches(fingerprint, "packet.contents", PLAIN)).isTrue();
        assertThat(vault.fingerprint("packet.contents", PLAIN)).isEqualTo(fingerprint);
        assertThat(vault.matches(fingerprint, "packet.contents", "other".getBytes(StandardCharsets.UTF_8))).isFalse();
        assertThat(vault.matches(fingerprint, "another.purpose", PLAIN)).isFalse();
    }

    @Test
    void fingerprintsMatchAcrossARotation() throws IOException {
        String old = vault.fingerprint("packet.contents", PLAIN);
        Vault rotated = vault("summer:" + key(2), "spring:" + key(1));
        assertThat(rotated.matches(old, "packet.contents", PLAIN)).isTrue();
        assertThat(rotated.fingerprint("packet.contents", PLAIN)).startsWith("summer:").isNotEqualTo(old);
        assertThat(vault("summer:" + key(2)).matches(old, "packet.contents", PLAIN)).isFalse();
    }

    @Test
    void oddFingerprintsMatchNothing() {
        for (String odd : new String[] {"", ":", "spring", "spring:", ":abc", "winter:00", "spring:zz"}) {
            assertThat(vault.matches(odd, "packet.contents", PLAIN)).as(odd).isFalse();
        }
    }

    @Test
    void noPrintShowsAKey() {
        assertThat(vault.toString()).doesNotContain(key(1));
    }

    @Test
    void aRowMadeUnderAnOlderKeyIsFoundByItsFingerprint() throws IOException {
        String older = vault.fingerprint("p", PLAIN);
        Vault rotated = vault("summer:" + key(2), "spring:" + key(1));
        assertThat(rotated.fingerprints("p", PLAIN)).containsExactlyInAnyOrder(rotated.fingerprint("p", PLAIN), older);
        assertThat(rotated.fingerprints("other", PLAIN)).doesNotContain(older);
    }
}

package io.crvsbridge.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.crvsbridge.kernel.BadSetting;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KeyRingTest {

    private static final String GOOD = Base64.getEncoder().encodeToString("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
    private static final String OTHER = Base64.getEncoder().encodeToString("fedcba9876543210fedcba9876543210".getBytes(StandardCharsets.US_ASCII));

    @TempDir
    Path folder;

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("vault.keys"), content);
    }

    @Test
    void theFirstKeyIsCurrentAndTheOthersAreFound() throws IOException {
        KeyRing keys = KeyRing.read(file("# rotated in June\n\n  summer : " + GOOD + "  \nspring:" + OTHER + "\n"));
        assertThat(keys.currentId()).isEqualTo("summer");
        assertThat(keys.find("spring")).isPresent();
        assertThat(keys.find("winter")).isEmpty();
    }

    @Test
    void aKeyWithoutAnIdIsNamedByItsFingerprint() throws IOException {
        KeyRing keys = KeyRing.read(file(GOOD));
        assertThat(keys.currentId()).matches("[0-9a-f]{8}");
        assertThat(KeyRing.read(file("first:" + OTHER + "\n" + GOOD)).find(keys.currentId())).as("the same wherever it stands").isPresent();
    }

    static Stream<Arguments> faults() {
        String whole = "0123456789abcdef0123456789abcdef";
        return Stream.of(
                Arguments.of("empty", "", "holds no key"),
                Arguments.of("only comments", "# nothing\n\n", "holds no key"),
                Arguments.of("not base64", "one:" + GOOD + "\ntwo:*" + OTHER, "line 2 is not base64"),
                Arguments.of("URL alphabet", "one:" + GOOD.replace('M', '_'), "line 1 is not base64"),
                Arguments.of("too short", "one:" + Base64.getEncoder().encodeToString(whole.substring(1).getBytes(StandardCharsets.US_ASCII)), "line 1: a key has exactly 32 bytes"),
                Arguments.of("too long", "one:" + Base64.getEncoder().encodeToString((whole + "x").getBytes(StandardCharsets.US_ASCII)), "line 1: a key has exactly 32 bytes"),
                Arguments.of("no key behind the id", "one:", "line 1: a key has exactly 32 bytes"),
                Arguments.of("empty id", "# a\n:" + GOOD, "line 2: a key id"),
                Arguments.of("id with a space", "my key:" + GOOD, "line 1: a key id"),
                Arguments.of("long id", "x".repeat(33) + ":" + GOOD, "line 1: a key id"),
                Arguments.of("key and id turned round", GOOD + ":one", "line 1"),
                Arguments.of("twice the same id", "one:" + GOOD + "\none:" + OTHER, "line 2: the key id 'one' stands there twice"),
                Arguments.of("twice the same nameless key", GOOD + "\n" + GOOD, "line 2: the key id"),
                Arguments.of("binary", "one:\u00ff\u0001" + GOOD, "cannot be read"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void aFaultIsNamedByFileAndLineAndNeverByTheKey(String name, String content, String message) throws IOException {
        Path file = file(content);
        Throwable thrown = catchThrowable(() -> KeyRing.read(file));
        assertThat(thrown).isInstanceOf(BadSetting.class).hasMessageContainingAll("VAULT_KEY_FILE", file.toString(), message);
        StringWriter all = new StringWriter();
        thrown.printStackTrace(new PrintWriter(all));
        assertThat(all.toString()).doesNotContain(GOOD, OTHER, "0123456789abcdef", "Illegal base64 character");
    }

    @Test
    void aMissingFileIsNamed() {
        Path missing = folder.resolve("nowhere.keys");
        assertThat(catchThrowable(() -> KeyRing.read(missing))).isInstanceOf(BadSetting.class).hasMessageContaining(missing.toString());
    }

    @Test
    void aFolderIsNoKeyFile() {
        assertThat(catchThrowable(() -> KeyRing.read(folder))).isInstanceOf(BadSetting.class).hasMessageContaining(folder.toString());
    }

    @Test
    void aMadeFileIsItsOwnersAloneAndLeavesNothingBeside() throws IOException {
        Path file = folder.resolve("keys").resolve("vault.keys");
        KeyRing made = KeyRing.readOrMake(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(KeyRing.readOrMake(file).current()).isEqualTo(made.current());
        assertThat(names(file.getParent())).containsExactly("vault.keys");
    }

    @Test
    void twoMadeFilesHoldDifferentKeys() {
        assertThat(KeyRing.readOrMake(folder.resolve("a")).current()).isNotEqualTo(KeyRing.readOrMake(folder.resolve("b")).current());
    }

    @Test
    void serversThatStartTogetherAgreeOnOneKey() throws Exception {
        Path file = folder.resolve("keys").resolve("vault.keys");
        ExecutorService servers = Executors.newFixedThreadPool(16);
        try {
            List<Callable<KeyRing>> starts = IntStream.range(0, 16).<Callable<KeyRing>>mapToObj(i -> () -> KeyRing.readOrMake(file)).toList();
            Set<SecretKey> seen = new HashSet<>();
            for (var start : servers.invokeAll(starts)) {
                seen.add(start.get().current());
            }
            assertThat(seen).containsExactly(KeyRing.read(file).current());
        } finally {
            servers.shutdown();
        }
        assertThat(names(file.getParent())).containsExactly("vault.keys");
    }

    @Test
    void theLoserOfARaceLeavesNoSecondKeyBehind() throws IOException {
        Path file = folder.resolve("keys").resolve("vault.keys");
        KeyRing.make(file);
        String winner = Files.readString(file);
        KeyRing.make(file);
        assertThat(Files.readString(file)).isEqualTo(winner);
        assertThat(names(file.getParent())).containsExactly("vault.keys");
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws IOException {
        Path inTheWay = Files.writeString(folder.resolve("keys"), "a file");
        Path file = inTheWay.resolve("vault.keys");
        assertThat(catchThrowable(() -> KeyRing.readOrMake(file))).isInstanceOf(BadSetting.class).hasMessageContainingAll(file.toString(), "VAULT_KEY_FILE");
    }

    @Test
    void noPrintShowsAKey() throws IOException {
        assertThat(KeyRing.read(file(GOOD)).toString()).doesNotContain(GOOD);
    }

    private static List<String> names(Path dir) throws IOException {
        try (Stream<Path> files = Files.list(dir)) {
            return files.map(p -> p.getFileName().toString()).toList();
        }
    }
}

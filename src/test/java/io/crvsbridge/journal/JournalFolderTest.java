package io.crvsbridge.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.crvsbridge.kernel.BadSetting;
import io.crvsbridge.kernel.SettableClock;
import io.crvsbridge.vault.Vault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalFolderTest {

    private static final Limits WIDE = new Limits(1000, 10_000_000, 0);

    @TempDir
    Path data;

    private final SettableClock clock = SettableClock.at("2026-03-04T12:00:00Z");
    private Vault vault;
    private Path path;

    @BeforeEach
    void keys() {
        vault = Vault.of(data.resolve("vault.keys"));
        path = data.resolve("data").resolve("journal");
    }

    @Test
    void anEntryOutlastsTheProcessAndOpensAgain() throws IOException {
        EntryName name = folder(WIDE).append("trigger", bytes("Pretend Person"));
        JournalFolder next = folder(WIDE);
        assertThat(next.list()).containsExactly(name);
        assertThat(next.waiting()).isEqualTo(1);
        assertThat(next.read(name)).hasValueSatisfying(contents -> assertThat(contents).isEqualTo(bytes("Pretend Person")));
        assertThat(name.arrived()).isEqualTo(clock.instant());
    }

    @Test
    void nothingLiesThereInClear() throws IOException {
        EntryName name = folder(WIDE).append("trigger", bytes("Pretend Person"));
        assertThat(Files.readString(path.resolve(name.toString()), StandardCharsets.ISO_8859_1)).doesNotContain("Pretend");
    }

    @Test
    void onlyTheServersUserMayLook() throws IOException {
        assumeThat(data.getFileSystem().supportedFileAttributeViews()).contains("posix");
        EntryName name = folder(WIDE).append("trigger", bytes("a"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path))).isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path.resolve(name.toString())))).isEqualTo("rw-------");
    }

    @Test
    void aFolderThatOthersMayReadIsClosedToThemAtTheStart() throws IOException {
        assumeThat(data.getFileSystem().supportedFileAttributeViews()).contains("posix");
        Files.createDirectories(path);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        folder(WIDE);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path))).isEqualTo("rwx------");
    }

    @Test
    void whatACrashLeftHalfWrittenIsRemovedAtTheStartAndNeverAnEntry() throws IOException {
        Files.createDirectories(path);
        Path torn = Files.write(path.resolve(EntryName.of(1, 1, "trigger") + ".part"), new byte[] {1, 2, 3});
        JournalFolder folder = folder(WIDE);
        assertThat(torn).doesNotExist();
        assertThat(folder.list()).isEmpty();
    }

    @Test
    void entriesAreListedInTheOrderTheyCame() throws IOException {
        JournalFolder folder = folder(WIDE);
        List<EntryName> came = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            came.add(folder.append(i % 2 == 0 ? "trigger" : "delivery", bytes("" + i)));
            clock.advance(Duration.ofMillis(i % 3));
        }
        assertThat(folder.list()).containsExactlyElementsOf(came);
    }

    @Test
    void theOrderOutlastsAClockThatIsSetBackAndARestart() throws IOException {
        List<EntryName> came = new ArrayList<>();
        came.add(folder(WIDE).append("trigger", bytes("1")));
        clock.advance(Duration.ofHours(-1));
        JournalFolder next = folder(WIDE);
        came.add(next.append("trigger", bytes("2")));
        clock.advance(Duration.ofHours(-1));
        came.add(next.append("trigger", bytes("3")));
        assertThat(next.list()).containsExactlyElementsOf(came);
        assertThat(came.get(2).arrived()).isBefore(Instant.parse("2026-03-04T12:00:01Z"));
    }

    @Test
    void manyAtOnceAreAllKept() throws Exception {
        JournalFolder folder = folder(WIDE);
        ExecutorService pool = Executors.newFixedThreadPool(16);
        try {
            List<Future<EntryName>> going = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                String text = "entry " + i;
                going.add(pool.submit(() -> folder.append("trigger", bytes(text))));
            }
            for (int i = 0; i < going.size(); i++) {
                assertThat(new String(folder.read(going.get(i).get()).orElseThrow(), StandardCharsets.UTF_8)).isEqualTo("entry " + i);
            }
        } finally {
            pool.shutdown();
        }
        assertThat(folder.list()).hasSize(200);
        assertThat(folder.waiting()).isEqualTo(200);
    }

    @Test
    void anEntryUnderAnotherNameDoesNotOpen() throws IOException {
        JournalFolder folder = folder(WIDE);
        EntryName name = folder.append("trigger", bytes("a"));
        EntryName other = EntryName.of(name.micros() + 1, 7, "trigger");
        Files.move(path.resolve(name.toString()), path.resolve(other.toString()));
        assertThatExceptionOfType(Vault.SealBroken.class).isThrownBy(() -> folder.read(other));
    }

    @Test
    void whatIsGoneIsNothing() throws IOException {
        assertThat(folder(WIDE).read(EntryName.of(1, 1, "trigger"))).isEmpty();
    }

    @Test
    void removedEntriesMakeRoom() throws IOException {
        JournalFolder folder = folder(new Limits(2, 10_000_000, 0));
        List<EntryName> both = List.of(folder.append("trigger", bytes("1")), folder.append("trigger", bytes("2")));
        assertThat(folder.hasRoom()).isFalse();
        assertThatExceptionOfType(NotJournaled.class).isThrownBy(() -> folder.append("trigger", bytes("3")));
        folder.remove(both);
        assertThat(files()).isEmpty();
        assertThat(folder.hasRoom()).isTrue();
        folder.append("trigger", bytes("3"));
        assertThat(folder.waiting()).isEqualTo(1);
    }

    @Test
    void aFullJournalRefusesByBytesTooAndLeavesNothing() {
        JournalFolder folder = folder(new Limits(1000, 500, 0));
        assertThatExceptionOfType(NotJournaled.class).isThrownBy(() -> folder.append("trigger", new byte[1000]));
        assertThat(files()).isEmpty();
        assertThat(folder.waiting()).isZero();
        folder.append("trigger", new byte[100]);
    }

    @Test
    void theReserveOfTheDiskIsLeftAlone() {
        JournalFolder folder = folder(new Limits(1000, 10_000_000, Long.MAX_VALUE));
        assertThat(folder.hasRoom()).isFalse();
        assertThatExceptionOfType(NotJournaled.class).isThrownBy(() -> folder.append("trigger", bytes("a"))).withMessageContaining("disk");
        assertThat(files()).isEmpty();
    }

    @Test
    void aFolderThatIsGoneIsARefusalAndNoEntry() throws IOException {
        JournalFolder folder = folder(WIDE);
        Files.delete(path);
        assertThatExceptionOfType(NotJournaled.class).isThrownBy(() -> folder.append("trigger", bytes("a")));
        assertThat(folder.waiting()).isZero();
    }

    @Test
    void aFileInThePlaceOfTheFolderStopsTheStart() throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, "no folder");
        assertThatExceptionOfType(BadSetting.class).isThrownBy(() -> folder(WIDE)).withMessageContaining("DATA_DIR");
    }

    @Test
    void whatIsSetAsideIsCountedAndNotListedUntilItGetsItsNameBack() throws IOException {
        JournalFolder folder = folder(WIDE);
        EntryName name = folder.append("trigger", bytes("a"));
        folder.setAside(name);
        assertThat(folder.list()).isEmpty();
        assertThat(folder.waiting()).isZero();
        assertThat(folder(WIDE).aside()).isEqualTo(1);
        Files.move(path.resolve(name + ".aside"), path.resolve(name.toString()));
        assertThat(folder.list()).containsExactly(name);
        assertThat(folder.read(name)).isPresent();
        assertThat(folder.aside()).isZero();
    }

    private JournalFolder folder(Limits limits) {
        return new JournalFolder(path, vault, limits, clock);
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.list(path)) {
            return files.toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

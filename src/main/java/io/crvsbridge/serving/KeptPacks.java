package io.crvsbridge.serving;

import io.crvsbridge.country.BadCountryPack;
import io.crvsbridge.country.PackFolder;
import io.crvsbridge.kernel.Ids;
import io.crvsbridge.rehearsal.LoadedPack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The packs that have served, each in a folder of its own named by name, version and fingerprint, and which of them served last. A server that starts with a bad pack
 * goes on with that one. Packs hold no secrets and nobody's data, so they lie there as they are.
 */
final class KeptPacks {

    private static final int MOST = 20;
    private static final int MARK = 12;
    private static final String CURRENT = "current";

    private final Path folder;

    KeptPacks(Path folder) {
        this.folder = folder;
    }

    /** Keeps a pack that serves from now on. @param source the folder it came from, for which alone it is the last one */
    void keep(PackFolder files, LoadedPack pack, Path source, Instant now) throws IOException {
        Path target = folder.resolve(name(pack));
        if (!Files.isDirectory(target)) {
            Path fresh = folder.resolve(".new-" + Ids.next());
            files.copyTo(fresh);
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.setLastModifiedTime(target, FileTime.from(now));
        Path note = Files.writeString(folder.resolve(".new-" + Ids.next()), target.getFileName() + "\n" + source.toAbsolutePath() + "\n");
        Files.move(note, folder.resolve(CURRENT), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forgetOldest(target);
    }

    /** What served last from this folder, if it is still what it was then. */
    Optional<PackFolder> last(Path source) {
        try {
            List<String> note = Files.readAllLines(folder.resolve(CURRENT));
            if (note.size() < 2 || !note.get(1).equals(source.toAbsolutePath().toString())) {
                return Optional.empty();
            }
            PackFolder files = PackFolder.read(folder.resolve(note.get(0)));
            return Optional.of(files).filter(kept -> note.get(0).endsWith("-" + kept.fingerprint().substring(0, MARK)));
        } catch (IOException | BadCountryPack nothingKept) {
            return Optional.empty();
        }
    }

    /** Whether other files have served under this name and version. */
    boolean knowsOthersOf(LoadedPack pack) {
        String name = name(pack);
        String without = name.substring(0, name.length() - MARK);
        try (Stream<Path> kept = Files.list(folder)) {
            return kept.map(path -> path.getFileName().toString())
                    .anyMatch(other -> other.length() == name.length() && other.startsWith(without) && !other.equals(name));
        } catch (IOException nothingKept) {
            return false;
        }
    }

    private static String name(LoadedPack pack) {
        return safe(pack.pack().name()) + "-" + safe(pack.pack().version()) + "-" + pack.fingerprint().substring(0, MARK);
    }

    private static String safe(String text) {
        String plain = text.replaceAll("[^A-Za-z0-9._]", "_").replaceAll("^\\.", "_");
        return plain.substring(0, Math.min(plain.length(), 80));
    }

    /** Never the one that was kept just now, however wrong the clock was when the others were. */
    private void forgetOldest(Path newest) throws IOException {
        List<Path> kept;
        try (Stream<Path> all = Files.list(folder)) {
            kept = all.filter(path -> Files.isDirectory(path) && !path.equals(newest)).sorted(Comparator.comparing(KeptPacks::usedAt).reversed()).toList();
        }
        for (Path old : kept.subList(Math.min(MOST - 1, kept.size()), kept.size())) {
            remove(old);
        }
    }

    private static Instant usedAt(Path path) {
        try {
            return Files.getLastModifiedTime(path).toInstant();
        } catch (IOException gone) {
            return Instant.MIN;
        }
    }

    private static void remove(Path old) throws IOException {
        List<Path> below;
        try (Stream<Path> all = Files.walk(old)) {
            below = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : below) {
            Files.deleteIfExists(path);
        }
    }
}

package io.crvsbridge.journal;

import io.crvsbridge.kernel.BadSetting;
import io.crvsbridge.vault.Vault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * One sealed file per entry. An entry is there when its file has its own name: it is written under a temporary one, forced to the disk, renamed, and the
 * folder is forced too. What a crash leaves half written never gets its name.
 */
final class JournalFolder {

    private static final String UNFINISHED = ".part";
    private static final String ASIDE = ".aside";

    private final Path folder;
    private final Vault vault;
    private final Limits limits;
    private final Clock clock;
    private final boolean posix;
    private final SecureRandom random = new SecureRandom();
    private final AtomicLong last = new AtomicLong();
    private final AtomicInteger entries = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger aside = new AtomicInteger();

    /** Opens the folder as the process before left it. */
    JournalFolder(Path folder, Vault vault, Limits limits, Clock clock) {
        this.folder = folder;
        this.vault = vault;
        this.limits = limits;
        this.clock = clock;
        this.posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        try {
            make();
            clean();
            count();
        } catch (IOException e) {
            throw new BadSetting("DATA_DIR does not let the folder " + folder + " be used for the journal (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    private void make() throws IOException {
        Files.createDirectories(folder.toAbsolutePath().getParent());
        if (!Files.isDirectory(folder)) {
            Files.createDirectory(folder, permissions("rwx------"));
            force(folder.toAbsolutePath().getParent());
        }
        if (posix) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private void clean() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path left : files.filter(f -> f.toString().endsWith(UNFINISHED)).toList()) {
                Files.delete(left);
            }
        }
    }

    /**
     * Makes the contents durable. When this returns, they are.
     *
     * @throws NotJournaled when they are not
     */
    EntryName append(String kind, byte[] contents) {
        EntryName name = EntryName.of(next(), random.nextInt(), kind);
        byte[] sealed = vault.seal(place(name), contents);
        reserve(sealed.length);
        Path unfinished = folder.resolve(name + UNFINISHED);
        Path finished = folder.resolve(name.toString());
        try {
            write(unfinished, sealed);
            Files.move(unfinished, finished, StandardCopyOption.ATOMIC_MOVE);
            force(folder);
            return name;
        } catch (IOException e) {
            release(sealed.length);
            discard(unfinished);
            discard(finished);
            throw new NotJournaled("The journal could not be written", e);
        }
    }

    private void write(Path file, byte[] sealed) throws IOException {
        try (FileChannel channel = FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), permissions("rw-------"))) {
            ByteBuffer buffer = ByteBuffer.wrap(sealed);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    /** Its kind must be of the contents, since both are bound in the seal. @throws Vault.SealBroken when it does not open */
    Optional<byte[]> read(EntryName name) throws IOException {
        try {
            return Optional.of(vault.open(place(name), Files.readAllBytes(folder.resolve(name.toString()))));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    /** Every entry, the oldest first. What an operator has put there or taken away counts from now on. */
    List<EntryName> list() throws IOException {
        return count();
    }

    /** Takes entries away that are stored elsewhere. A crash may bring them back, which is harmless. */
    void remove(List<EntryName> stored) throws IOException {
        for (EntryName name : stored) {
            Path file = folder.resolve(name.toString());
            long size = Files.exists(file) ? Files.size(file) : 0;
            if (Files.deleteIfExists(file)) {
                release(size);
            }
        }
        if (!stored.isEmpty()) {
            force(folder);
        }
    }

    /** Leaves the entry where it is, sealed, under a name that nobody replays. */
    void setAside(EntryName name) throws IOException {
        Path file = folder.resolve(name.toString());
        long size = Files.size(file);
        Files.move(file, folder.resolve(name + ASIDE), StandardCopyOption.ATOMIC_MOVE);
        release(size);
        aside.incrementAndGet();
        force(folder);
    }

    int waiting() {
        return entries.get();
    }

    int aside() {
        return aside.get();
    }

    private synchronized List<EntryName> count() throws IOException {
        int before = entries.get();
        Set<EntryName> found = new HashSet<>();
        long size = 0;
        int asides = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Optional<EntryName> name = EntryName.read(file.getFileName().toString());
                if (name.isPresent()) {
                    found.add(name.get());
                    size += Files.exists(file) ? Files.size(file) : 0;
                }
                asides += file.toString().endsWith(ASIDE) ? 1 : 0;
            }
        }
        found.stream().mapToLong(EntryName::micros).max().ifPresent(newest -> last.accumulateAndGet(newest, Math::max));
        aside.set(asides);
        if (entries.compareAndSet(before, found.size())) {
            bytes.set(size);
        }
        return found.stream().sorted().toList();
    }

    /** Later than every entry before, also when the clock was set back. */
    private long next() {
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
        return last.updateAndGet(before -> Math.max(before + 1, now));
    }

    private void reserve(long size) {
        boolean full = entries.incrementAndGet() > limits.entries() | bytes.addAndGet(size) > limits.bytes();
        if (full || usable() - size < limits.reserve()) {
            release(size);
            throw new NotJournaled(full ? "The journal is full" : "The disk of the journal is full");
        }
    }

    private void release(long size) {
        entries.decrementAndGet();
        bytes.addAndGet(-size);
    }

    boolean hasRoom() {
        return entries.get() < limits.entries() && bytes.get() < limits.bytes() && diskHasRoom();
    }

    boolean diskHasRoom() {
        return usable() > limits.reserve();
    }

    /** Nothing when the disk does not even say. */
    private long usable() {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            return -1;
        }
    }

    /** A file that was not forced to the disk must not stay: whoever sent its contents was told that they are not kept. */
    private static void discard(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // An unfinished file goes at the next start; a finished one is replayed, which is harmless.
            return;
        }
    }

    /** Without this the name of a forced file may be lost with the power. Other systems than POSIX know no such thing. */
    private void force(Path directory) throws IOException {
        if (posix) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private FileAttribute<?>[] permissions(String text) {
        return posix ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text))} : new FileAttribute<?>[0];
    }

    private static String place(EntryName name) {
        return "journal:" + name;
    }
}

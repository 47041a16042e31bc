package io.crvsbridge.country;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A pack's files as they lay there at one moment, in memory: what is looked at, what is checked and what serves is the same. Names are relative, with slashes. What
 * begins with a dot is passed over, and a link that leads out of the folder is not followed; one inside is (mounted configuration uses them).
 */
public final class PackFolder implements PackFiles {

    /** A pack of a large country has a few dozen files. */
    static final int MOST_FILES = 1_000;
    static final int MOST_BYTES = 16 * 1024 * 1024;
    /** Links to folders full of links to folders would be walked for years. */
    static final int MOST_FOLDERS = 1_000;
    private static final int MOST_DEPTH = 4;
    private static final int MARK = 8;
    private static final Pattern MACHINES = Pattern.compile("\\.(ya?ml|json)$");
    private static final String SHIPPED = "/country/default/";
    private static final String SHIPPED_LIST = "/country/default.files";

    private final Map<String, byte[]> files = new TreeMap<>();
    private final Map<String, String> unread = new TreeMap<>();
    private final Set<String> asked = new HashSet<>();
    private final boolean marked;
    private long bytes;
    private int folders;

    private PackFolder(boolean marked) {
        this.marked = marked;
    }

    /** @throws BadCountryPack when the folder as a whole cannot be a pack: it is missing, or holds too much */
    public static PackFolder read(Path folder) throws BadCountryPack {
        PackFolder read = new PackFolder(true);
        try {
            Path root = folder.toRealPath();
            read.take(root, root, "", 0);
            return read;
        } catch (IOException | UncheckedIOException e) {
            throw new BadCountryPack(List.of(Files.isDirectory(folder) ? "pack.yaml: the folder cannot be read" : "pack.yaml: the folder is missing"));
        }
    }

    /** The pack that comes with the server; it needs no mark, since the server's version tells what it is. */
    public static PackFolder shipped() {
        PackFolder read = new PackFolder(false);
        PackFiles source = PackFiles.onClassPath(SHIPPED);
        try (InputStream list = PackFolder.class.getResourceAsStream(SHIPPED_LIST); BufferedReader names = new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
            for (String name : names.lines().filter(line -> !line.isBlank()).toList()) {
                read.files.put(name, source.read(name));
            }
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void take(Path root, Path folder, String prefix, int depth) throws IOException, BadCountryPack {
        if (depth > MOST_DEPTH) {
            throw new BadCountryPack(List.of(prefix + ": folders nest deeper than " + MOST_DEPTH));
        }
        if (++folders > MOST_FOLDERS) {
            throw new BadCountryPack(List.of("the folder holds more than " + MOST_FOLDERS + " folders"));
        }
        List<Path> entries;
        try (Stream<Path> all = Files.list(folder)) {
            entries = all.filter(entry -> !entry.getFileName().toString().startsWith(".")).limit(MOST_FILES + 1L).sorted().toList();
        }
        for (Path entry : entries) {
            String name = prefix + entry.getFileName();
            if (!leadsInto(root, entry)) {
                unread.put(name, "not a regular file of the folder");
            } else if (Files.isDirectory(entry)) {
                take(root, entry, name + "/", depth + 1);
            } else {
                take(name, entry);
            }
            if (files.size() + unread.size() > MOST_FILES || bytes > MOST_BYTES) {
                throw new BadCountryPack(List.of("the folder holds more than " + MOST_FILES + " files or " + MOST_BYTES / 1024 / 1024 + " MiB"));
            }
        }
    }

    private static boolean leadsInto(Path root, Path entry) {
        try {
            Path real = entry.toRealPath();
            return real.startsWith(root) && (Files.isRegularFile(real) || Files.isDirectory(real));
        } catch (IOException dangling) {
            return false;
        }
    }

    private void take(String name, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = PackFiles.bounded(in);
            bytes += content.length;
            files.put(name, content);
        } catch (IOException e) {
            unread.put(name, e.getMessage() != null && e.getMessage().startsWith("larger") ? e.getMessage() : "the file cannot be read");
        }
    }

    @Override
    public byte[] read(String name) throws IOException {
        asked.add(name);
        byte[] content = files.get(name);
        if (content == null) {
            throw unread.containsKey(name) ? new IOException(unread.get(name)) : new Missing();
        }
        return content.clone();
    }

    @Override
    public String mark() {
        return marked ? "+" + fingerprint().substring(0, MARK) : "";
    }

    /** The names of the files whose names begin so, in order; also of those that could not be read. */
    public List<String> names(String prefix) {
        return Stream.concat(files.keySet().stream(), unread.keySet().stream()).filter(name -> name.startsWith(prefix)).sorted().toList();
    }

    /** Files for machines that nobody has read so far. */
    public List<String> unasked() {
        return files.keySet().stream().filter(name -> MACHINES.matcher(name).find() && !asked.contains(name)).toList();
    }

    /** SHA-256 over names and contents of what could be read, in hexadecimal: two packs with the same are the same. */
    public String fingerprint() {
        MessageDigest digest = sha256();
        files.forEach((name, content) -> {
            digest.update((name + "\0" + content.length + "\0").getBytes(StandardCharsets.UTF_8));
            digest.update(content);
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Tells two states of the folder apart, also by what could not be read: a file that is too large now is a change, too. */
    public String state() {
        return fingerprint() + unread;
    }

    /** Writes the files below a folder, which need not be there. */
    public void copyTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path target = folder.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.write(target, file.getValue());
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

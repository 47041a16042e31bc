package io.crvsbridge.country;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a pack's files come from. Every file is bounded. */
@FunctionalInterface
interface PackFiles {

    int MAX_BYTES = 512 * 1024;

    /** The content of a file, or an exception whose message is fit for the pack's authors. */
    byte[] read(String name) throws IOException;

    static PackFiles in(Path folder) {
        return name -> {
            Path root = realPath(folder, "the folder is missing");
            Path file = realPath(root.resolve(name), "the file is missing");
            // A link inside the folder is fine (mounted configuration uses them), one that leads out is not.
            if (!file.startsWith(root) || !Files.isRegularFile(file)) {
                throw new IOException("not a regular file of the folder");
            }
            try (InputStream in = Files.newInputStream(file)) {
                return bounded(in);
            }
        };
    }

    static PackFiles onClassPath(String base) {
        return name -> {
            try (InputStream in = PackFiles.class.getResourceAsStream(base + name)) {
                if (in == null) {
                    throw new IOException("the file is missing");
                }
                return bounded(in);
            }
        };
    }

    private static Path realPath(Path path, String missing) throws IOException {
        try {
            return path.toRealPath();
        } catch (IOException | UncheckedIOException e) {
            throw new IOException(missing, e);
        }
    }

    private static byte[] bounded(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw new IOException("larger than " + MAX_BYTES / 1024 + " KiB");
        }
        return bytes;
    }
}

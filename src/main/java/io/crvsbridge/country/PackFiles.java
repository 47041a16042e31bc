package io.crvsbridge.country;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where a pack's files come from. Every file is bounded. */
@FunctionalInterface
interface PackFiles {

    int MAX_BYTES = 512 * 1024;

    /** The content of a file, or an exception whose message is fit for the pack's authors. @throws Missing if there is none of that name */
    byte[] read(String name) throws IOException;

    /** Whether there is such a file, readable or not. */
    default boolean has(String name) {
        try {
            read(name);
            return true;
        } catch (Missing e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** There is no such file. */
    final class Missing extends IOException {
        private static final long serialVersionUID = 1L;

        Missing() {
            super("the file is missing");
        }
    }

    static PackFiles in(Path folder) {
        return name -> {
            Path root = realPath(folder).orElseThrow(() -> new IOException("the folder is missing"));
            Path file = realPath(root.resolve(name)).orElseThrow(Missing::new);
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
                    throw new Missing();
                }
                return bounded(in);
            }
        };
    }

    private static Optional<Path> realPath(Path path) {
        try {
            return Optional.of(path.toRealPath());
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
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

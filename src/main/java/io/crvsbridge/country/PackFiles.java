package io.crvsbridge.country;

import java.io.IOException;
import java.io.InputStream;

/** Where a pack's files come from. Every file is bounded. */
@FunctionalInterface
public interface PackFiles {

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

    /** What tells this content apart from another of the same version, for the record of each decision; empty where that is not needed. */
    default String mark() {
        return "";
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

    /** The bytes of a file, unless they are too many. */
    static byte[] bounded(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw new IOException("larger than " + MAX_BYTES / 1024 + " KiB");
        }
        return bytes;
    }
}

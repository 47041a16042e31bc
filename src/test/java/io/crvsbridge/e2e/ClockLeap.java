package io.crvsbridge.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** The clock of a server's machine, which a small preloaded library lets leap while elapsed time goes on. */
final class ClockLeap {

    private static final Path SOURCE = Path.of("src/test/c/clock-leap.c");

    private final Path library;
    private final Path seconds;

    private ClockLeap(Path library, Path seconds) {
        this.library = library;
        this.seconds = seconds;
    }

    /** Where there is no C compiler, or no Linux, the test that needs it is skipped, and reported so. */
    static ClockLeap orSkip(String name) {
        Assumptions.assumeTrue(System.getProperty("os.name").equals("Linux"), "a clock leaps on Linux only");
        try {
            Path folder = Files.createDirectories(Path.of("target", "e2e")).toAbsolutePath();
            Path library = folder.resolve("clock-leap-" + name + ".so");
            Assumptions.assumeTrue(compiled(library), "no C compiler (cc) that makes " + SOURCE + " a library");
            ClockLeap leap = new ClockLeap(library, folder.resolve("clock-leap-" + name + ".seconds"));
            leap.to(Duration.ZERO);
            return leap;
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static boolean compiled(Path library) {
        try {
            Process compiler = new ProcessBuilder("cc", "-O2", "-shared", "-fPIC", "-o", library.toString(), SOURCE.toString()).inheritIO().start();
            return compiler.waitFor(2, TimeUnit.MINUTES) && compiler.exitValue() == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Lets a server that is started later live under this clock. */
    void prepare(BridgeServer server) {
        server.set("LD_PRELOAD", library.toString()).set("CLOCK_LEAP", seconds.toString());
    }

    /** So far from the true time, from now on. */
    void to(Duration away) {
        try (FileChannel file = FileChannel.open(seconds, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder()).putLong(0, away.toSeconds()), 0);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}

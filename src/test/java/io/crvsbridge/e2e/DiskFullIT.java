package io.crvsbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.e2e.Registrars.Registered;
import io.crvsbridge.e2e.Registrars.Verdict;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A full disk is a clear refusal, and never an answer with nothing durable behind it. Database, journal and queue lie on a small disk of their own. */
@Tag("long")
class DiskFullIT {

    private static final Duration LONG = Duration.ofSeconds(240);
    private static final int MEGABYTES = 160;
    private static final long RESERVE_TOUCHED = 12L * 1024 * 1024;

    private Path disk;
    private Bench bench;

    @AfterEach
    void clean() throws IOException {
        if (bench != null) {
            bench.close();
        }
        if (disk != null) {
            command("umount", disk.toString());
            Files.delete(disk);
        }
    }

    @Test
    void nothingIsAnsweredThatIsNotDurableAndTheServerGoesOnWhenThereIsRoomAgain() throws IOException {
        mount();
        bench = Bench.started("disk-full", Store.h2(), Map.of("DATA_DIR", disk.resolve("data").toString(), "JOURNAL_RESERVE_MEGABYTES", "16"));
        try (Registrars desk = new Registrars(bench.core(), 0)) {
            taken(desk);
            refusedWhileTheReserveIsTouched(desk);
            endsWhenNothingIsLeft(desk);
            List<Registered> answered = desk.registered().stream().filter(r -> r.answer().status() == 202).toList();
            assertThat(answered).hasSizeGreaterThanOrEqualTo(3);
            answered.forEach(r -> bench.awaitRegistered(r.birth()));
            assertThat(answered).allSatisfy(r -> assertThat(bench.core().ledger().acceptedRegisters(r.birth())).isEqualTo(1));
        }
        assertThat(disk.resolve("data").resolve("journal")).isEmptyDirectory();
    }

    private void refusedWhileTheReserveIsTouched(Registrars desk) throws IOException {
        Path filler = fill(RESERVE_TOUCHED);
        for (int i = 0; i < 5; i++) {
            assertThat(desk.register(Verdict.HOLD).answer().status()).as("while little is left").isEqualTo(503);
        }
        assertThat(bench.get("/health/ready").statusCode()).isEqualTo(503);
        assertThat(bench.server().log()).contains("CB110").doesNotContain("CB032");
        Files.delete(filler);
        taken(desk);
    }

    /** The embedded database closes itself when it cannot write, so the process ends and says so. */
    private void endsWhenNothingIsLeft(Registrars desk) throws IOException {
        Path filler = fill(0);
        Await.until("the server ends because its database has closed itself", LONG, () -> {
            assertThat(desk.register(Verdict.HOLD).answer().status()).as("while nothing is left").isIn(0, 503);
            return !bench.server().isRunning();
        });
        assertThat(bench.server().awaitEnd(LONG)).isEqualTo(74);
        assertThat(bench.server().log()).contains("CB032");
        Files.delete(filler);
        bench.server().start();
        taken(desk);
    }

    private static void taken(Registrars desk) {
        assertThat(desk.register(Verdict.HOLD).answer().status()).isEqualTo(202);
    }

    /** Leaves so many bytes of the disk. */
    private Path fill(long left) throws IOException {
        Path filler = disk.resolve("filler");
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (Files.getFileStore(disk).getUsableSpace() > left) {
                out.write(block);
            }
            return filler;
        } catch (IOException full) {
            return filler;
        }
    }

    private void mount() throws IOException {
        Path folder = Files.createTempDirectory("crvs-bridge-small-disk");
        if (!command("mount", "-t", "tmpfs", "-o", "size=" + MEGABYTES + "m", "tmpfs", folder.toString())) {
            Files.delete(folder);
            String reason = "no small disk can be mounted here (that takes root on Linux): the test of a full disk did not run";
            System.err.println("SKIPPED: " + reason);
            Assumptions.abort(reason);
        }
        disk = folder;
    }

    private static boolean command(String... words) {
        try {
            Process process = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException notThere) {
            return false;
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

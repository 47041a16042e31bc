package io.crvsbridge.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What a process has used so far, as Linux counts it. */
record Costs(Path proc) {

    static Costs of(long pid) {
        return new Costs(Path.of("/proc", Long.toString(pid)));
    }

    Duration processor() {
        return ProcessHandle.of(Long.parseLong(proc.getFileName().toString())).flatMap(handle -> handle.info().totalCpuDuration()).orElse(Duration.ZERO);
    }

    /** Of all processes of that name. */
    static Duration ofAll(String name) {
        return ProcessHandle.allProcesses().filter(p -> p.info().command().filter(c -> c.endsWith("/" + name)).isPresent())
                .map(p -> p.info().totalCpuDuration().orElse(Duration.ZERO)).reduce(Duration.ZERO, Duration::plus);
    }

    /** Resident memory in MiB. */
    long resident() {
        return status("VmRSS:");
    }

    /** The most that ever was resident, in MiB. */
    long mostResident() {
        return status("VmHWM:");
    }

    private long status(String key) {
        try {
            return Files.readAllLines(proc.resolve("status")).stream().filter(line -> line.startsWith(key))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024).findFirst().orElse(-1);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}

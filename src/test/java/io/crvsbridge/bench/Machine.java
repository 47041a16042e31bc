package io.crvsbridge.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** The machine on which the figures were taken; without it they say little. */
final class Machine {

    private Machine() {}

    static String description(String postgresql) {
        return "- " + LocalDate.now(ZoneOffset.UTC) + ", " + Runtime.getRuntime().availableProcessors() + " processors (" + processor() + "), " + memory() + " GiB\n"
                + "- " + System.getProperty("os.name") + " " + System.getProperty("os.version") + ", Java " + Runtime.version() + " (" + System.getProperty("java.vm.name") + ")\n"
                + "- load of the machine before the run: " + String.format(java.util.Locale.ROOT, "%.1f", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()) + "\n"
                + "- " + postgresql + "\n";
    }

    private static String processor() {
        return first("/proc/cpuinfo", "model name");
    }

    private static long memory() {
        return Math.round(Long.parseLong(first("/proc/meminfo", "MemTotal").replaceAll("\\D", "")) / 1024.0 / 1024.0);
    }

    private static String first(String file, String key) {
        try {
            return Files.readAllLines(Path.of(file)).stream().filter(line -> line.startsWith(key)).findFirst().map(line -> line.substring(line.indexOf(':') + 1).trim()).orElse("0");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

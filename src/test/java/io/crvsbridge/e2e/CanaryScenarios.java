package io.crvsbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What people entrust to the server, and what others entrust to it to prove who it is, stands in clear nowhere that it writes. */
abstract class CanaryScenarios {

    private static final int PEOPLE = 154;
    private static final int OF_EACH_FLAW = 3;
    private static final int UNDER_WAY = 20;
    private static final int UNSTORED = 8;
    private static final int MOST_SHOWN = 40;

    /** The container's cache of its configuration holds the database's password as the environment gave it, readable by its owner and group (see the runbook). */
    private static final Set<String> CONFIGURATION_CACHE = Set.of("variableCacheData", "configs.data");

    final Store store;
    private final CanaryRun run;
    private final List<Path> written;

    CanaryScenarios(String name, Store store) {
        this.store = store;
        this.run = new CanaryRun(name, store);
        this.written = new ArrayList<>(databaseFolders());
        written.add(run.bench().server().dataDir().getParent());
    }

    /** Where the database writes, if that is not the server itself. */
    abstract List<Path> databaseFolders();

    /** Makes the database fail, lets the births come, and mends it. */
    abstract void whileTheDatabaseFails(Runnable births);

    /** Brings to disk what the database holds back. */
    abstract void flush();

    @Test
    void nothingEntrustedStandsInClearAnywhere() {
        try (Bench bench = run.bench()) {
            run.start();
            run.births(PEOPLE);
            run.refusedCredentials(OF_EACH_FLAW);
            run.hubRepeatsTheSecret();
            whileTheDatabaseFails(() -> assertThat(run.birthsThatCannotBeStored(UNSTORED)).doesNotContain(400));
            run.birthsInFlight(UNDER_WAY);
            run.keepPages();
            flush();
            bench.server().kill();
            assertThat(run.people()).isGreaterThanOrEqualTo(200);
            theSearchFindsWhatIsThere();
            nothingIsFound();
        }
    }

    private void theSearchFindsWhatIsThere() {
        List<String> files = run.inClear().in(written).stream().map(hit -> hit.name() + " in " + hit.file()).distinct().toList();
        assertThat(files).as("ids, which are in clear on purpose").anyMatch(f -> f.startsWith("event id") && isDatabase(f)).anyMatch(f -> f.startsWith("action id") && isDatabase(f))
                .anyMatch(f -> f.startsWith("action id") && f.endsWith("messages.log")).anyMatch(f -> f.startsWith("action id") && f.endsWith("console.log"));
    }

    /** Whether a path is one of the database's own files. */
    abstract boolean isDatabase(String path);

    private void nothingIsFound() {
        Canaries canaries = run.canaries();
        List<Canaries.Hit> hits = canaries.in(written).stream().filter(hit -> !isKnown(hit)).toList();
        System.out.printf("Canary run: %d people, %d texts, %d hits in %s%n", run.people(), canaries.texts(), hits.size(), written);
        assertThat(hits.stream().limit(MOST_SHOWN)).as("%d hits; by kind and file: %s", hits.size(), byFile(hits)).isEmpty();
    }

    private static boolean isKnown(Canaries.Hit hit) {
        return hit.name().equals(CanaryRun.DATABASE_PASSWORD) && hit.form().equals("UTF-8") && CONFIGURATION_CACHE.contains(hit.file().getFileName().toString())
                && hit.file().toString().contains("/workarea/");
    }

    private static String byFile(List<Canaries.Hit> hits) {
        return new TreeMap<>(hits.stream().collect(Collectors.groupingBy(hit -> hit.name().replaceAll(" of person.*", "") + " (" + hit.form() + ") " + hit.file().getFileName(), Collectors.counting()))).toString();
    }
}

package io.crvsbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    private final CanaryRun run;
    private final List<Path> written;

    CanaryScenarios(CanaryRun run, List<Path> alsoWritten) {
        this.run = run;
        this.written = new ArrayList<>(alsoWritten);
        written.add(run.bench().server().dataDir().getParent());
    }

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
        assertThat(files).as("ids, which are in clear on purpose, in the database").anyMatch(f -> f.startsWith("event id") && isDatabase(f)).anyMatch(f -> f.startsWith("tracking id") && isDatabase(f));
    }

    /** Whether a path is one of the database's own files. */
    abstract boolean isDatabase(String path);

    private void nothingIsFound() {
        Canaries canaries = run.canaries();
        List<Canaries.Hit> hits = canaries.in(written);
        System.out.printf("Canary run: %d people, %d texts, %d hits in %s%n", run.people(), canaries.texts(), hits.size(), written);
        assertThat(hits.stream().limit(MOST_SHOWN)).as("%d hits; by kind and file: %s", hits.size(), byFile(hits)).isEmpty();
    }

    private static String byFile(List<Canaries.Hit> hits) {
        return new TreeMap<>(hits.stream().collect(Collectors.groupingBy(hit -> hit.name().replaceAll(" of person.*", "") + " (" + hit.form() + ") " + hit.file().getFileName(), Collectors.counting()))).toString();
    }
}

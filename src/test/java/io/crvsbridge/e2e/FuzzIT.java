package io.crvsbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.simulators.CoreEvent;
import io.crvsbridge.simulators.Packet;
import io.crvsbridge.simulators.TriggerAnswer;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Generated requests by the thousand over what /openapi describes, the same in every run, so that a build fails for what was changed: {@code -Dfuzz.seed=0} for
 * others each time, {@code -Dfuzz.cases=100000} for more, {@code -Dfuzz.only=…} for one case of a seed.
 */
class FuzzIT {

    private static final int CASES = Integer.getInteger("fuzz.cases", 5_000);
    private static final long SEED = Long.getLong("fuzz.seed", 20_261_121) == 0 ? System.nanoTime() : Long.getLong("fuzz.seed", 20_261_121);
    private static final Integer ONLY = Integer.getInteger("fuzz.only");
    private static final int AT_ONCE = 6;
    private static final int MOST_SHOWN = 10;
    private static final Duration BACKLOG = Duration.ofMinutes(5);

    private final Bench bench = Benches.FUZZED.bench();
    private final Map<String, Map<Integer, AtomicInteger>> statuses = new ConcurrentSkipListMap<>();
    private final ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();

    @Test
    void whateverComesIsAnsweredProperly() throws InterruptedException {
        Fuzz fuzz = new Fuzz(bench, described(), finishedBirth(), SEED);
        long failuresBefore = ffdc();
        long begun = System.nanoTime();
        run(fuzz);
        System.out.printf("Fuzz: %d cases in %d s, seed %d (-Dfuzz.seed=%d)%n%s", CASES, (System.nanoTime() - begun) / 1_000_000_000, SEED, SEED, table());
        assertThat(faults.stream().limit(MOST_SHOWN)).as("%d cases of seed %d were not answered properly", faults.size(), SEED).isEmpty();
        assertThat(bench.server().log().lines().filter(line -> line.contains("CB001 ")).limit(MOST_SHOWN)).as("unexpected failures in the log").isEmpty();
        stillServes();
        assertThat(ffdc()).as("failures that the server noted for itself, with those of other tests before").isEqualTo(failuresBefore);
    }

    private JsonObject described() {
        JsonObject openApi = Fuzz.described(bench);
        List<String> paths = List.copyOf(openApi.getJsonObject("paths").keySet());
        assertThat(paths).containsExactlyInAnyOrder("/trigger/events/{event}/actions/{action}", "/trigger/events/{event}/actions/{action}/history", "/websub/{callback}", "/verify",
                "/events/registration", "/events/biographics", "/events/import", "/esignet/get-oidp-user-info", "/esignet/authorization-request", "/debug/transactions",
                "/debug/transactions/{id}", "/country/forms", "/country/forms/{event}/{section}", "/decisions/open", "/decisions/open/{id}", "/pack/impact");
        assertThat(bench.server().log()).as("what the description's validation says").doesNotContain("CWWKO1650E");
        return openApi;
    }

    private Packet finishedBirth() {
        CoreEvent birth = bench.core().declareBirth();
        assertThat(bench.core().register(birth).status()).isEqualTo(202);
        bench.awaitRegistered(birth);
        return bench.mosip().ledger().packet(bench.rid(birth)).orElseThrow();
    }

    private void run(Fuzz fuzz) throws InterruptedException {
        ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE);
        for (int i = ONLY == null ? 0 : ONLY; i < (ONLY == null ? CASES : ONLY + 1); i++) {
            int number = i;
            workers.execute(() -> tried(fuzz, number));
        }
        workers.shutdown();
        assertThat(workers.awaitTermination(1, TimeUnit.HOURS)).isTrue();
    }

    private void tried(Fuzz fuzz, int number) {
        Fuzz.Case one = fuzz.make(number);
        try {
            Wire.Answer answer = Wire.send(bench.server().base(), one.request());
            statuses.computeIfAbsent(one.route(), r -> new ConcurrentSkipListMap<>()).computeIfAbsent(answer.status(), s -> new AtomicInteger()).incrementAndGet();
            Propriety.fault(answer, false, one.mayBe400()).ifPresent(fault -> note(number, one, fault + ": " + answer));
        } catch (RuntimeException | AssertionError e) {
            note(number, one, e.toString());
        }
    }

    private void note(int number, Fuzz.Case one, String fault) {
        faults.add("case " + number + " (" + one.route() + ", " + one.what() + "): " + fault + "\n" + Wire.printed(one.request(), 3_000) + "\n");
    }

    private String table() {
        TreeMap<Integer, Boolean> columns = new TreeMap<>();
        statuses.values().forEach(row -> row.keySet().forEach(status -> columns.put(status, true)));
        StringBuilder table = new StringBuilder(String.format("%-48s", "route"));
        columns.keySet().forEach(status -> table.append(String.format("%7d", status)));
        statuses.forEach((route, row) -> {
            table.append(String.format("%n%-48s", route));
            columns.keySet().forEach(status -> table.append(String.format("%7d", Optional.ofNullable(row.get(status)).map(AtomicInteger::get).orElse(0))));
        });
        return table.append('\n').toString();
    }

    /** A genuine birth goes its way behind whatever the cases have left to do. */
    private void stillServes() {
        assertThat(bench.server().isReady()).isTrue();
        CoreEvent birth = bench.core().declareBirth();
        TriggerAnswer answer = bench.core().register(birth);
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        Await.until("a genuine birth is registered", BACKLOG, () -> bench.core().ledger().acceptedRegisters(birth) > 0);
    }

    /** The platform's own pages leave some, too. */
    private static boolean isOurs(Path file) {
        try {
            return Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1).contains("io.crvsbridge");
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    private long ffdc() {
        Path folder = bench.server().dataDir().resolveSibling("output/defaultServer/logs/ffdc");
        try (Stream<Path> files = Files.isDirectory(folder) ? Files.list(folder) : Stream.empty()) {
            return files.filter(file -> file.getFileName().toString().startsWith("ffdc_")).filter(FuzzIT::isOurs).count();
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}

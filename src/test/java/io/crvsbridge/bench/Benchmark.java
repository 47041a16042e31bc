package io.crvsbridge.bench;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import io.crvsbridge.e2e.Await;
import io.crvsbridge.e2e.Store;
import io.crvsbridge.simulators.CoreEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures a server on each store and writes {@code docs/performance.md}. Every request is a new event; rows stored are compared with answers given.
 * System properties: {@code bench.stores}, {@code bench.seconds}, {@code bench.births}, {@code bench.warmup}, {@code bench.pending.h2},
 * {@code bench.part} (all, verifications, or accepting: nothing but these), {@code bench.pending.postgresql}, {@code bench.jvm} (options of the server), {@code bench.write} (a file, none by default).
 */
public final class Benchmark {

    private static final Duration PHASE = Duration.ofSeconds(Integer.getInteger("bench.seconds", 5));
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final int MOST_PER_SECOND = 2_500;
    private static final int BIRTHS = Integer.getInteger("bench.births", 5_000);
    private static final int WARM_UP = Integer.getInteger("bench.warmup", 12_000);
    private static final String PART = System.getProperty("bench.part", "all");
    private static final int STARTS = 3;
    private static final int WAITING = 100_000;
    /** Longer than filling the tables and warming up a server started anew take. */
    private static final Duration WARMED = Duration.ofMinutes(4);

    private final Report report = new Report();
    private String postgresql = "PostgreSQL was not measured";

    private Benchmark() {}

    public static void main(String[] arguments) throws IOException {
        // The simulated peers share the processors with what is measured: their RSA is native, as far as this machine can.
        AmazonCorrettoCryptoProvider.install();
        Benchmark benchmark = new Benchmark();
        for (String store : System.getProperty("bench.stores", "h2,postgresql").split(",")) {
            benchmark.measure(store, store.equals("h2") ? Store.h2() : Store.postgresql());
        }
        String text = benchmark.report.markdown(Machine.description(benchmark.postgresql) + options());
        System.out.println(text);
        if (System.getProperty("bench.write") != null) {
            Files.writeString(Path.of(System.getProperty("bench.write")), text);
        }
        System.exit(0);
    }

    private static String options() {
        return "- phases of " + PHASE.toSeconds() + " s; " + WARM_UP + " births and as many others before the first; a newer Java with an AOT cache was not measured\n";
    }

    private void measure(String name, Store store) {
        store.query("SHOW server_version").ifPresent(version -> postgresql = "PostgreSQL " + version + ", fsync " + store.query("SHOW fsync").orElse("?")
                + ", synchronous_commit " + store.query("SHOW synchronous_commit").orElse("?") + ", otherwise as installed");
        Judging.report(report, name);
        try (Subject subject = new Subject(name, store)) {
            starts(subject, name);
            subject.awaitSubscribed();
            report.line("resident memory, idle after start, MiB", name, "%d", subject.costs().resident());
            if (PART.equals("verifications")) {
                verifications(subject, name);
                return;
            }
            warmUp(subject);
            notEligible(subject, name);
            if (PART.equals("accepting")) {
                accepted(subject, name, 16, 0, "");
                accepted(subject, name, 64, 0, "");
                return;
            }
            verifications(subject, name);
            for (long mosip : List.of(0L, 200L)) {
                for (int connections : List.of(1, 16, 64)) {
                    accepted(subject, name, connections, mosip, "");
                }
            }
            births(subject, name);
            deaths(subject, name);
            corrections(subject, name);
            logins(subject, name);
            polling(subject, name);
            pending(subject, name, 0);
            pending(subject, name, Integer.getInteger("bench.pending." + name, name.equals("h2") ? 100_000 : 1_000_000));
        }
    }

    private void starts(Subject subject, String name) {
        double[] seconds = new double[STARTS];
        for (int i = 0; i < STARTS; i++) {
            subject.server.stop();
            seconds[i] = subject.start();
        }
        java.util.Arrays.sort(seconds);
        report.line("from the command to readiness, s (median of " + STARTS + ")", name, "%.1f", seconds[STARTS / 2]);
    }

    private void warmUp(Subject subject) {
        subject.mosipAnswersIn(0);
        Triggers triggers = subject.births(WARM_UP);
        subject.load(triggers, 16, LONG);
        subject.awaitRegistered(triggers.events());
        Triggers others = subject.notEligible(WARM_UP);
        subject.load(others, 16, LONG);
        subject.awaitRegistered(others.events());
    }

    /** On the server as warm as it will be. */
    private void births(Subject subject, String name) {
        subject.mosipAnswersIn(0);
        Triggers triggers = subject.births(BIRTHS);
        Costs peers = Costs.of(ProcessHandle.current().pid());
        Duration server = subject.costs().processor();
        Duration load = peers.processor();
        Duration database = Costs.ofAll("postgres");
        long start = System.nanoTime();
        Load.Result sent = subject.load(triggers, 16, LONG);
        long doubled = subject.awaitRegistered(triggers.events());
        double seconds = (System.nanoTime() - start) / 1e9;
        report.line("births/s from the first trigger to the last accept (" + BIRTHS + ")", name, "%.0f", BIRTHS / seconds);
        report.line("server CPU per birth, ms", name, "%.1f", each(subject.costs().processor().minus(server)));
        report.line("CPU per birth of PostgreSQL, of peers and load, ms", name, "%s, %.1f", name.equals("h2") ? "-"
                : String.format(java.util.Locale.ROOT, "%.1f", each(Costs.ofAll("postgres").minus(database))), each(peers.processor().minus(load)));
        report.line("births not answered 202, doubled", name, "%d, %d", BIRTHS - sent.answered(202), doubled);
        report.line("resident memory, at most, MiB", name, "%d", subject.costs().mostResident());
    }

    private static double each(Duration processor) {
        return each(processor, BIRTHS);
    }

    private static double each(Duration processor, int many) {
        return processor.toNanos() / 1e6 / many;
    }

    /** To the end of MOSIP's work; it is told half a minute after the answer. */
    private void deaths(Subject subject, String name) {
        int many = BIRTHS / 2;
        Triggers triggers = Triggers.deaths(subject.peers.core(), subject.server.base(), many);
        Duration server = subject.costs().processor();
        long start = System.nanoTime();
        subject.load(triggers, 16, LONG);
        subject.awaitTold(triggers.events(), "death");
        double seconds = (System.nanoTime() - start) / 1e9 - Subject.CONFIRMED.toSeconds();
        report.line("deaths/s to the end of MOSIP's work (" + many + "), less the 30 s until Core is asked", name, "%.0f", many / seconds);
        report.line("server CPU per death, ms", name, "%.1f", each(subject.costs().processor().minus(server), many));
    }

    /** To Core's accept, by way of an update at MOSIP. */
    private void corrections(Subject subject, String name) {
        int many = BIRTHS / 2;
        Triggers triggers = Triggers.corrections(subject.peers.core(), subject.server.base(), many);
        Duration server = subject.costs().processor();
        long start = System.nanoTime();
        subject.load(triggers, 16, LONG);
        subject.awaitTold(triggers.events(), "correction");
        report.line("corrections/s from the first trigger to the last accept (" + many + ")", name, "%.0f", many / ((System.nanoTime() - start) / 1e9));
        report.line("server CPU per correction, ms", name, "%.1f", each(subject.costs().processor().minus(server), many));
    }

    /** All of them due at once, as after a restart; each is asked for by one question of a hundred. */
    private void polling(Subject subject, String name) {
        subject.server.stop();
        Backlog.waitForOutcomes(subject, WAITING);
        subject.start();
        Duration server = subject.costs().processor();
        int before = subject.peers.mosip().calls("external");
        long start = System.nanoTime();
        Await.until(WAITING + " packets are asked for", LONG, () -> subject.peers.mosip().calls("external") - before >= WAITING / 100);
        double seconds = (System.nanoTime() - start) / 1e9;
        double millis = each(subject.costs().processor().minus(server), WAITING);
        report.line("packets without an outcome asked for per second, of " + WAITING + " that are due", name, "%.0f", WAITING / seconds);
        report.line("server CPU for " + WAITING + " waiting packets asked for every 15 min, of one processor", name, "%.1f %%", millis * WAITING / 1000 / 900 * 100);
    }

    /** Redeemed, proved, mapped and kept; eSignet answers at once, and signs under the same processors. */
    private void logins(Subject subject, String name) {
        subject.server.stop();
        try (Logins logins = new Logins()) {
            logins.prepare(subject);
            subject.start();
            int many = BIRTHS / 5;
            logins.run(subject, many, 16, LONG);
            Duration before = subject.costs().processor();
            Load.Result result = logins.run(subject, many, 16, LONG);
            report.line("userinfo/s, 16 connections", name, "%s", text(result));
            report.line("server CPU per userinfo, ms", name, "%.1f", each(subject.costs().processor().minus(before), many));
        }
    }

    private void notEligible(Subject subject, String name) {
        Triggers triggers = subject.notEligible((int) (PHASE.toSeconds() * MOST_PER_SECOND));
        Duration before = subject.costs().processor();
        Load.Result result = subject.load(triggers, 16, PHASE);
        double millis = subject.costs().processor().minus(before).toNanos() / 1e6;
        report.line("not eligible, 200s/s, 16 connections", name, "%s", text(result));
        report.line("server CPU per not eligible trigger, ms", name, "%.2f", millis / result.sent());
        subject.awaitRegistered(sent(triggers, result));
    }

    /** Of people whom the simulated ID authentication knows, which decrypts, checks and signs like MOSIP's. */
    private void verifications(Subject subject, String name) {
        Load.run(subject.server.base(), subject.verifications(2 * WARM_UP), 16, LONG);
        List<byte[]> requests = subject.verifications((int) (PHASE.toSeconds() * MOST_PER_SECOND));
        int asked = subject.peers.mosip().calls("ida");
        Duration before = subject.costs().processor();
        Load.Result result = Load.run(subject.server.base(), requests, 16, PHASE);
        double millis = subject.costs().processor().minus(before).toNanos() / 1e6;
        if (result.answered(200) != subject.peers.mosip().calls("ida") - asked) {
            throw new IllegalStateException("not every verification was one: " + result.statuses());
        }
        report.line("verifications/s, 16 connections", name, "%s", text(result));
        report.line("server CPU per verification, ms", name, "%.2f", millis / result.sent());
    }

    private void accepted(Subject subject, String name, int connections, long mosip, String more) {
        subject.mosipAnswersIn(mosip);
        Triggers triggers = subject.births((int) (PHASE.toSeconds() * Math.min(MOST_PER_SECOND, connections * 600)));
        Optional<Long> before = rows(subject);
        Load.Result result = subject.load(triggers, connections, PHASE);
        report.line("accepted/s, " + connections + (connections == 1 ? " connection" : " connections") + ", MOSIP " + mosip + " ms" + more, name, "%s", text(result));
        stored(subject, before, result);
        subject.mosipAnswersIn(0);
        subject.awaitRegistered(sent(triggers, result));
    }

    /** Rows stored equal answers given, where somebody else than the server can look into its rows. */
    private static void stored(Subject subject, Optional<Long> before, Load.Result result) {
        rows(subject).ifPresent(now -> {
            if (now - before.orElseThrow() != result.answered(202)) {
                throw new IllegalStateException(result.answered(202) + " births were accepted and " + (now - before.orElseThrow()) + " rows stored");
            }
        });
    }

    private static Optional<Long> rows(Subject subject) {
        return subject.store.query("SELECT count(*) FROM pending_action").map(Long::valueOf);
    }

    /** Started anew for each, since the embedded database can be filled only while its server is down. The due births become due as the measuring begins. */
    private void pending(Subject subject, String name, int rows) {
        subject.server.stop();
        Instant due = Instant.now().plus(WARMED);
        List<CoreEvent> births = rows == 0 ? List.of() : Backlog.fill(subject, rows, due);
        subject.start();
        subject.awaitSubscribed();
        Triggers warm = subject.births(WARM_UP / 4);
        subject.load(warm, 16, LONG);
        subject.awaitRegistered(warm.events());
        while (Instant.now().isBefore(due)) {
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        accepted(subject, name, 64, 0, ", started anew, " + rows + " rows pending, 1 % due");
        subject.awaitRegistered(births);
    }

    private static String text(Load.Result result) {
        return String.format(java.util.Locale.ROOT, "%.0f (p50 %.1f, p99 %.1f ms)%s", result.perSecond(), result.p50(), result.p99(),
                result.statuses().size() == 1 ? "" : " " + result.statuses());
    }

    private static List<CoreEvent> sent(Triggers triggers, Load.Result result) {
        return triggers.events().subList(0, result.sent());
    }
}

package io.crvsbridge.bench;

import io.crvsbridge.e2e.Store;
import io.crvsbridge.simulators.CoreEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Measures and prints one table for each store. */
public final class Benchmark {

    private static final Duration PHASE = Duration.ofSeconds(Integer.getInteger("bench.seconds", 6));
    private static final int MOST_PER_SECOND = 2_500;
    private static final int BIRTHS = Integer.getInteger("bench.births", 3_000);

    private final Report report = new Report();

    private Benchmark() {}

    public static void main(String[] arguments) {
        Benchmark benchmark = new Benchmark();
        for (String store : System.getProperty("bench.stores", "h2,postgresql").split(",")) {
            benchmark.measure(store, store.equals("h2") ? Store.h2() : Store.postgresql());
        }
        benchmark.report.print();
        System.exit(0);
    }

    private void measure(String name, Store store) {
        try (Subject subject = new Subject(name, store)) {
            report.line("start-up to ready, s", name, "%.1f", subject.start());
            subject.awaitSubscribed();
            report.line("resident idle, MiB", name, "%d", subject.costs().resident());
            warmUp(subject);
            births(subject, name);
            notEligible(subject, name);
            for (long mosip : List.of(0L, 200L)) {
                for (int connections : List.of(1, 16, 64)) {
                    accepted(subject, name, connections, mosip);
                }
            }
            report.line("resident at most, MiB", name, "%d", subject.costs().mostResident());
        }
    }

    private void warmUp(Subject subject) {
        subject.mosipAnswersIn(0);
        Triggers triggers = subject.births(Integer.getInteger("bench.warmup", 1_500));
        subject.load(triggers, 16, Duration.ofMinutes(5));
        subject.awaitRegistered(triggers.events());
    }

    private void births(Subject subject, String name) {
        Triggers triggers = subject.births(BIRTHS);
        Duration before = subject.costs().processor();
        long start = System.nanoTime();
        Load.Result sent = subject.load(triggers, 16, Duration.ofMinutes(5));
        long doubled = subject.awaitRegistered(triggers.events());
        double seconds = (System.nanoTime() - start) / 1e9;
        double millis = subject.costs().processor().minus(before).toNanos() / 1e6;
        report.line("births/s end to end", name, "%.0f", BIRTHS / seconds);
        report.line("server CPU per birth, ms", name, "%.2f", millis / BIRTHS);
        report.line("births doubled", name, "%d", doubled);
        System.out.println(name + " births: " + sent + " all ended after " + seconds);
    }

    private void notEligible(Subject subject, String name) {
        Triggers triggers = subject.notEligible((int) (PHASE.toSeconds() * MOST_PER_SECOND));
        Duration before = subject.costs().processor();
        Load.Result result = subject.load(triggers, 16, PHASE);
        double millis = subject.costs().processor().minus(before).toNanos() / 1e6;
        report.line("not-eligible 200s/s, 16 connections", name, "%.0f (p50 %.1f, p99 %.1f ms)", result.perSecond(), result.p50(), result.p99());
        report.line("server CPU per not-eligible, ms", name, "%.2f", millis / result.sent());
        System.out.println(name + " not eligible: " + result);
        subject.awaitRegistered(sent(triggers, result));
    }

    private void accepted(Subject subject, String name, int connections, long mosip) {
        subject.mosipAnswersIn(mosip);
        Triggers triggers = subject.births((int) (PHASE.toSeconds() * Math.min(MOST_PER_SECOND, connections * 500)));
        Load.Result result = subject.load(triggers, connections, PHASE);
        report.line("accepted/s, " + connections + " connections, MOSIP " + mosip + " ms", name, "%.0f (p50 %.1f, p99 %.1f ms)", result.perSecond(), result.p50(),
                result.p99());
        System.out.println(name + " accepted: " + result);
        subject.mosipAnswersIn(0);
        subject.awaitRegistered(sent(triggers, result));
    }

    private static List<CoreEvent> sent(Triggers triggers, Load.Result result) {
        return new ArrayList<>(triggers.events().subList(0, result.sent()));
    }
}

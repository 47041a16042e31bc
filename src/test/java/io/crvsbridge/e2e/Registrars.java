package io.crvsbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.simulators.CoreEvent;
import io.crvsbridge.simulators.CoreSimulator;
import io.crvsbridge.simulators.Declaration;
import io.crvsbridge.simulators.TriggerAnswer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Registrars who register one birth after the other, of every verdict in turn, and who note what they were answered. */
final class Registrars implements AutoCloseable {

    /** What the pack of the test says to a birth. */
    enum Verdict {
        HOLD("authenticated", 202),
        ACCEPT("failed", 200),
        REFUSE("refused", 400);

        private final String mother;
        private final int status;

        Verdict(String mother, int status) {
            this.mother = mother;
            this.status = status;
        }
    }

    record Registered(CoreEvent birth, Verdict verdict, TriggerAnswer answer) {}

    private final CoreSimulator core;
    private final Queue<Registered> all = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger next = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean going = true;

    Registrars(CoreSimulator core, int number) {
        this.core = core;
        for (int i = 0; i < number; i++) {
            Thread thread = new Thread(this::work, "registrar " + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    private void work() {
        try {
            while (going) {
                register(Verdict.values()[next.getAndIncrement() % Verdict.values().length]);
                Thread.sleep(20);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            failures.add(e);
        }
    }

    Registered register(Verdict verdict) {
        CoreEvent birth = core.declare(Declaration.birth().mother(verdict.mother));
        Registered registered = new Registered(birth, verdict, core.register(birth));
        all.add(registered);
        return registered;
    }

    int count() {
        return all.size();
    }

    void awaitMore(int number, Duration atMost) {
        int target = count() + number;
        Await.until(number + " more births are answered", atMost, () -> count() >= target || !failures.isEmpty());
    }

    /** Every one so far; those of a time are taken by their place. */
    List<Registered> registered() {
        return List.copyOf(all);
    }

    @Override
    public void close() {
        rest();
    }

    /** Nobody registers any more. */
    void rest() {
        going = false;
        for (Thread thread : threads) {
            try {
                thread.join(60_000);
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }
        assertThat(failures).isEmpty();
    }

    /** 202 is always right, whatever the verdict is; so is the verdict's own answer. */
    static void assertAnswered(List<Registered> births) {
        assertThat(births).allSatisfy(b -> assertThat(List.of(202, b.verdict().status)).as(b.verdict() + " " + b.answer()).contains(b.answer().status()));
    }

    /** Numbers of a list of times, in milliseconds. */
    static Map<String, Long> times(List<Registered> births) {
        List<Long> millis = births.stream().map(b -> b.answer().took().toMillis()).sorted().toList();
        return Map.of("n", (long) millis.size(), "p50", millis.get(millis.size() / 2), "p99", millis.get((int) Math.floor((millis.size() - 1) * 0.99)), "max",
                millis.get(millis.size() - 1));
    }
}

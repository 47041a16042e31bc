package io.crvsbridge.e2e;

import io.crvsbridge.simulators.CoreEvent;
import io.crvsbridge.simulators.CoreSimulator;
import io.crvsbridge.simulators.Declaration;
import io.crvsbridge.simulators.TriggerAnswer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Somebody who registers births all the while, one after the other, and looks how long the answer takes. */
final class InboundProbe implements AutoCloseable {

    private static final long PAUSE_MILLIS = 60;
    private static final int FEWEST = 10;

    private final CoreSimulator core;
    private final List<Duration> times = Collections.synchronizedList(new ArrayList<>());
    private final List<String> refusals = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::run, "inbound probe");
    private volatile boolean running = true;

    InboundProbe(CoreSimulator core) {
        this.core = core;
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        while (running) {
            CoreEvent birth = core.declare(Declaration.birth().mother("failed"));
            TriggerAnswer answer = core.register(birth);
            times.add(answer.took());
            if (answer.status() != 200) {
                refusals.add(answer.status() + " " + answer.body());
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException ended) {
                return;
            }
        }
    }

    /** What was measured since the last call. */
    Measured take() {
        synchronized (times) {
            Measured measured = new Measured(times.stream().sorted().toList());
            times.clear();
            return measured;
        }
    }

    /** Answers that were no acceptance. */
    List<String> refusals() {
        return refusals;
    }

    /** @param times sorted */
    record Measured(List<Duration> times) {

        Duration percentile(double part) {
            if (times.size() < FEWEST) {
                throw new AssertionError("only " + times.size() + " triggers were answered, which says nothing of their times");
            }
            return times.get((int) Math.min(times.size() - 1L, Math.round(Math.ceil(times.size() * part)) - 1));
        }

        @Override
        public String toString() {
            return "%d triggers, p50 %d ms, p99 %d ms, longest %d ms".formatted(times.size(), percentile(0.5).toMillis(), percentile(0.99).toMillis(), percentile(1).toMillis());
        }
    }

    @Override
    public void close() {
        running = false;
        thread.interrupt();
    }
}

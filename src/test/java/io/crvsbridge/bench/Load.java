package io.crvsbridge.bench;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends prepared requests over so many connections, each the next one as soon as the last was answered, until they or the time are at an end. */
final class Load {

    /** What came of it. Times in milliseconds. */
    record Result(int sent, double seconds, double p50, double p99, double worst, Map<Integer, Integer> statuses) {

        double perSecond() {
            return sent / seconds;
        }

        int answered(int status) {
            return statuses.getOrDefault(status, 0);
        }
    }

    private final URI base;
    private final List<byte[]> requests;
    private final AtomicInteger next = new AtomicInteger();
    private final long[] nanos;
    private final short[] statuses;

    private Load(URI base, List<byte[]> requests) {
        this.base = base;
        this.requests = requests;
        this.nanos = new long[requests.size()];
        this.statuses = new short[requests.size()];
    }

    static Result run(URI base, List<byte[]> requests, int connections, Duration atMost) {
        return new Load(base, requests).run(connections, atMost);
    }

    private Result run(int connections, Duration atMost) {
        long start = System.nanoTime();
        long end = start + atMost.toNanos();
        Thread[] clients = new Thread[connections];
        for (int i = 0; i < connections; i++) {
            clients[i] = new Thread(() -> drive(end), "load-" + i);
            clients[i].start();
        }
        for (Thread client : clients) {
            join(client);
        }
        return result((System.nanoTime() - start) / 1e9);
    }

    private void drive(long end) {
        try (Wire wire = new Wire(base)) {
            for (int i = next.getAndIncrement(); i < requests.size() && System.nanoTime() < end; i = next.getAndIncrement()) {
                long before = System.nanoTime();
                statuses[i] = (short) wire.exchange(requests.get(i));
                nanos[i] = System.nanoTime() - before;
            }
        } catch (IOException broken) {
            throw new IllegalStateException("a connection broke under load", broken);
        }
    }

    private Result result(double seconds) {
        long[] sorted = Arrays.stream(nanos).filter(n -> n > 0).sorted().toArray();
        Map<Integer, Integer> counted = new TreeMap<>();
        for (short status : statuses) {
            if (status != 0) {
                counted.merge((int) status, 1, Integer::sum);
            }
        }
        return new Result(sorted.length, seconds, at(sorted, 0.5), at(sorted, 0.99), at(sorted, 1), counted);
    }

    private static double at(long[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[Math.min(sorted.length - 1, (int) (sorted.length * share))] / 1e6;
    }

    private static void join(Thread client) {
        try {
            client.join();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ended);
        }
    }
}

package io.crvsbridge.e2e;

import io.crvsbridge.simulators.Call;
import io.crvsbridge.simulators.CoreEvent;
import io.crvsbridge.simulators.Declaration;
import io.crvsbridge.simulators.Fault;
import io.crvsbridge.simulators.Faults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** A peer that takes every call and answers none, two hundred births that wait for it, and a few that need only the others. */
final class DeadPeer {

    private static final int HELD = 200;
    private static final int OTHERS = 10;
    private static final int LAST_WORDS = 5;
    private static final Duration LONG = Duration.ofSeconds(180);

    private final Bench bench;
    private final Faults faults;
    private final String endpoint;
    private final String method;
    private final Fault hang;
    private final Set<String> spared = ConcurrentHashMap.newKeySet();

    /** @param method of the server, that calls the endpoint */
    DeadPeer(Bench bench, Faults faults, String endpoint, String method) {
        this.bench = bench;
        this.faults = faults;
        this.endpoint = endpoint;
        this.method = method;
        this.hang = Fault.hang().when(((Predicate<Call>) call -> spared.stream().anyMatch(call.text()::contains)).negate());
    }

    /** Not one of those that wait for the dead peer. */
    CoreEvent spared(CoreEvent birth) {
        spared.add(birth.id());
        return birth;
    }

    /**
     * Lets the peer die, and one after the other of the others go on.
     *
     * @param declaration of those that wait for the dead peer
     * @param dead        told when the peer is dead and the births that wait for it are announced
     * @param others      starts one, and tells when it has gone on
     * @return how long each of the others took
     */
    List<Duration> otherwise(Function<Integer, Declaration> declaration, Runnable dead, Function<Integer, BooleanSupplier> others) {
        double breaks = bench.breaks(method);
        faults.on(endpoint, hang);
        try {
            List<CoreEvent> held = inParallel(declaration);
            Await.until("calls that hang", LONG, () -> hang.strikes().size() > 2);
            dead.run();
            List<Duration> took = new ArrayList<>();
            for (int i = 0; i < OTHERS; i++) {
                long start = System.nanoTime();
                Await.until("a birth that needs only the others, after " + took, LONG, others.apply(i));
                took.add(Duration.ofNanos(System.nanoTime() - start));
            }
            Await.until("the circuit breaker of " + method + " opens, and the metrics show it", LONG, () -> bench.breaks(method) > breaks);
            hang.lift();
            Await.until("the births that waited for " + endpoint, LONG, () -> held.stream().allMatch(this::registered));
            return took;
        } catch (AssertionError late) {
            throw new AssertionError(late.getMessage() + "; the server's last words: " + lastWords(), late);
        } finally {
            hang.lift();
        }
    }

    private List<String> lastWords() {
        List<String> said = bench.server().log().lines().filter(line -> line.contains(" CB")).toList();
        return said.subList(Math.max(0, said.size() - LAST_WORDS), said.size());
    }

    private boolean registered(CoreEvent birth) {
        return bench.core().ledger().acceptCalls(birth) > 0 && bench.core().ledger().acceptedRegisters(birth) == 1;
    }

    private List<CoreEvent> inParallel(Function<Integer, Declaration> declaration) {
        ExecutorService registrars = Executors.newFixedThreadPool(16);
        try {
            List<CoreEvent> births = IntStream.range(0, HELD).mapToObj(i -> bench.core().declare(declaration.apply(i))).toList();
            births.forEach(birth -> registrars.execute(() -> bench.core().register(birth)));
            registrars.shutdown();
            if (!registrars.awaitTermination(LONG.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("the births were not all announced in time");
            }
            return births;
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ended);
        } finally {
            registrars.shutdownNow();
        }
    }
}

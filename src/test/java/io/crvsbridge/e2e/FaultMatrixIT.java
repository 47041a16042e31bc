package io.crvsbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.simulators.CoreEvent;
import io.crvsbridge.simulators.Declaration;
import io.crvsbridge.simulators.MosipLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Every fault at every call: each cell is a birth that heals with the same RID and the same transaction at Core, or is parked with a readable cause. Prints
 * the table, and how long Core waited for its answers meanwhile. With {@code -Dfaults.store=postgresql} on PostgreSQL.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("long")
class FaultMatrixIT {

    private static final Duration CALM = Duration.ofSeconds(8);
    private static final Duration LONGEST = Duration.ofSeconds(180);
    /** The product's goal is 200 ms; a build machine with other work is given more, but not as much as a starved server would take. */
    private static final Duration GOAL = Duration.ofMillis(200);
    private static final Duration GENEROUS = Duration.ofMillis(1_500);
    /** A worker that is lost to a call that hangs is lost for ten seconds. */
    private static final Duration SHORTER_THAN_A_HUNG_CALL = Duration.ofSeconds(8);

    private static Bench bench;
    private static FaultRounds rounds;
    private static FaultWave wave;
    private static FaultVerdicts verdicts;
    private static List<FaultCell> first;
    private static InboundProbe probe;
    private static InboundProbe.Measured calm;

    @BeforeAll
    static void start() {
        bench = FaultBench.prepared(System.getProperty("faults.store", "h2").equals("postgresql") ? Store.postgresql() : Store.h2());
        bench.server().start();
        wave = new FaultWave(bench);
        rounds = new FaultRounds(bench, wave);
        verdicts = new FaultVerdicts(bench);
        first = rounds.coresKey();
        bench.awaitSubscribed();
        probe = new InboundProbe(bench.core());
        verdicts.await(first, LONGEST);
        probe.take();
        long end = System.nanoTime() + CALM.toNanos();
        Await.until("a calm while", LONGEST, () -> System.nanoTime() > end);
        calm = probe.take();
    }

    @AfterAll
    static void stop() {
        if (probe != null) {
            probe.close();
        }
        if (bench != null) {
            bench.close();
        }
    }

    @Test
    @Order(1)
    void everyFaultHealsOrParksWithACause() throws IOException {
        List<FaultCell> cells = Collections.synchronizedList(new ArrayList<>(first));
        List<FaultCell> keyed = new ArrayList<>();
        for (FaultStep step : List.of(FaultStep.PACKET, FaultStep.WORKFLOW, FaultStep.KEY, FaultStep.ACCEPT, FaultStep.REJECT, FaultStep.EXCHANGE, FaultStep.GET)) {
            Arrays.stream(FaultKind.values()).filter(kind -> kind != FaultKind.REFUSED && step.meets(kind)).forEach(kind -> keyed.add(wave.cell(step, kind, step.hits(kind))));
        }
        keyed.parallelStream().forEach(wave::announce);
        cells.addAll(keyed);
        verdicts.await(keyed, LONGEST);
        CompletableFuture<Void> logins = CompletableFuture.runAsync(() -> rounds.logins(cells));
        CompletableFuture<Void> subscriptions = CompletableFuture.runAsync(() -> rounds.subscriptions(cells));
        CompletableFuture<Void> both = CompletableFuture.allOf(logins, subscriptions);
        verdicts.look(cells, both::isDone);
        both.join();
        rounds.authDown(cells);
        rounds.down(cells);
        verdicts.await(cells, LONGEST);
        InboundProbe.Measured measured = probe.take();
        String report = new FaultTable(cells) + "\ninbound, calm:   " + calm + "\ninbound, faults: " + measured + " (goal: p99 " + GOAL.toMillis() + " ms)\n";
        System.out.println("\n" + report);
        Files.writeString(Path.of("target", "fault-matrix.txt"), report);

        assertThat(cells.stream().flatMap(cell -> verdicts.complaints(cell).stream())).isEmpty();
        assertThat(probe.refusals()).isEmpty();
        assertInbound(measured);
        ledgersAreClean();
    }

    private static void assertInbound(InboundProbe.Measured measured) {
        Duration relative = calm.percentile(0.99).multipliedBy(8);
        assertThat(measured.percentile(0.99)).as("p99 of the answers under faults: %s; calm: %s", measured, calm)
                .isLessThan(relative.compareTo(GENEROUS) > 0 ? relative : GENEROUS);
    }

    @Test
    @Order(2)
    void aPacketManagerThatHangsLeavesOthersTheirWorkers() {
        bench.awaitSubscribed();
        DeadPeer dead = new DeadPeer(bench, bench.mosip().faults(), "packet", "mosip.MosipGateway.createPacket");
        List<CoreEvent> waiting = withoutCredential(dead);
        List<Duration> took = dead.otherwise(i -> Declaration.birth(), probe::take, i -> {
            CoreEvent birth = waiting.get(i);
            delivered(bench.rids(birth).get(0));
            return () -> bench.core().ledger().acceptedRegisters(birth) == 1;
        });
        judged("from credential to accept while createPacket hangs", took);
    }

    /** Issued until the hub has tried to bring it, since one that has no subscriber just then loses what it has. What it brings must be taken the first time. */
    private static void delivered(String rid) {
        Await.until("a credential that the hub brings", LONGEST, () -> {
            bench.mosip().issue(rid).orTimeout(LONGEST.toSeconds(), TimeUnit.SECONDS).join();
            return brought(rid).findAny().isPresent();
        });
        assertThat(brought(rid)).noneMatch(MosipLedger.Delivery::lost);
    }

    private static Stream<MosipLedger.Delivery> brought(String rid) {
        return bench.mosip().ledger().deliveries(rid).stream().filter(delivery -> delivery.attempts() > 0);
    }

    /** Births whose credential the hub has lost. */
    private static List<CoreEvent> withoutCredential(DeadPeer dead) {
        bench.mosip().hub().mischief().lose(10);
        List<CoreEvent> births = IntStream.range(0, 10).mapToObj(i -> dead.spared(bench.core().declareBirth())).toList();
        births.forEach(birth -> assertThat(bench.core().register(birth).status()).isEqualTo(202));
        Await.until("credentials that were lost", LONGEST, () -> births.stream()
                .allMatch(birth -> bench.rids(birth).stream().anyMatch(rid -> bench.mosip().ledger().deliveries(rid).stream().anyMatch(d -> d.lost()))));
        return births;
    }

    @Test
    @Order(3)
    void aCoreThatHangsLeavesOthersTheirWorkers() {
        DeadPeer dead = new DeadPeer(bench, bench.core().faults(), "accept", "opencrvs.CorePeer.act");
        List<Duration> took = dead.otherwise(i -> Declaration.birth().mother("failed"), probe::take, i -> {
            CoreEvent birth = bench.core().declareBirth();
            assertThat(bench.core().register(birth).status()).isEqualTo(202);
            return () -> bench.rids(birth).stream().anyMatch(bench.mosip().ledger().workflowIds()::contains);
        });
        judged("from trigger to workflow while accept hangs", took);
    }

    private static void judged(String what, List<Duration> took) {
        InboundProbe.Measured measured = probe.take();
        List<Duration> sorted = took.stream().sorted().toList();
        System.out.println(what + ": " + sorted.stream().map(d -> d.toMillis() + " ms").toList() + "; inbound: " + measured);
        assertThat(sorted).as(what).allMatch(d -> d.compareTo(SHORTER_THAN_A_HUNG_CALL) < 0);
        assertInbound(measured);
        ledgersAreClean();
    }

    private static void ledgersAreClean() {
        assertThat(bench.core().ledger().earlyAccepts()).isEmpty();
        assertThat(bench.core().ledger().parallelCalls()).isEmpty();
        assertThat(bench.core().ledger().poisoned()).isEmpty();
        assertThat(bench.mosip().ledger().violations()).isEmpty();
    }
}

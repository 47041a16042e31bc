package io.crvsbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.simulators.CoreEvent;
import io.crvsbridge.simulators.MosipSimulator;
import io.crvsbridge.simulators.Peers;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two servers with directories and ports of their own on one PostgreSQL, behind a balancer. */
@Tag("long")
class TwoServersIT {

    /** Leases of a server that was killed run out by themselves. */
    private static final Duration A_LEASE_LATER = Duration.ofSeconds(300);
    /** Liberty lets requests and work end for 30 s, then it ends; the rest is a slow machine. */
    private static final Duration QUIESCED = Duration.ofSeconds(60);
    private static final Duration HELD = Duration.ofSeconds(150);
    private static final int REGISTRARS = 3;
    private static final int SOME = 30;

    private final Peers peers = Peers.start();
    private final Balancer balancer = new Balancer();
    private final Store store = Store.postgresql();
    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final BridgeServer one = server("one");
    private final BridgeServer two = server("two");
    private BirthStream stream;
    private BirthWatch watch;

    private BridgeServer server(String name) {
        BridgeServer server = new BridgeServer(Path.of("target", "e2e", "two-servers-" + run, name));
        server.set(peers.environment(balancer.base())).set(store.settings());
        return server.set(LifeEvent.settings()).set("CORE_ACCEPT_DELAY", "500ms").set("CORE_SYNC_CONFIRM_DELAY", "3s");
    }

    @AfterEach
    void end() {
        if (watch != null) {
            watch.close();
        }
        one.close();
        two.close();
        balancer.close();
        peers.close();
    }

    @Test
    void twoServersShareTheWorkAndEitherGoesOnWithoutTheOther() {
        startWithTheChallengeAtTheOther();
        LifeEvent.prepare(peers.mosip());
        stream = new BirthStream(peers.core(), REGISTRARS, new SplittableRandom(), LifeEvent.MIX);
        watch = new BirthWatch(peers.core(), peers.mosip(), stream, false);
        bothTakeAndWork();

        Set<CoreEvent> atTheKill = busy();
        one.kill();
        settled("what was acknowledged before one server was killed", atTheKill, two);
        one.start();
        bothTakeAndWork();

        busy();
        long asked = System.nanoTime();
        assertThat(two.stop()).as("exit status after SIGTERM under load").isIn(0, 143);
        Duration took = Duration.ofNanos(System.nanoTime() - asked);
        assertThat(took).as("from SIGTERM to the end").isLessThan(QUIESCED);
        stream.close();
        settled("all that was acknowledged", watch.openNow(), one);
        CrashVerdict verdict = new CrashVerdict(peers.core(), peers.mosip(), stream, watch);
        System.out.println("Two servers: SIGTERM under load to the end " + took.toMillis() / 1000.0 + " s; " + verdict.text());
        verdict.assertNothingLostOrDoubled();
    }

    /** The first server asks for the subscription; the hub's question about it is answered by the second. */
    private void startWithTheChallengeAtTheOther() {
        peers.mosip().hub().patience(1_000, HELD);
        balancer.questionsTo(two.base());
        balancer.targets(one.base(), two.base());
        one.start();
        assertThat(peers.mosip().hub().isSubscribed(MosipSimulator.TOPIC)).as("subscribed before the second server is there").isFalse();
        two.start();
        Await.until("the hub is told by the second server", HELD, () -> peers.mosip().hub().isSubscribed(MosipSimulator.TOPIC));
        assertThat(balancer.answered(two.base(), "GET /websub")).isPositive();
        peers.mosip().hub().patience(1_000, Duration.ofSeconds(10));
        peers.mosip().packets().writeMillis(100);
        peers.mosip().workflow().delayMillis(600);
    }

    private void bothTakeAndWork() {
        for (BridgeServer server : List.of(one, two)) {
            URI base = server.base();
            Await.until("triggers at " + base, A_LEASE_LATER, () -> balancer.answered(base, "POST /trigger") > 0);
            Await.until("deliveries at " + base, A_LEASE_LATER, () -> balancer.answered(base, "POST /websub") > 0);
            for (String call : List.of("MosipGateway.createPacket", "MosipGateway.startWorkflow", "CorePeer.act")) {
                Await.until(call + " by " + base, A_LEASE_LATER, () -> calls(base, call) > 0);
            }
        }
    }

    /** Calls to a peer that this very process has made. */
    private static double calls(URI server, String method) {
        try {
            HttpResponse<String> metrics = HttpClient.newHttpClient().send(HttpRequest.newBuilder(server.resolve("/metrics")).build(), HttpResponse.BodyHandlers.ofString());
            return metrics.body().lines().filter(line -> line.startsWith("ft_invocations_total") && line.contains(method))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))).sum();
        } catch (java.io.IOException notNow) {
            return 0;
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    /** Returns when births wait for this and that; those that do. */
    private Set<CoreEvent> busy() {
        int before = stream.acknowledged().size();
        Await.until("more births, in several states", A_LEASE_LATER, () -> stream.acknowledged().size() >= before + SOME && watch.standings().size() >= 3);
        return watch.openNow();
    }

    private void settled(String what, Set<CoreEvent> births, BridgeServer by) {
        try {
            Await.until(what, A_LEASE_LATER, () -> watch.open().stream().noneMatch(births::contains));
        } catch (AssertionError stuck) {
            throw new AssertionError(stuck.getMessage() + "\n" + new Autopsy(peers.core(), peers.mosip(), by, store, watch).report(), stuck);
        }
    }
}

package io.crvsbridge.bench;

import io.crvsbridge.e2e.Await;
import io.crvsbridge.e2e.BridgeServer;
import io.crvsbridge.e2e.Store;
import io.crvsbridge.simulators.CoreEvent;
import io.crvsbridge.simulators.MosipSimulator;
import io.crvsbridge.simulators.Peers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;

/** The server that is measured, between its peers, with the settings it has in production. */
final class Subject implements AutoCloseable {

    private static final Duration LONGEST = Duration.ofMinutes(20);
    /** The real hub has one; with it, deliveries one after the other would bound the births. */
    private static final int HUB_CONSUMERS = 8;

    final Peers peers = Peers.start();
    final Store store;
    final BridgeServer server;

    Subject(String name, Store store) {
        this.store = store;
        this.server = new BridgeServer(Path.of("target", "bench", name + "-" + System.currentTimeMillis()));
        server.set(peers.environment(server.base())).set(store.settings()).set("JVM_ARGS", System.getProperty("bench.jvm"));
        peers.mosip().hub().consumers(HUB_CONSUMERS);
        peers.mosip().credentials().signStatementsOnce();
        peers.core().raceMillis(0);
    }

    /** @return seconds from the command to readiness */
    double start() {
        long before = System.nanoTime();
        server.start();
        return (System.nanoTime() - before) / 1e9;
    }

    String jdbcUrl() {
        return store.settings().getOrDefault("DB_URL", "jdbc:h2:file:" + server.dataDir().resolve("db/bridge") + ";WRITE_DELAY=0");
    }

    String jdbcUser() {
        return store.settings().getOrDefault("DB_USER", "bridge");
    }

    String jdbcPassword() {
        return store.settings().getOrDefault("DB_PASSWORD", "");
    }

    Path vaultKeys() {
        return store.settings().containsKey("VAULT_KEY_FILE") ? Path.of(store.settings().get("VAULT_KEY_FILE")) : server.dataDir().resolve("keys/vault.keys");
    }

    void awaitSubscribed() {
        Await.until("the subscription", Duration.ofMinutes(1), () -> peers.mosip().hub().isSubscribed(MosipSimulator.TOPIC));
    }

    Costs costs() {
        return Costs.of(server.pid());
    }

    void mosipAnswersIn(long millis) {
        peers.mosip().faults().clear();
        peers.mosip().workflow().delayMillis(millis);
        if (millis > 0) {
            peers.mosip().faults().on("packet", io.crvsbridge.simulators.Fault.slow(millis));
            peers.mosip().faults().on("workflow", io.crvsbridge.simulators.Fault.slow(millis));
        }
    }

    Triggers births(int count) {
        return Triggers.births(peers.core(), server.base(), count);
    }

    Triggers notEligible(int count) {
        return Triggers.notEligible(peers.core(), server.base(), count);
    }

    Load.Result load(Triggers triggers, int connections, Duration atMost) {
        return Load.run(server.base(), triggers.requests(), connections, atMost);
    }

    /** Waits until Core holds an accepted registration for each. @return how many it holds more than one for */
    long awaitRegistered(List<CoreEvent> events) {
        List<CoreEvent> open = new LinkedList<>(events);
        Await.until(events.size() + " registrations in Core", LONGEST, () -> {
            for (Iterator<CoreEvent> next = open.iterator(); next.hasNext() && peers.core().ledger().acceptedRegisters(next.next()) > 0; ) {
                next.remove();
            }
            return open.isEmpty();
        });
        return events.stream().filter(event -> peers.core().ledger().acceptedRegisters(event) > 1).count();
    }

    @Override
    public void close() {
        server.close();
        peers.close();
    }
}

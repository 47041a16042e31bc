package io.crvsbridge.bench;

import io.crvsbridge.e2e.Await;
import io.crvsbridge.e2e.BridgeServer;
import io.crvsbridge.e2e.Store;
import io.crvsbridge.simulators.CoreEvent;
import io.crvsbridge.simulators.MosipSimulator;
import io.crvsbridge.simulators.Peers;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** The server that is measured, between its peers, with the settings it has in production. */
final class Subject implements AutoCloseable {

    private static final Duration LONGEST = Duration.ofMinutes(20);
    /** The real hub has one; with it, deliveries one after the other would bound the births. */
    private static final int HUB_CONSUMERS = 8;

    static final String UPDATE = "CRVS_UPDATE";
    /** How long after a death was answered Core is asked for it, and MOSIP told: the default of {@code core.sync-confirm-delay}. */
    static final Duration CONFIRMED = Duration.ofSeconds(30);

    final Peers peers = Peers.start();
    final Store store;
    final BridgeServer server;

    Subject(String name, Store store) {
        this.store = store;
        this.server = new BridgeServer(Path.of("target", "bench", name + "-" + System.currentTimeMillis()));
        server.set(peers.environment(server.base())).set(store.settings()).set("MOSIP_PACKET_PROCESS_UPDATE", UPDATE).set("JVM_ARGS", System.getProperty("bench.jvm"));
        peers.mosip().hub().consumers(HUB_CONSUMERS);
        peers.mosip().credentials().signStatementsOnce();
        peers.core().raceMillis(0);
        peers.mosip().packets().provides("CRVS1", UPDATE);
        peers.mosip().workflow().externalStatus(true);
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

    /** Requests to verify people whom MOSIP knows, each with a token of its own. */
    List<byte[]> verifications(int count) {
        List<JsonObject> people = peers.mosip().ida().people();
        return IntStream.range(0, count).parallel().mapToObj(i -> verification(people.get(i % people.size()))).toList();
    }

    private byte[] verification(JsonObject person) {
        String token = peers.core().auth().recordToken(UUID.randomUUID().toString(), UUID.randomUUID().toString(), "registrar").sign();
        JsonObject body = Json.createObjectBuilder().add("nid", person.getString("nid")).add("dob", person.getString("birthDate")).add("gender", person.getString("gender"))
                .add("name", Json.createObjectBuilder().add("firstname", person.getString("firstName")).add("surname", person.getString("familyName"))).build();
        return Wire.post(server.base(), "/verify", token, body.toString());
    }

    /** Waits until MOSIP's work on each has ended, and Core holds each. */
    void awaitTold(List<CoreEvent> events, String process) {
        awaitEach(events, process + "s at their end", event -> event.pending().isEmpty() && peers.mosip().ledger().packetIdsLabelled("crvsRecordRef", event.id()).stream()
                .anyMatch(rid -> peers.mosip().ledger().outcome(rid).isPresent()));
    }

    Load.Result load(Triggers triggers, int connections, Duration atMost) {
        return Load.run(server.base(), triggers.requests(), connections, atMost);
    }

    /** Waits until Core holds an accepted registration for each. @return how many it holds more than one for */
    long awaitRegistered(List<CoreEvent> events) {
        awaitEach(events, "registrations in Core", event -> peers.core().ledger().acceptedRegisters(event) > 0);
        return events.stream().filter(event -> peers.core().ledger().acceptedRegisters(event) > 1).count();
    }

    private static void awaitEach(List<CoreEvent> events, String what, Predicate<CoreEvent> there) {
        List<CoreEvent> open = new LinkedList<>(events);
        Await.until(events.size() + " " + what, LONGEST, () -> {
            for (Iterator<CoreEvent> next = open.iterator(); next.hasNext() && there.test(next.next()); ) {
                next.remove();
            }
            return open.isEmpty();
        });
    }

    @Override
    public void close() {
        server.close();
        peers.close();
    }
}

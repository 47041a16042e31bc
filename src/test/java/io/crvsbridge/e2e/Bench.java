package io.crvsbridge.e2e;

import io.crvsbridge.simulators.CoreEvent;
import io.crvsbridge.simulators.CoreSimulator;
import io.crvsbridge.simulators.MosipSimulator;
import io.crvsbridge.simulators.Peers;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** One server under test with its peers and its store. */
final class Bench implements AutoCloseable {

    static final Duration SOON = Duration.ofSeconds(30);
    static final Duration CONFIRM_DELAY = Duration.ofSeconds(3);

    private final Peers peers = Peers.start();
    private final Store store;
    private final BridgeServer server;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5)).build();

    private Bench(String name, Store store) {
        this.store = store;
        this.server = BridgeServer.shortLived(Path.of("target", "e2e", name + "-" + UUID.randomUUID().toString().substring(0, 8)));
        server.set(peers.environment(server.base())).set(store.settings());
        server.set("CORE_SYNC_CONFIRM_DELAY", CONFIRM_DELAY.toSeconds() + "s").set("CORE_ACCEPT_DELAY", "500ms");
        peers.mosip().hub().patience(300, Duration.ofSeconds(10));
    }

    /** A bench whose server is not started yet. */
    static Bench prepared(String name, Store store) {
        return new Bench(name, store);
    }

    /** A bench with a server that is ready and subscribed. */
    static Bench started(String name, Store store, Map<String, String> more) {
        Bench bench = new Bench(name, store);
        bench.server.set(more);
        try {
            bench.server.start();
            bench.awaitSubscribed();
            return bench;
        } catch (RuntimeException | AssertionError failed) {
            bench.close();
            throw failed;
        }
    }

    static Bench started(String name, Store store) {
        return started(name, store, Map.of());
    }

    /** A second server on the same store and between the same peers, not started yet; the hub still delivers to the first. */
    BridgeServer another(String name, Map<String, String> more) {
        BridgeServer another = BridgeServer.shortLived(Path.of("target", "e2e", name + "-" + UUID.randomUUID().toString().substring(0, 8)));
        another.set(peers.environment(server.base())).set(store.settings());
        return another.set("CORE_SYNC_CONFIRM_DELAY", CONFIRM_DELAY.toSeconds() + "s").set("CORE_ACCEPT_DELAY", "500ms").set(more);
    }

    void awaitSubscribed() {
        Await.until("the server is subscribed at the hub", SOON, () -> mosip().hub().isSubscribed(MosipSimulator.TOPIC));
    }

    CoreSimulator core() {
        return peers.core();
    }

    MosipSimulator mosip() {
        return peers.mosip();
    }

    BridgeServer server() {
        return server;
    }

    Store store() {
        return store;
    }

    URI callback() {
        return server.base().resolve("/websub/callback");
    }

    String hubSecret() {
        return peers.hubSecret();
    }

    /** Peers behave again; what they remember stays. */
    void calm() {
        core().faults().clear();
        mosip().faults().clear();
        mosip().hub().mischief().lose(0).copies(1).reorder(1).delayMillis(0).tamperSignature(0).omitSignature(0).secret(null).release();
        mosip().workflow().credentialBeforeAnswer(false);
        mosip().workflow().delayMillis(50);
        mosip().workflow().clearOutcomes();
        mosip().workflow().identityFirst(false);
        mosip().workflow().completedTwice(false);
        mosip().workflow().loseEvents(0);
        mosip().workflow().withoutCredential(0);
        mosip().workflow().externalStatus(false);
        mosip().credentialRequests().fail(0);
        mosip().credentials().dataShare(false);
        mosip().hub().neverVerify(false);
        mosip().ida().calm();
        mosip().credentials().flaw(io.crvsbridge.simulators.Credentials.Flaw.NONE);
        core().up();
        mosip().up();
    }

    void awaitRegistered(CoreEvent event) {
        Await.until("Core has registered " + event.trackingId() + ", whose actions are " + event.actions(), SOON,
                () -> core().ledger().acceptedRegisters(event) > 0);
    }

    /** The RIDs of the packets made for this record. */
    List<String> rids(CoreEvent event) {
        return mosip().ledger().packetIdsLabelled("crvsRecordRef", event.id());
    }

    String rid(CoreEvent event) {
        return Await.value("a packet for " + event.trackingId(), SOON, () -> rids(event).stream().findFirst());
    }

    Optional<String> childNid(CoreEvent event) {
        JsonObject declaration = core().ledger().declaration(event);
        return declaration.containsKey("child.nid") ? Optional.of(declaration.getString("child.nid")) : Optional.empty();
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(Duration.ofSeconds(60)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException noAnswer) {
            throw new AssertionError("no answer: " + noAnswer, noAnswer);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ended);
        }
    }

    /** All at the same time. */
    List<HttpResponse<String>> sendAll(List<HttpRequest.Builder> requests) {
        List<CompletableFuture<HttpResponse<String>>> going = requests.stream()
                .map(request -> client.sendAsync(request.timeout(Duration.ofSeconds(60)).build(), HttpResponse.BodyHandlers.ofString())).toList();
        return going.stream().map(CompletableFuture::join).toList();
    }

    /** The request with which Core announces the pending action of an event, sent by us: Core does not act on its answer. */
    HttpRequest.Builder trigger(CoreEvent event, String token) {
        return trigger(event, token, event.document().toString());
    }

    HttpRequest.Builder trigger(CoreEvent event, String token, String body) {
        return request("/trigger/events/" + event.type() + "/actions/REGISTER").header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token).POST(HttpRequest.BodyPublishers.ofString(body));
    }

    HttpRequest.Builder request(String pathAndQuery) {
        return HttpRequest.newBuilder(URI.create(server.base() + pathAndQuery));
    }

    HttpResponse<String> get(String pathAndQuery) {
        return send(request(pathAndQuery).GET());
    }

    /** What the server tells the holder of a record token of its action. */
    JsonObject history(String token) {
        HttpResponse<String> answer = send(request("/trigger/events/any/actions/any/history").header("Authorization", "Bearer " + token).GET());
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
            return reader.readObject();
        }
    }

    /** The sum of a counter over its tags. */
    double counter(String name) {
        return sum(line -> line.startsWith(name + "_total") || line.startsWith(name + "{"));
    }

    /** How often a call of ours threw, by the metrics of its circuit breaker and time-out. @param method class and method below the root package */
    double failures(String method) {
        return sum(line -> line.startsWith("ft_invocations_total{") && line.contains("io.crvsbridge." + method + "\"") && line.contains("\"exceptionThrown\""));
    }

    /** How often the circuit breaker of a call has opened. */
    double breaks(String method) {
        return sum(line -> line.startsWith("ft_circuitbreaker_opened_total{") && line.contains("io.crvsbridge." + method + "\""));
    }

    private double sum(Predicate<String> which) {
        return get("/metrics").body().lines().filter(which).mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))).sum();
    }

    @Override
    public void close() {
        try {
            server.close();
        } finally {
            peers.close();
        }
    }
}

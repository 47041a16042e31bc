package io.crvsbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.simulators.CoreEvent;
import io.crvsbridge.simulators.Fault;
import io.crvsbridge.simulators.HubDelivery;
import io.crvsbridge.simulators.MosipSimulator;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Things that happen in another order than expected, or at the same time. */
abstract class OrderScenarios extends Scenarios {

    private static final Duration A_WHILE = Duration.ofSeconds(3);
    private static final Duration ACCEPT_DELAY = Duration.ofMillis(500);
    private static final int MANY = 16;

    OrderScenarios(Benches which) {
        super(which);
    }

    @AfterEach
    void coreIsQuickAgain() {
        core.raceMillis(3);
    }

    @Test
    void theSameCredentialManyTimesAtOnceIsOneAccept() {
        CoreEvent birth = birthWithoutCredential();
        String rid = bench.rid(birth);
        byte[] body = mosip.credentials().event(mosip.ledger().packet(rid).orElseThrow()).toString().getBytes(StandardCharsets.UTF_8);
        String signature = HubDelivery.signature("sha256", bench.hubSecret(), body);
        Stream<CompletableFuture<?>> same = IntStream.range(0, MANY).mapToObj(i -> CompletableFuture.runAsync(() ->
                assertThat(mosip.hub().deliver(bench.callback(), MosipSimulator.TOPIC, body, signature).status()).isBetween(200, 299)));
        Stream<CompletableFuture<?>> issuedAnew = IntStream.range(0, MANY).mapToObj(i -> mosip.issue(rid));
        CompletableFuture.allOf(Stream.concat(same, issuedAnew).toArray(CompletableFuture<?>[]::new)).join();
        awaitIdentified(birth);
        Await.never("a second accept", A_WHILE, () -> core.ledger().acceptCalls(birth) > 1);
        assertThat(core.ledger().acceptedRegisters(birth)).isEqualTo(1);
    }

    @Test
    void anAcceptNeverOvertakesTheAnswerToItsTrigger() {
        mosip.workflow().delayMillis(0);
        mosip.workflow().credentialBeforeAnswer(true);
        Map<String, Long> accepted = new ConcurrentHashMap<>();
        core.faults().on("accept", Fault.status(599).when(call -> {
            accepted.putIfAbsent(Json.createReader(new java.io.StringReader(call.text())).readObject().getJsonObject("json").getString("eventId"), System.nanoTime());
            return false;
        }));
        Map<CoreEvent, Long> announced = new ConcurrentHashMap<>();
        List<CoreEvent> births = IntStream.range(0, MANY).mapToObj(i -> core.declareBirth()).toList();
        births.parallelStream().forEach(birth -> {
            announced.put(birth, System.nanoTime());
            assertThat(core.register(birth).status()).isEqualTo(202);
        });
        births.forEach(this::awaitIdentified);
        births.forEach(birth -> assertThat(Duration.ofNanos(accepted.get(birth.id()) - announced.get(birth))).as("from trigger to accept").isGreaterThanOrEqualTo(ACCEPT_DELAY));
    }

    @Test
    void whatSomebodyElseAcceptedIsLeftAsItIs() {
        CoreEvent birth = birthWithoutCredential();
        String action = birth.pendingActionId();
        core.decideElsewhere(birth, action, "Accepted", "ELSEWHERE" + birth.trackingId());
        mosip.issue(bench.rid(birth)).join();
        awaitEnd(birth, action, "ACCEPTED_ELSEWHERE");
        assertThat(core.ledger().registrationNumber(birth)).contains("ELSEWHERE" + birth.trackingId());
        assertThat(core.ledger().acceptedRegisters(birth)).isEqualTo(1);
        assertThat(bench.childNid(birth)).isEmpty();
        bench.store().query("SELECT COUNT(*) FROM attention WHERE kind = 'DIFFERENT_NUMBER' AND event_id = '" + birth.id() + "'").ifPresent(n -> assertThat(n).isEqualTo("1"));
    }

    @Test
    void whatSomebodyElseRejectedIsLeftAsItIs() {
        CoreEvent birth = birthWithoutCredential();
        String action = birth.pendingActionId();
        core.decideElsewhere(birth, action, "Rejected", null);
        mosip.issue(bench.rid(birth)).join();
        awaitEnd(birth, action, "REJECTED_ELSEWHERE");
        assertThat(core.ledger().acceptedRegisters(birth)).isZero();
        assertThat(core.ledger().rejectedRegisters(birth)).isEqualTo(1);
    }

    @Test
    void somebodyElsesAcceptAtTheSameMomentEndsTheActionOnce() {
        CoreEvent birth = birthWithoutCredential();
        String action = birth.pendingActionId();
        whileCoreWrites(birth, () -> core.decideElsewhere(birth, action, "Accepted", "ELSEWHERE" + birth.trackingId()));
        mosip.issue(bench.rid(birth)).join();
        awaitEnd(birth, action, "ACCEPTED_ELSEWHERE");
    }

    @Test
    void somebodyElsesRejectAtTheSameMomentEndsTheActionOnce() {
        CoreEvent birth = birthWithoutCredential();
        String action = birth.pendingActionId();
        whileCoreWrites(birth, () -> core.decideElsewhere(birth, action, "Rejected", null));
        mosip.issue(bench.rid(birth)).join();
        awaitEnd(birth, action, "ACCEPTED");
        assertThat(core.ledger().acceptedRegisters(birth)).isEqualTo(1);
    }

    /** Between Core's look at the event and its writing, where it holds no lock. */
    private void whileCoreWrites(CoreEvent birth, Runnable somebodyElse) {
        core.raceMillis(600);
        core.faults().on("accept", Fault.status(599).when(call -> {
            if (call.text().contains(birth.id())) {
                CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS).execute(somebodyElse);
            }
            return false;
        }));
    }

    @Test
    void aSecondActionWithTheSameFieldsTakesOverThePacketThatIsOpen() {
        CoreEvent birth = birthWithoutCredential();
        String first = rejectedElsewhere(birth);
        assertThat(core.register(birth).status()).isEqualTo(202);
        String second = birth.pendingActionId();
        // The first is told of its end when the second is through: the peers' ledger would take them for two calls at once.
        core.faults().on("accept", Fault.slow(2_000).when(call -> call.text().contains(first)));
        mosip.issue(bench.rid(birth)).join();
        bench.awaitRegistered(birth);
        assertThat(birth.actions()).filteredOn(a -> "Accepted".equals(a.getString("status")) && second.equals(a.getString("originalActionId", ""))).hasSize(1);
        assertThat(bench.rids(birth)).hasSize(1);
        String rid = bench.rid(birth);
        assertThat(mosip.ledger().packetCalls(rid)).isEqualTo(1);
        assertThat(mosip.ledger().workflowCalls(rid)).isEqualTo(1);
        assertThat(bench.childNid(birth)).contains(mosip.credentials().vid(rid));
        ended(first, "REJECTED_ELSEWHERE");
        ended(second, "ACCEPTED");
    }

    @Test
    void aSecondActionWithOtherFieldsWaitsForAHumanWhileThePacketIsOpen() {
        CoreEvent birth = birthWithoutCredential();
        String first = rejectedElsewhere(birth);
        long before = parked("EARLIER_PACKET_OPEN");
        JsonObject name = Json.createObjectBuilder().add("firstname", "Chikondi").add("surname", "Harbour-Renamed").build();
        JsonObject changed = Json.createObjectBuilder().add("declaration", Json.createObjectBuilder().add("child.name", name)).build();
        assertThat(core.trigger(birth, "REGISTER", changed).status()).isEqualTo(202);
        String second = birth.pendingActionId();
        Await.until("the second action is parked", Bench.SOON, () -> parked("EARLIER_PACKET_OPEN") > before);
        mosip.issue(bench.rid(birth)).join();
        ended(first, "REJECTED_ELSEWHERE");
        Await.never("an accept of a parked action", A_WHILE, () -> core.ledger().acceptedRegisters(birth) > 0);
        assertThat(bench.rids(birth)).hasSize(1);
        bench.store().query("SELECT state || ' ' || park_cause FROM pending_action WHERE action_id = '" + second + "'")
                .ifPresent(state -> assertThat(state).isEqualTo("PARKED EARLIER_PACKET_OPEN"));
    }

    private String rejectedElsewhere(CoreEvent birth) {
        String action = birth.pendingActionId();
        core.decideElsewhere(birth, action, "Rejected", null);
        return action;
    }

    private long parked(String cause) {
        return bench.server().log().lines().filter(line -> line.contains("CB122") && line.contains("(" + cause + ")")).count();
    }

    private CoreEvent birthWithoutCredential() {
        mosip.hub().mischief().lose(1);
        CoreEvent birth = heldBirth();
        awaitLostCredential(birth);
        String rid = bench.rid(birth);
        Await.until("the workflow is started", Bench.SOON, () -> mosip.ledger().workflowIds().contains(rid));
        return birth;
    }

    /** One call, after which nothing more comes. */
    private void awaitEnd(CoreEvent birth, String action, String state) {
        Await.until("our accept", Bench.SOON, () -> core.ledger().acceptCalls(birth) == 1);
        Await.never("another accept", A_WHILE, () -> core.ledger().acceptCalls(birth) > 1);
        ended(action, state);
    }

    private void ended(String action, String state) {
        String sql = "SELECT state FROM pending_action WHERE action_id = '" + action + "' AND token IS NULL AND document IS NULL";
        if (bench.store().query(sql).isPresent() || bench.store().query("SELECT 1").isPresent()) {
            Await.until("the action " + action + " is " + state, Bench.SOON, () -> bench.store().query(sql).filter(state::equals).isPresent());
        }
    }
}

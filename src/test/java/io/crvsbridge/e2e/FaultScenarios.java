package io.crvsbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.simulators.Call;
import io.crvsbridge.simulators.CoreEvent;
import io.crvsbridge.simulators.Fault;
import io.crvsbridge.simulators.MosipSimulator;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Peers on bad days: everything heals, with the same RID and the same accept. */
abstract class FaultScenarios extends Scenarios {

    FaultScenarios(Benches which) {
        super(which);
    }

    static Stream<Arguments> mosipFaults() {
        return Stream.of(
                fault("createPacket fails silently twice", 3, m -> m.packets().failSilently(2)),
                fault("createPacket answers 500", 2, m -> m.faults().on("packet", Fault.status(500).once())),
                fault("createPacket is reset", 2, m -> m.faults().on("packet", Fault.reset().once())),
                fault("createPacket is served and its answer lost", 2, m -> m.faults().on("packet", Fault.dropsAnswer().once())),
                fault("createPacket answers a page of HTML", 2, m -> m.faults().on("packet", Fault.html().once())),
                fault("the workflow answers a bare string", 1, m -> m.workflow().answerNextWithBareString()),
                fault("the workflow is started and its answer lost", 1, m -> m.faults().on("workflow", Fault.dropsAnswer().once())),
                fault("the workflow answers 500", 1, m -> m.faults().on("workflow", Fault.status(500).once())),
                fault("the login answers 500", 1, FaultScenarios::loginFailsOnce),
                fault("every token was revoked", 1, m -> m.auth().revokeAll()));
    }

    private static Arguments fault(String what, int packetCalls, Consumer<MosipSimulator> fault) {
        return Arguments.of(what, packetCalls, fault);
    }

    private static void loginFailsOnce(MosipSimulator mosip) {
        mosip.auth().revokeAll();
        mosip.faults().on("auth", Fault.status(500).once());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mosipFaults")
    void aBirthOutlastsMosipsFaults(String what, int packetCalls, Consumer<MosipSimulator> fault) {
        fault.accept(mosip);
        CoreEvent birth = heldBirth();
        awaitIdentified(birth);
        assertThat(mosip.ledger().packetCalls(bench.rid(birth))).isLessThanOrEqualTo(packetCalls);
    }

    @Test
    void aBirthOutlastsAMosipThatIsAway() {
        mosip.down();
        CoreEvent birth = heldBirth();
        Await.never("an answer of MOSIP", Duration.ofSeconds(2), () -> !bench.rids(birth).isEmpty());
        mosip.up();
        awaitIdentified(birth);
    }

    @Test
    void coresErrorsAreOutlastedWithTheSameAccept() {
        CoreEvent birth = registering(event -> core.faults().on("accept", Fault.status(500).times(2).when(about(event))));
        awaitIdentified(birth);
    }

    @Test
    void anAcceptWhoseAnswerWasLostIsRepeatedAndCountsOnce() {
        CoreEvent birth = registering(event -> core.faults().on("accept", Fault.dropsAnswer().once().when(about(event))));
        awaitIdentified(birth);
        Await.until("the repeated accept", Bench.SOON, () -> core.ledger().acceptCalls(birth) == 2);
        assertThat(core.ledger().acceptedRegisters(birth)).isEqualTo(1);
        assertThat(core.ledger().transactionIds(birth)).hasSize(1);
    }

    @Test
    void aCoreThatIsAwayIsWaitedFor() {
        mosip.hub().mischief().lose(1);
        CoreEvent birth = heldBirth();
        String rid = awaitLostCredential(birth);
        core.down();
        mosip.issue(rid).join();
        Await.never("an accept", Duration.ofSeconds(2), () -> core.ledger().acceptCalls(birth) > 0);
        core.up();
        awaitIdentified(birth);
    }

    @Test
    void aRefusedTokenWithoutASystemClientParksTheAction() {
        int before = core.calls("accept");
        CoreEvent birth = registering(event -> core.faults().on("accept", Fault.status(401, "application/json", "{\"message\":\"Missing authentication\"}").when(about(event))));
        Await.until("the refused accept", Bench.SOON, () -> core.calls("accept") > before);
        Await.never("another accept", Duration.ofSeconds(4), () -> core.calls("accept") > before + 1);
        core.faults().clear();
        Await.never("an accept of a parked action", Duration.ofSeconds(3), () -> core.ledger().acceptCalls(birth) > 0);
        assertThat(core.ledger().acceptedRegisters(birth)).isZero();
        String action = birth.pendingActionId();
        bench.store().query("SELECT state || ' ' || park_cause FROM pending_action WHERE action_id = '" + action + "'")
                .ifPresent(state -> assertThat(state).isEqualTo("PARKED TOKEN_ENDED"));
    }

    private CoreEvent registering(Consumer<CoreEvent> before) {
        CoreEvent birth = core.declareBirth();
        before.accept(birth);
        assertThat(core.register(birth).status()).isEqualTo(202);
        return birth;
    }

    private static Predicate<Call> about(CoreEvent event) {
        return call -> call.text().contains(event.id());
    }
}

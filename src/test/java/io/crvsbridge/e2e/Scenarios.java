package io.crvsbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.simulators.CoreEvent;
import io.crvsbridge.simulators.CoreSimulator;
import io.crvsbridge.simulators.MosipSimulator;
import io.crvsbridge.simulators.TriggerAnswer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What every suite on a shared bench has in common: calm peers before each test, and peers without complaints after it. */
abstract class Scenarios {

    private final Benches which;
    Bench bench;
    CoreSimulator core;
    MosipSimulator mosip;

    Scenarios(Benches which) {
        this.which = which;
    }

    @BeforeEach
    final void takeTheBench() {
        bench = which.bench();
        core = bench.core();
        mosip = bench.mosip();
    }

    /** What must never happen, whatever the test was about. */
    @AfterEach
    final void peersHaveNoComplaints() {
        if (bench == null) {
            return;
        }
        bench.calm();
        assertThat(core.ledger().earlyAccepts()).as("accepts before the trigger was answered").isEmpty();
        assertThat(core.ledger().parallelCalls()).as("parallel calls for one event").isEmpty();
        assertThat(core.ledger().poisoned()).as("records with fields that no form declares").isEmpty();
        assertThat(mosip.ledger().violations()).as("what MOSIP complains of").isEmpty();
        assertThat(mosip.ledger().droppedFields()).as("fields that MOSIP dropped").isEmpty();
    }

    /** A birth that waits for its identity; the trigger has been answered 202. */
    CoreEvent heldBirth() {
        CoreEvent birth = core.declareBirth();
        TriggerAnswer answer = core.register(birth);
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        return birth;
    }

    /** Waits for the end of a birth, and sees that it is the right one. */
    void awaitIdentified(CoreEvent birth) {
        bench.awaitRegistered(birth);
        assertThat(core.ledger().acceptedRegisters(birth)).isEqualTo(1);
        assertThat(bench.rids(birth)).as("RIDs of the record").hasSize(1);
        String rid = bench.rids(birth).get(0);
        assertThat(bench.childNid(birth)).contains(mosip.credentials().vid(rid));
        assertThat(core.ledger().registrationNumber(birth)).get().asString().matches("[0-9A-Z]{12}");
        assertThat(core.ledger().registrationNumber(birth)).isEqualTo(mosip.ledger().packet(rid).orElseThrow().field("birthCertificateNumber"));
        assertThat(mosip.ledger().workflowIds()).contains(rid);
        assertThat(core.ledger().transactionIds(birth)).as("transaction ids of the accepts").hasSize(1);
    }

    /** Waits until the event that a workflow issued has been lost. */
    String awaitLostCredential(CoreEvent birth) {
        String rid = bench.rid(birth);
        Await.until("the hub has lost the credential", Bench.SOON, () -> mosip.ledger().deliveries(rid).stream().anyMatch(d -> d.lost()));
        return rid;
    }
}

package io.crvsbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.simulators.CoreEvent;
import io.crvsbridge.simulators.Fault;
import io.crvsbridge.simulators.Peers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a server that ends in good order leaves to the next one. */
abstract class RestartScenarios extends Scenarios {

    RestartScenarios(Benches which) {
        super(which);
    }

    @Test
    void birthsGoOnAfterAnOrderlyRestart() {
        mosip.hub().mischief().lose(1);
        CoreEvent submitted = heldBirth();
        String rid = awaitLostCredential(submitted);
        mosip.faults().on("packet", Fault.status(503));
        CoreEvent received = heldBirth();

        assertThat(bench.server().stop()).as("exit status after SIGTERM").isIn(0, 143);
        mosip.faults().clear();
        bench.server().start();
        mosip.issue(rid);
        awaitIdentified(submitted);
        awaitIdentified(received);
        assertThat(mosip.ledger().packetCalls(rid)).isEqualTo(1);
        assertThat(mosip.ledger().workflowCalls(rid)).isEqualTo(1);
    }

    @Test
    void aHubThatIsAwayAtTheStartIsFoundLater() {
        bench.server().stop();
        mosip.hub().forgetSubscriptions();
        mosip.down();
        bench.server().start();
        CoreEvent birth = heldBirth();
        Await.never("a packet", Duration.ofSeconds(1), () -> !bench.rids(birth).isEmpty());
        // What is published before there is a subscription is never seen, so MOSIP's packets come back last.
        mosip.faults().on("packet", Fault.status(503));
        mosip.up();
        bench.awaitSubscribed();
        mosip.faults().clear();
        awaitIdentified(birth);
    }

    /** It is said at once what is missing, and the action goes on by itself when it is there. */
    @Test
    void aBirthThatCameBeforeMosipWasSetUpGoesOnOnceItIs() {
        bench.server().stop();
        bench.server().set("MOSIP_CENTER_ID", null);
        CoreEvent birth;
        try {
            bench.server().start();
            birth = heldBirth();
            Await.never("a packet", Duration.ofSeconds(4), () -> !bench.rids(birth).isEmpty());
            assertThat(bench.history(core.token(birth).sign()).toString()).contains("NOT_SET_UP").contains("MOSIP_CENTER_ID");
            assertThat(bench.server().log()).doesNotContain("CB301");
        } finally {
            bench.server().set("MOSIP_CENTER_ID", Peers.CENTRE);
            bench.server().stop();
            bench.server().start();
        }
        awaitIdentified(birth);
    }
}

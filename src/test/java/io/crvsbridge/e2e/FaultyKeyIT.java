package io.crvsbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.simulators.CoreEvent;
import io.crvsbridge.simulators.Fault;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Sometimes something else than a key stands where Core publishes its key. The server looks there again at most once a minute, when a signature does not fit. */
class FaultyKeyIT extends Scenarios {

    static final Duration A_REFETCH_LATER = Duration.ofSeconds(75);

    FaultyKeyIT() {
        super(Benches.H2);
    }

    @Test
    void whatIsNoKeyNeverReplacesAGoodOne() {
        awaitIdentified(heldBirth());
        core.faults().on("keys", Fault.html().times(1)).on("keys", Fault.status(500));
        int before = core.calls("keys");
        CoreEvent birth = core.declareBirth();
        core.request(birth, "REGISTER", jakarta.json.JsonValue.EMPTY_JSON_OBJECT);
        Await.until("the server asks for Core's key again", A_REFETCH_LATER, () -> {
            int status = bench.send(bench.trigger(birth, core.token(birth).signedBy(TokenScenarios.newKeys()).sign())).statusCode();
            assertThat(status).isEqualTo(401);
            return core.calls("keys") > before;
        });
        assertThat(core.triggerPending(birth).status()).isEqualTo(202);
        awaitIdentified(birth);
        assertThat(bench.server().log()).contains("CB102");
    }
}

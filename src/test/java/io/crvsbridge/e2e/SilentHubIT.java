package io.crvsbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.simulators.CoreEvent;
import io.crvsbridge.simulators.MosipLedger.Outcome;
import jakarta.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A hub that takes every request and never comes back with one of its own. */
@Tag("long")
class SilentHubIT {

    private final Bench bench = Bench.prepared("silent-hub", Store.h2());

    @AfterEach
    void end() {
        bench.close();
    }

    @Test
    void withAHubThatNeverCallsBackNothingIsStuckWithoutAReason() {
        bench.mosip().hub().neverVerify(true);
        bench.mosip().workflow().externalStatus(true);
        bench.server().set(Map.of("IDENTITY_INQUIRE_EVERY", "2s", "IDENTITY_CREDENTIAL_WAIT", "1s", "IDENTITY_CREDENTIAL_REQUESTS", "2"));
        bench.server().start();

        bench.mosip().workflow().outcome(Outcome.REJECTED);
        CoreEvent bad = bench.core().declareBirth();
        assertThat(bench.core().register(bad).status()).isEqualTo(202);
        Await.until("the bad end is found by asking", Bench.SOON, () -> bench.core().ledger().rejectedRegisters(bad) == 1);

        bench.mosip().workflow().clearOutcomes();
        CoreEvent good = bench.core().declareBirth();
        assertThat(bench.core().register(good).status()).isEqualTo(202);
        String token = bench.core().token(good).sign();
        Await.until("the good end is known, and its credential missed", Bench.SOON, () -> bench.history(token).getString("cause", "").equals("CREDENTIAL_MISSING"));
        JsonObject history = bench.history(token);
        assertThat(history.getString("state")).isEqualTo("PARKED");

        bench.mosip().hub().neverVerify(false);
        bench.server().restart();
        bench.awaitSubscribed();
        bench.mosip().issue(bench.rid(good));
        bench.awaitRegistered(good);
        assertThat(bench.core().ledger().acceptedRegisters(good)).isEqualTo(1);
    }
}

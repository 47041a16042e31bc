package io.crvsbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.simulators.CoreEvent;
import io.crvsbridge.simulators.Declaration;
import io.crvsbridge.simulators.Fault;
import io.crvsbridge.simulators.MosipSimulator;
import jakarta.json.JsonValue;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The clock of the server's machine leaps by an hour, and nothing is lost, ended early, or kept waiting for the hour. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ClockLeapScenarios {

    private static final Duration HOUR = Duration.ofHours(1);
    /** Longer than any wait of the first minutes, and far from an hour. */
    private static final Duration SOON = Duration.ofSeconds(90);

    private final Bench bench;
    private final ClockLeap clock;

    ClockLeapScenarios(String name, java.util.function.Supplier<Store> store) {
        this.clock = ClockLeap.orSkip(name);
        this.bench = Bench.prepared("clock-" + name, store.get());
        clock.prepare(bench.server());
        bench.server().set("WEBSUB_RESUBSCRIBE_EVERY", "2s");
        bench.server().start();
        bench.awaitSubscribed();
    }

    @AfterAll
    void stop() {
        bench.close();
    }

    @Test
    void aClockSetForwardAndTwiceBackByAnHourNeitherLosesNorEndsNorDelays() {
        across(HOUR);
        across(Duration.ZERO);
        across(HOUR.negated());
        assertThat(bench.server().log()).doesNotContain("CB122", "CB301");
        assertThat(bench.core().ledger().earlyAccepts()).isEmpty();
        assertThat(bench.core().ledger().parallelCalls()).isEmpty();
        assertThat(bench.mosip().ledger().violations()).isEmpty();
    }

    /** One birth in every state across the leap, and one that comes after it. */
    private void across(Duration to) {
        bench.mosip().hub().mischief().lose(1);
        CoreEvent submitted = held();
        String rid = bench.rid(submitted);
        Await.until("the credential is lost", SOON, () -> bench.mosip().ledger().deliveries(rid).stream().anyMatch(d -> d.lost()));
        CoreEvent failing = bench.core().declareBirth();
        Fault away = Fault.status(503).when(FaultWave.about(failing));
        bench.mosip().faults().on("packet", away);
        assertThat(bench.core().register(failing).status()).isEqualTo(202);
        Await.until("calls that fail", SOON, () -> away.strikes().size() > 2);
        CoreEvent unheard = bench.core().declare(Declaration.birth().mother("failed"));
        bench.core().request(unheard, "REGISTER", JsonValue.EMPTY_JSON_OBJECT);
        assertThat(bench.send(bench.trigger(unheard, bench.core().token(unheard).sign())).statusCode()).isEqualTo(200);

        clock.to(to);

        CoreEvent fresh = held();
        away.lift();
        int asked = bench.mosip().calls("hub");
        bench.mosip().issue(rid);
        for (CoreEvent birth : java.util.List.of(fresh, failing, submitted, unheard)) {
            Await.until("the end of " + birth.trackingId() + " after the clock went to " + to, SOON, () -> bench.core().ledger().acceptedRegisters(birth) == 1);
            assertThat(bench.rids(birth)).hasSizeLessThanOrEqualTo(1);
            assertThat(bench.core().ledger().transactionIds(birth)).hasSize(1);
        }
        Await.until("the hub is asked again", SOON, () -> bench.mosip().calls("hub") > asked + 1);
        assertThat(bench.mosip().hub().isSubscribed(MosipSimulator.TOPIC)).isTrue();
    }

    /** A connection kept from before the leap may be closed by the platform under the request; then Core's user tries again. */
    private CoreEvent held() {
        CoreEvent birth = bench.core().declareBirth();
        int status = bench.core().register(birth).status();
        assertThat(status == 0 ? bench.core().triggerPending(birth).status() : status).isEqualTo(202);
        return birth;
    }
}

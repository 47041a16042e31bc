package io.crvsbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.simulators.CoreEvent;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A queue that takes everything and brings nothing, as one whose engine has broken down. */
@Tag("long")
class DeadQueueIT {

    private static final String LISTENER = "crvs-bridge#crvs-bridge.war#WorkListener";
    private static final Duration NOTICED = Duration.ofSeconds(60);

    private final Bench bench = Bench.started("dead-queue", Store.h2());

    @AfterEach
    void end() {
        bench.close();
    }

    @Test
    void whatTheQueueDoesNotBringIsWorkedOnWithoutIt() {
        bench.server().endpoint("pause", LISTENER);
        List<CoreEvent> births = IntStream.range(0, 20).mapToObj(i -> bench.core().declareBirth()).toList();
        births.forEach(birth -> assertThat(bench.core().register(birth).status()).isEqualTo(202));
        Await.until("every birth is registered without the queue", NOTICED, () -> births.stream().allMatch(birth -> bench.core().ledger().acceptedRegisters(birth) == 1));
        assertThat(bench.server().log()).contains("CB305");
        assertThat(births).allMatch(birth -> bench.rids(birth).size() == 1);
        assertThat(bench.core().ledger().parallelCalls()).isEmpty();
        assertThat(bench.mosip().ledger().violations()).isEmpty();

        bench.server().endpoint("resume", LISTENER);
        CoreEvent birth = bench.core().declareBirth();
        assertThat(bench.core().register(birth).status()).isEqualTo(202);
        bench.awaitRegistered(birth);
        Await.until("the queue is used again", NOTICED, () -> bench.server().log().contains("The queue brings nudges again"));
    }
}

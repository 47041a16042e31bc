package io.crvsbridge.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RushTest {

    private final Rush rush = new Rush(2);

    @Test
    void workersGoOnWhileCallersAreFew() {
        enter(2);
        assertThat(stepBack()).isLessThan(Duration.ofMillis(500));
    }

    @Test
    void workersStepBackForAMomentWhileCallersCrowdIn() {
        enter(3);
        assertThat(stepBack()).isGreaterThanOrEqualTo(Duration.ofMillis(900));
    }

    @Test
    void workersGoOnAsSoonAsTheCrowdIsGone() throws Exception {
        enter(3);
        CompletableFuture<Void> worker = CompletableFuture.runAsync(rush::stepBack);
        rush.leave();
        worker.get(900, TimeUnit.MILLISECONDS);
    }

    private void enter(int callers) {
        for (int i = 0; i < callers; i++) {
            rush.enter();
        }
    }

    private Duration stepBack() {
        long start = System.nanoTime();
        rush.stepBack();
        return Duration.ofNanos(System.nanoTime() - start);
    }
}

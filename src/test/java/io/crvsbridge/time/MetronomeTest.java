package io.crvsbridge.time;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.concurrent.ManagedThreadFactory;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetronomeTest {

    private final Metronome metronome = new Metronome();

    @AfterEach
    void stop() {
        metronome.stop();
    }

    @Test
    void whatAJobThrowsIsNotTheEndOfIt() throws InterruptedException {
        metronome.threads = new Threads();
        CountDownLatch turns = new CountDownLatch(4);
        metronome.every(Duration.ofMillis(5), () -> {
            turns.countDown();
            if (turns.getCount() == 3) {
                throw new OutOfMemoryError("made up");
            }
            if (turns.getCount() == 2) {
                throw new IllegalStateException("made up");
            }
        });
        assertThat(turns.await(10, TimeUnit.SECONDS)).as("four turns").isTrue();
    }

    private static final class Threads implements ManagedThreadFactory {

        @Override
        public Thread newThread(Runnable task) {
            return new Thread(task);
        }

        @Override
        public ForkJoinWorkerThread newThread(ForkJoinPool pool) {
            throw new UnsupportedOperationException();
        }
    }
}

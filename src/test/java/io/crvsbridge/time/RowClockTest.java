package io.crvsbridge.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.kernel.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RowClockTest {

    private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");

    private final SettableClock machine = new SettableClock(START);
    private final SettableClock database = new SettableClock(START.plusSeconds(5));
    private final AtomicLong nanos = new AtomicLong();
    private final RowClock rows = new RowClock(machine, database::instant, nanos::get);

    private void pass(Duration time) {
        machine.advance(time);
        database.advance(time);
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void beforeTheFirstReadingItIsTheMachinesClock() {
        assertThat(rows.instant()).isEqualTo(START);
    }

    @Test
    void betweenReadingsItCountsOnFromTheDatabasesTime() {
        rows.read();
        pass(Duration.ofMillis(700));
        assertThat(rows.instant()).isEqualTo(START.plusSeconds(5).plusMillis(700));
    }

    @Test
    void theMachinesClockMayLeapWithoutAnyEffect() {
        rows.read();
        machine.advance(Duration.ofHours(1));
        assertThat(rows.instant()).isEqualTo(START.plusSeconds(5));
        machine.advance(Duration.ofHours(-2));
        assertThat(rows.instant()).isEqualTo(START.plusSeconds(5));
        assertThat(rows.read()).isZero();
    }

    @Test
    void aDatabaseSetBackTellsByHowMuchOnce() {
        rows.read();
        database.advance(Duration.ofHours(-1));
        pass(Duration.ofSeconds(1));
        assertThat(rows.read()).isEqualTo(Duration.ofHours(1));
        assertThat(rows.instant()).isEqualTo(database.instant());
        pass(Duration.ofSeconds(1));
        assertThat(rows.read()).isZero();
    }

    @Test
    void aDatabaseSetForwardOrDrawnALittleBackIsNoLeapBack() {
        rows.read();
        database.advance(Duration.ofHours(1));
        assertThat(rows.read()).isZero();
        database.advance(Duration.ofSeconds(-9));
        assertThat(rows.read()).isZero();
        assertThat(rows.instant()).isEqualTo(database.instant());
    }
}

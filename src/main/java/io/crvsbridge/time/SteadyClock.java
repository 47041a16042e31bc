package io.crvsbridge.time;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Counts on from the time at which the server started, whatever becomes of the machine's clock. For waits within this process; says nothing to others. */
@Singleton
@Typed(SteadyClock.class)
public class SteadyClock extends Clock {

    private final Instant start;
    private final long startNanos = System.nanoTime();

    @Inject
    public SteadyClock(Clock clock) {
        this.start = clock.instant();
    }

    @Override
    public Instant instant() {
        return start.plusNanos(System.nanoTime() - startNanos);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("Instants only");
    }
}

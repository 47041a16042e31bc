package io.crvsbridge.time;

import io.crvsbridge.database.Transactions;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The database's clock as this server knows it: read once a second, counted on in between. Whether work is due is judged by the database, so when it is
 * due is said in the database's time; a server whose own clock is wrong, or is set anew, then delays and hastens nothing. Never ahead of the database, so that
 * what is due now is due there, too. Until the first reading it is the machine's clock.
 */
@Singleton
@Typed(RowClock.class)
public class RowClock extends Clock {

    /** Less than this is no leap but a slow answer, or a clock that is being drawn to the right time. */
    private static final Duration LEAP = Duration.ofSeconds(10);

    @PersistenceContext(unitName = "bridge")
    EntityManager em;

    private final Clock machine;
    private final Supplier<Instant> database;
    private final LongSupplier nanos;
    private volatile Reading last;

    private record Reading(Instant database, long nanos) {}

    @Inject
    RowClock(Clock machine, Transactions transactions) {
        this.machine = machine;
        this.nanos = System::nanoTime;
        this.database = () -> transactions.call(() -> instant(em.createNativeQuery("SELECT LOCALTIMESTAMP").getSingleResult()));
    }

    RowClock(Clock machine, Supplier<Instant> database, LongSupplier nanos) {
        this.machine = machine;
        this.database = database;
        this.nanos = nanos;
    }

    /**
     * Reads the database's clock.
     *
     * @return by how much it was set back since the reading before; zero when it was not
     */
    public Duration read() {
        Reading before = last;
        Instant now = database.get();
        Reading reading = new Reading(now, nanos.getAsLong());
        last = reading;
        Duration back = before == null ? Duration.ZERO : Duration.between(now, at(before, reading.nanos()));
        return back.compareTo(LEAP) > 0 ? back : Duration.ZERO;
    }

    @Override
    public Instant instant() {
        Reading reading = last;
        return reading == null ? machine.instant() : at(reading, nanos.getAsLong());
    }

    private static Instant at(Reading reading, long nanos) {
        return reading.database().plusNanos(nanos - reading.nanos());
    }

    private static Instant instant(Object found) {
        LocalDateTime local = found instanceof Timestamp timestamp ? timestamp.toLocalDateTime() : (LocalDateTime) found;
        return local.toInstant(ZoneOffset.UTC);
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

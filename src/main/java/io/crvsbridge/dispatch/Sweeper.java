package io.crvsbridge.dispatch;

import io.crvsbridge.journal.Journal;
import io.crvsbridge.database.DatabaseWatch;
import io.crvsbridge.time.Metronome;
import io.crvsbridge.time.RowClock;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Every second: looks whether a database that was away is back, replays the journal, and nudges the rows that are due, whose nudge was lost or whose worker died. Losing every message of the queue costs only time. */
@Singleton
@Startup
@jakarta.ejb.DependsOn("Startup")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class Sweeper {

    private static final Logger LOG = Logger.getLogger(Sweeper.class.getName());
    private static final Duration EVERY = Duration.ofSeconds(1);

    @Inject
    Metronome metronome;

    @Inject
    RowClock clock;

    @Inject
    Worklists worklists;

    @Inject
    ErasureJob erasures;

    @Inject
    Journal journal;

    @Inject
    DatabaseWatch database;

    private final AtomicBoolean sweeping = new AtomicBoolean();
    private final AtomicBoolean failing = new AtomicBoolean();

    @PostConstruct
    void start() {
        try {
            clock.read();
        } catch (RuntimeException e) {
            LOG.log(Level.FINE, "The database's clock is read at the first sweep", e);
        }
        metronome.every(EVERY, this::sweep);
    }

    void sweep() {
        if (!sweeping.compareAndSet(false, true)) {
            return;
        }
        try {
            if (!database.away() || database.look()) {
                worklists.clockSetBack(clock.read());
                worklists.sweep();
                erasures.run();
                journal.replay();
                failing.set(false);
            }
        } catch (RuntimeException e) {
            if (!database.lost(e) && failing.compareAndSet(false, true)) {
                LOG.log(Level.WARNING, e, () -> "CB302 The sweep failed; it is tried again every second");
            }
        } finally {
            sweeping.set(false);
        }
    }
}

package io.crvsbridge.dispatch;

import io.crvsbridge.journal.Journal;
import io.crvsbridge.kernel.DatabaseWatch;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
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
    private static final long EVERY_MILLIS = 1000;

    @Resource
    TimerService timers;

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
        timers.createIntervalTimer(EVERY_MILLIS, EVERY_MILLIS, new TimerConfig("sweep", false));
    }

    @Timeout
    void sweep() {
        if (!sweeping.compareAndSet(false, true)) {
            return;
        }
        try {
            if (!database.away() || database.look()) {
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

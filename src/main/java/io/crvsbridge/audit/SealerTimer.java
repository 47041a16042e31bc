package io.crvsbridge.audit;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Logger;

/** Lets the sealer run every two seconds. */
@Singleton
@Startup
@DependsOn("Startup")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class SealerTimer {

    private static final Logger LOG = Logger.getLogger(SealerTimer.class.getName());
    private static final long EVERY_MILLIS = 2000;

    @Resource
    TimerService timers;

    @Inject
    AuditSealer sealer;

    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicBoolean failing = new AtomicBoolean();

    @PostConstruct
    void start() {
        timers.createIntervalTimer(EVERY_MILLIS, EVERY_MILLIS, new TimerConfig("seal", false));
    }

    @Timeout
    void seal() {
        if (!running.compareAndSet(false, true)) {
            return;
        }
        try {
            sealer.seal();
            failing.set(false);
        } catch (RuntimeException e) {
            if (failing.compareAndSet(false, true)) {
                LOG.warning(() -> "CB020 The audit trail could not be chained (" + e.getClass().getSimpleName() + "); tried again every two seconds, nothing is lost");
            }
        } finally {
            running.set(false);
        }
    }
}

package io.crvsbridge.audit;

import io.crvsbridge.time.Metronome;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.Duration;
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
    private static final Duration EVERY = Duration.ofSeconds(2);

    @Inject
    Metronome metronome;

    @Inject
    AuditSealer sealer;

    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicBoolean failing = new AtomicBoolean();

    @PostConstruct
    void start() {
        metronome.every(EVERY, this::seal);
    }

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

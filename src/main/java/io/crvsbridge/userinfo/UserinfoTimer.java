package io.crvsbridge.userinfo;

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

/** Erases userinfo whose time is over. */
@Singleton
@Startup
@DependsOn("Startup")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class UserinfoTimer {

    private static final Logger LOG = Logger.getLogger(UserinfoTimer.class.getName());
    private static final Duration EVERY = Duration.ofSeconds(5);

    @Inject
    Metronome metronome;

    @Inject
    SignedUserinfo userinfo;

    private final AtomicBoolean failing = new AtomicBoolean();

    @PostConstruct
    void start() {
        metronome.every(EVERY, this::sweep);
    }

    void sweep() {
        try {
            userinfo.eraseDue();
            failing.set(false);
        } catch (RuntimeException e) {
            if (failing.compareAndSet(false, true)) {
                LOG.warning(() -> "CB257 Signed userinfo whose time is over could not be erased (" + e.getClass().getSimpleName() + "); tried again every five seconds");
            }
        }
    }
}

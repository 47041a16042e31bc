package io.crvsbridge.dispatch;

import io.crvsbridge.kernel.ServerSettings;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Workers for a while in which the queue brings nothing: a messaging engine that has broken down must not keep anything from its end. */
@Singleton
class Substitutes {

    private static final Logger LOG = Logger.getLogger(Substitutes.class.getName());

    @Resource
    ManagedExecutorService executor;

    private final Semaphore free;

    @Inject
    Substitutes(ServerSettings settings) {
        this.free = new Semaphore(settings.workers());
    }

    /** Has the work done, unless as many are at work as there are workers; what finds none is swept again. */
    void take(Runnable work) {
        if (!free.tryAcquire()) {
            return;
        }
        try {
            executor.execute(() -> done(work));
        } catch (RejectedExecutionException e) {
            free.release();
            LOG.log(Level.FINE, "No thread for work without the queue", e);
        }
    }

    private void done(Runnable work) {
        try {
            work.run();
        } finally {
            free.release();
        }
    }
}

package io.crvsbridge.time;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Lets a job run again and again, so long after it has ended. By elapsed time: the container's own timers reckon with the machine's clock, stand still for an
 * hour when it is set back by one, and make up for the hour at once when it is set forward.
 */
@Singleton
public class Metronome {

    private static final Logger LOG = Logger.getLogger(Metronome.class.getName());

    @Resource
    ManagedThreadFactory threads;

    private final List<ScheduledExecutorService> running = new CopyOnWriteArrayList<>();

    /** Starts a job; it has a thread of its own and never runs twice at a time. */
    public void every(Duration pause, Runnable job) {
        ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, threads);
        running.add(thread);
        thread.scheduleWithFixedDelay(() -> lasting(job), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What a job throws must not be the end of it, not even when the memory is short for a moment. */
    private static void lasting(Runnable job) {
        try {
            job.run();
        } catch (RuntimeException e) {
            LOG.log(Level.FINE, "A job that runs again and again threw", e);
        } catch (Error e) {
            LOG.log(Level.SEVERE, e, () -> "CB004 A job that runs again and again broke off (" + e.getClass().getSimpleName() + "); it goes on with its next turn");
        }
    }

    @PreDestroy
    void stop() {
        running.forEach(ScheduledExecutorService::shutdownNow);
    }
}

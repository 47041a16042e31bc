package io.crvsbridge.dispatch;

import io.crvsbridge.kernel.Nudge;
import jakarta.annotation.Resource;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Queue;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.logging.Logger;

/**
 * Puts ids on the queue, each at most once at a time. A nudge is sent after the commit that caused it, not persistent and outside any transaction: if it is lost, the sweeper
 * finds the row.
 */
@Singleton
public class Nudger {

    private static final Logger LOG = Logger.getLogger(Nudger.class.getName());
    /** A nudge that was not worked on for so long is taken for lost. */
    private static final Duration LOST_AFTER = Duration.ofSeconds(20);
    /** Longer than a call may take for which every worker waits. */
    private static final Duration STALLED_AFTER = Duration.ofSeconds(15);
    /** A longer queue would only take memory: what finds no room is swept later. */
    private static final int ROOM = 2000;

    @Resource(lookup = "jms/nudges")
    ConnectionFactory connections;

    @Resource(lookup = "jms/work")
    Queue queue;

    private final ConcurrentMap<Nudge, Long> queued = new ConcurrentHashMap<>();
    private volatile long lastTaken = System.nanoTime();
    private volatile long stalledAt;
    private volatile boolean stalled;
    /** What a worker's own work has nudged; nothing on other threads. */
    private final ThreadLocal<Deque<Nudge>> own = new ThreadLocal<>();

    /** Sends the nudge unless the same one is on the queue already, or the queue is long. What a worker causes it goes on with itself. */
    void nudge(@Observes Nudge nudge) {
        if (own.get() != null) {
            own.get().add(nudge);
        } else if (room() > 0 && queued.putIfAbsent(nudge, System.nanoTime()) == null) {
            send(nudge);
        }
    }

    private void send(Nudge nudge) {
        try (JMSContext context = connections.createContext(JMSContext.AUTO_ACKNOWLEDGE)) {
            context.createProducer().setDeliveryMode(DeliveryMode.NON_PERSISTENT).setDisableMessageTimestamp(true)
                    .send(queue, nudge.worklist() + ":" + nudge.id());
        } catch (JMSRuntimeException e) {
            queued.remove(nudge);
            LOG.fine(() -> "A nudge was not sent; the sweeper will find its row");
        }
    }

    /** A worker has taken the nudge: does the work, then what that work has nudged, which spares it the queue. */
    void work(Nudge taken, Consumer<Nudge> work) {
        Deque<Nudge> mine = new ArrayDeque<>();
        own.set(mine);
        try {
            for (Nudge next = taken; next != null; next = mine.poll()) {
                queued.remove(next);
                work.accept(next);
            }
        } finally {
            own.remove();
        }
    }

    /** The queue has brought something. */
    void taken() {
        lastTaken = System.nanoTime();
    }

    /** Whether the queue brings nothing: what was sent a while ago has not come, nor anything since. Asked by the sweeper alone. */
    boolean stalled() {
        long now = System.nanoTime();
        boolean unheard = queued.values().stream().anyMatch(sent -> now - sent > STALLED_AFTER.toNanos() && lastTaken - sent < 0);
        if (unheard && !stalled) {
            stalled = true;
            stalledAt = now;
            LOG.severe("CB305 The queue brings no nudges; what is due is worked on without it until it does, a second later than usual. Restart this server when it is convenient");
        } else if (stalled && lastTaken - stalledAt > 0) {
            stalled = false;
            LOG.info("The queue brings nudges again");
        }
        return stalled;
    }

    /** What the queue has lost may be sent again. */
    void forgetLost() {
        long past = System.nanoTime() - LOST_AFTER.toNanos();
        queued.values().removeIf(sent -> sent - past < 0);
    }

    /** How many more nudges may be under way on this server. */
    int room() {
        return Math.max(0, ROOM - queued.size());
    }
}

package io.crvsbridge.websub;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Deliveries that could not be stored and so get no answer: the hub repeats only what times out, while any status, 503 included, ends a delivery
 * (MOSIP contract, section 4.4). They are let go long after the hub has given up on them, and are bounded in number.
 */
@Singleton
class Unanswered {

    private static final Logger LOG = Logger.getLogger(Unanswered.class.getName());
    private static final int MOST = 200;
    private static final long LET_GO_MINUTES = 5;

    private final Semaphore places = new Semaphore(MOST);
    /** Apart, so that strangers take no place of a delivery that the hub signed. */
    private final Semaphore unread = new Semaphore(MOST);
    private final HubMetrics metrics;

    @Inject
    Unanswered(HubMetrics metrics) {
        this.metrics = metrics;
    }

    /** Leaves a request without an answer. @return false when too many are left so already */
    boolean leave(AsyncResponse response, RuntimeException cause) {
        if (!places.tryAcquire()) {
            LOG.log(Level.SEVERE, cause, () -> "CB222 A delivery could not be stored and " + MOST
                    + " already wait without an answer; it was answered 503 and the hub will not repeat it; what it brought is asked for by itself where inquiries are set up");
            return false;
        }
        wait(response, places);
        LOG.log(Level.SEVERE, cause, () -> "CB221 A delivery could not be stored; it is left without an answer, so the hub will deliver it again when its time-out has passed");
        return true;
    }

    /** The same for a request of which nothing was read since too many are; 503 when too many are left already. Nothing is logged here: it may be a stranger's. */
    void leaveUnread(AsyncResponse response) {
        if (unread.tryAcquire()) {
            wait(response, unread);
        } else {
            response.resume(Response.status(Response.Status.SERVICE_UNAVAILABLE).build());
        }
    }

    private void wait(AsyncResponse response, Semaphore place) {
        metrics.leftUnanswered();
        response.setTimeoutHandler(late -> {
            place.release();
            late.resume(Response.status(Response.Status.SERVICE_UNAVAILABLE).build());
        });
        response.setTimeout(LET_GO_MINUTES, TimeUnit.MINUTES);
    }
}

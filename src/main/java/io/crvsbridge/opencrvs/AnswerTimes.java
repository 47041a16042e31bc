package io.crvsbridge.opencrvs;

import io.crvsbridge.time.RowClock;
import io.crvsbridge.time.SteadyClock;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;

/**
 * When the answers to triggers were written. An accept that reaches Core before our 202 leaves its search index stale or registers the record twice
 * (Core contract, section 3, trap 3), so none is sent before the answer has been out for a while. What this server cannot know, because another
 * one answered or this one was restarted, counts as written when the action was received, or when this server started if that is later.
 */
@Singleton
public class AnswerTimes {

    private static final String ATTRIBUTE = "io.crvsbridge.action";
    /** Far longer than it takes until a postponed action is looked at again. */
    private static final Duration REMEMBERED = Duration.ofMinutes(5);

    private final Clock steady;
    private final Clock rows;
    private final Duration delay;
    private final Instant started;
    private final ConcurrentMap<String, Integer> unwritten = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Instant> written = new ConcurrentHashMap<>();
    private final Queue<Noted> order = new ConcurrentLinkedQueue<>();

    /** One time as it was noted; a later one of the same action replaces it in {@link #written} alone. */
    private record Noted(String actionId, Instant at) {}

    @Inject
    AnswerTimes(CoreSettings settings, SteadyClock steady, RowClock rows) {
        this(settings.acceptDelay(), steady, rows);
    }

    /**
     * @param steady for what this server saw itself; never set anew, lest a clock set forward let an accept overtake our answer
     * @param rows   in whose time rows say when an action was received
     */
    AnswerTimes(Duration delay, Clock steady, Clock rows) {
        this.delay = delay;
        this.steady = steady;
        this.rows = rows;
        this.started = steady.instant();
    }

    /** An answer is about to become known for the action; {@link #written(HttpServletRequest)} follows on the same request. */
    public void opening(String actionId, HttpServletRequest request) {
        unwritten.merge(actionId, 1, Integer::sum);
        request.setAttribute(ATTRIBUTE, actionId);
    }

    /** The response is out, or its connection is gone. */
    public void written(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof String actionId) {
            request.removeAttribute(ATTRIBUTE);
            note(actionId, steady.instant());
            unwritten.computeIfPresent(actionId, (id, n) -> n == 1 ? null : n - 1);
            forgetOld();
        }
    }

    /** How long an accept or reject of the action still has to wait; zero when it may go. */
    Duration wait(String actionId, Instant receivedAt) {
        if (unwritten.containsKey(actionId)) {
            return delay;
        }
        Instant now = steady.instant();
        Instant noted = written.get(actionId);
        Instant from = noted == null ? assumed(now, receivedAt) : noted;
        if (from.isAfter(now)) {
            // The clock was set back, or the row's time runs ahead of ours: counted from now, once.
            note(actionId, now);
            return delay;
        }
        Duration left = Duration.between(now, from.plus(delay));
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** So long ago as the row's time says, in our own. */
    private Instant assumed(Instant now, Instant receivedAt) {
        Instant received = now.minus(Duration.between(receivedAt, rows.instant()));
        return received.isAfter(started) ? received : started;
    }

    private void note(String actionId, Instant at) {
        written.put(actionId, at);
        order.add(new Noted(actionId, at));
    }

    /** Times on record. */
    int remembered() {
        return written.size();
    }

    /** A time so long past says nothing any more. Only the very time is forgotten, not a newer one that another request has noted. */
    private void forgetOld() {
        Instant past = steady.instant().minus(delay).minus(REMEMBERED);
        for (Noted head = order.peek(); head != null && !head.at().isAfter(past); head = order.peek()) {
            order.remove(head);
            written.remove(head.actionId(), head.at());
        }
    }
}

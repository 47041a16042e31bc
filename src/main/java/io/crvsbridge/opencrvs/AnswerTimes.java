package io.crvsbridge.opencrvs;

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

    private final Clock clock;
    private final Duration delay;
    private final Instant started;
    private final ConcurrentMap<String, Integer> unwritten = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Instant> written = new ConcurrentHashMap<>();
    private final Queue<Noted> order = new ConcurrentLinkedQueue<>();

    /** One time as it was noted; a later one of the same action replaces it in {@link #written} alone. */
    private record Noted(String actionId, Instant at) {}

    @Inject
    AnswerTimes(CoreSettings settings, Clock clock) {
        this(settings.acceptDelay(), clock);
    }

    AnswerTimes(Duration delay, Clock clock) {
        this.delay = delay;
        this.clock = clock;
        this.started = clock.instant();
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
            note(actionId, clock.instant());
            unwritten.computeIfPresent(actionId, (id, n) -> n == 1 ? null : n - 1);
            forgetOld();
        }
    }

    /** How long an accept or reject of the action still has to wait; zero when it may go. */
    Duration wait(String actionId, Instant receivedAt) {
        if (unwritten.containsKey(actionId)) {
            return delay;
        }
        Instant now = clock.instant();
        Instant assumed = receivedAt.isAfter(started) ? receivedAt : started;
        Instant from = written.getOrDefault(actionId, assumed);
        if (from.isAfter(now)) {
            // This clock was set back, or that of the server that received it runs ahead: counted from now, once.
            note(actionId, now);
            return delay;
        }
        Duration left = Duration.between(now, from.plus(delay));
        return left.isNegative() ? Duration.ZERO : left;
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
        Instant past = clock.instant().minus(delay).minus(REMEMBERED);
        for (Noted head = order.peek(); head != null && !head.at().isAfter(past); head = order.peek()) {
            order.remove(head);
            written.remove(head.actionId(), head.at());
        }
    }
}

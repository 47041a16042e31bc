package io.crvsbridge.websub;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The secrets with which the hub may sign, kept in memory so that deliveries are judged while the database is away: the one that is set here, and those that our
 * rows know. A server whose setting is behind or ahead of the others' learns theirs at the first signature that it does not know.
 */
@Singleton
class HubSecrets {

    private static final Logger LOG = Logger.getLogger(HubSecrets.class.getName());
    /** Anybody may send a wrong signature; our rows are not asked for each. */
    private static final long BETWEEN_READS_NANOS = 1_000_000_000L;
    /** A former secret ends in our rows; here it may outlive that by so long. */
    private static final long GOOD_NANOS = 60_000_000_000L;

    private final Subscriptions subscriptions;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    private record Known(List<String> secrets, long readAt) {}

    @Inject
    HubSecrets(Subscriptions subscriptions) {
        this.subscriptions = subscriptions;
    }

    /** Whether the hub signed these bytes for this topic. */
    boolean sign(HubTopic topic, List<String> signatures, byte[] body) {
        if (signs(topic.secret(), signatures, body)) {
            return true;
        }
        Known before = known.get(topic.name());
        long age = before == null ? Long.MAX_VALUE : System.nanoTime() - before.readAt();
        boolean signed = before != null && signs(before, signatures, body);
        boolean settled = signed ? age < GOOD_NANOS : age < BETWEEN_READS_NANOS;
        return settled ? signed : signs(read(topic, before), signatures, body);
    }

    /** While the database is away what was known before is taken. */
    private Known read(HubTopic topic, Known before) {
        try {
            Known now = new Known(subscriptions.secrets(topic.name()), System.nanoTime());
            known.put(topic.name(), now);
            return now;
        } catch (RuntimeException e) {
            LOG.log(Level.FINE, e, () -> "The secrets of " + topic.name() + " could not be read; the ones known before are taken");
            return before == null ? new Known(List.of(), 0) : before;
        }
    }

    private static boolean signs(Known known, List<String> signatures, byte[] body) {
        return known.secrets().stream().anyMatch(secret -> signs(secret, signatures, body));
    }

    private static boolean signs(String secret, List<String> signatures, byte[] body) {
        return new HubSignature(secret.getBytes(StandardCharsets.UTF_8)).signs(signatures, body);
    }
}

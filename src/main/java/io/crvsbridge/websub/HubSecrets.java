package io.crvsbridge.websub;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * The secrets with which the hub may sign, kept in memory so that deliveries are judged while the database is away: the one that is set here, and those that our
 * rows know. A server whose setting is behind or ahead of the others' learns theirs at the first signature that it does not know.
 */
@Singleton
class HubSecrets {

    private static final Logger LOG = Logger.getLogger(HubSecrets.class.getName());
    /** Anybody may send a wrong signature; our rows are not asked for each. */
    private static final long BETWEEN_READS_NANOS = 1_000_000_000L;

    private final Subscriptions subscriptions;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    private record Known(List<String> secrets, long readAt) {}

    @Inject
    HubSecrets(Subscriptions subscriptions) {
        this.subscriptions = subscriptions;
    }

    /** Whether the hub signed these bytes for this topic. */
    boolean sign(HubTopic topic, List<String> signatures, byte[] body) {
        Known before = known.get(topic.name());
        if (signs(topic.secret(), signatures, body) || before != null && before.secrets().stream().anyMatch(secret -> signs(secret, signatures, body))) {
            return true;
        }
        boolean fresh = before != null && System.nanoTime() - before.readAt() < BETWEEN_READS_NANOS;
        return !fresh && read(topic).anyMatch(secret -> signs(secret, signatures, body));
    }

    private Stream<String> read(HubTopic topic) {
        try {
            Known now = new Known(subscriptions.secrets(topic.name()), System.nanoTime());
            known.put(topic.name(), now);
            return now.secrets().stream();
        } catch (RuntimeException e) {
            LOG.log(Level.FINE, e, () -> "The secrets of " + topic.name() + " could not be read; the ones known before are taken");
            return Stream.empty();
        }
    }

    private static boolean signs(String secret, List<String> signatures, byte[] body) {
        return new HubSignature(secret.getBytes(StandardCharsets.UTF_8)).signs(signatures, body);
    }
}

package io.crvsbridge.websub;

import io.crvsbridge.credential.CredentialRefused;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A signed message as it came in, and what tells it from others. Duplicates are judged by event id and body hash together, so that a refused message
 * never stands in the way of a genuine one.
 *
 * @param malformed why it cannot be read, if so
 */
record Arrival(byte[] body, String bodyHash, String eventId, Optional<String> topic, Optional<String> reference, Optional<String> malformed) {

    private static final int MOST_EVENT_ID = 200;
    private static final int MOST_TOPIC = 300;
    private static final int MOST_REFERENCE = 64;

    static Arrival of(byte[] body) {
        String hash = hash(body);
        try {
            HubEvent event = HubEvent.read(body);
            return new Arrival(body, hash, event.id().filter(id -> fits(id, MOST_EVENT_ID)).orElse(hash), event.topic().filter(t -> fits(t, MOST_TOPIC)),
                    event.registrationId().filter(r -> fits(r, MOST_REFERENCE)), Optional.empty());
        } catch (CredentialRefused e) {
            return new Arrival(body, hash, hash, Optional.empty(), Optional.empty(), Optional.of(e.getMessage()));
        }
    }

    /** A column that took what it cannot hold would lose the message; PostgreSQL takes no NUL. */
    private static boolean fits(String text, int most) {
        return text.length() <= most && text.indexOf('\0') < 0;
    }

    private static String hash(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Masked: the body holds a credential. */
    @Override
    public String toString() {
        return "Arrival[" + bodyHash + "]";
    }
}

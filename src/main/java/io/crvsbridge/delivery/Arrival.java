package io.crvsbridge.delivery;

import io.crvsbridge.credential.CredentialRefused;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A signed message as it came in, and what tells it from others. Duplicates are judged by event id and body hash together, so that a refused message
 * never stands in the way of a genuine one.
 *
 * @param eventId   its own; what a workflow's end has in place of one is its record and its result
 * @param reference the registration id it names
 * @param requestId the credential request that it answers
 * @param malformed why it cannot be read, if so
 */
public record Arrival(MessageKind kind, byte[] body, String bodyHash, String eventId, Optional<String> topic, Optional<String> reference, Optional<String> requestId,
        Optional<String> malformed) {

    private static final int MOST_EVENT_ID = 200;
    private static final int MOST_TOPIC = 300;
    private static final int MOST_REFERENCE = 64;

    public static Arrival of(MessageKind kind, byte[] body) {
        String hash = hash(body);
        try {
            return kind == MessageKind.CREDENTIAL ? of(HubEvent.read(body), body, hash) : of(kind, WorkflowEvent.read(body), body, hash);
        } catch (CredentialRefused e) {
            return new Arrival(kind, body, hash, hash, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(e.getMessage()));
        }
    }

    private static Arrival of(HubEvent event, byte[] body, String hash) {
        return new Arrival(MessageKind.CREDENTIAL, body, hash, event.id().filter(id -> fits(id, MOST_EVENT_ID)).orElse(hash), event.topic().filter(t -> fits(t, MOST_TOPIC)),
                event.registrationId().filter(r -> fits(r, MOST_REFERENCE)), Acknowledgement.requestId(event.transactionId()), Optional.empty());
    }

    private static Arrival of(MessageKind kind, WorkflowEvent event, byte[] body, String hash) {
        String id = event.reference().map(r -> kind + ":" + r + ":" + event.resultCode().orElse("")).orElse(hash);
        return new Arrival(kind, body, hash, id, Optional.empty(), event.reference(), Optional.empty(), Optional.empty());
    }

    /** As it is kept while the database is away. */
    public byte[] kept() {
        byte[] head = (kind + "\n").getBytes(StandardCharsets.US_ASCII);
        byte[] kept = new byte[head.length + body.length];
        System.arraycopy(head, 0, kept, 0, head.length);
        System.arraycopy(body, 0, kept, head.length, body.length);
        return kept;
    }

    /** @throws IllegalArgumentException when it was not written by {@link #kept} */
    static Arrival ofKept(byte[] kept) {
        int end = 0;
        while (end < kept.length && kept[end] != '\n') {
            end++;
        }
        if (end == kept.length) {
            throw new IllegalArgumentException("no delivery of the journal");
        }
        byte[] body = new byte[kept.length - end - 1];
        System.arraycopy(kept, end + 1, body, 0, body.length);
        return of(MessageKind.valueOf(new String(kept, 0, end, StandardCharsets.US_ASCII)), body);
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
        return "Arrival[" + kind + " " + bodyHash + "]";
    }
}

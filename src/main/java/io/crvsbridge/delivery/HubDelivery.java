package io.crvsbridge.delivery;

import io.crvsbridge.database.Work;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;

/** One message of the hub, kept sealed from before the hub is answered until its credential is taken; a refused one is kept for good. */
@Entity
@Table(name = "hub_delivery")
public class HubDelivery {

    enum State {
        /** Waits to be judged. */
        WAITING,
        /** Taken; MOSIP is still to be told that we have it. */
        TAKEN,
        /** Taken, or known already. */
        DONE,
        /** Changed nothing. */
        REFUSED
    }

    private static final int MOST_CAUSE = 600;

    @Id
    private String id;

    @Column(name = "event_id", nullable = false, updatable = false)
    private String eventId;

    @Column(name = "body_hash", nullable = false, updatable = false)
    private String bodyHash;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false, updatable = false)
    private MessageKind kind;

    @Column(updatable = false)
    private String topic;

    private byte[] body;

    @Column(name = "received_at", nullable = false, updatable = false)
    private Instant receivedAt;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private State state;

    private String cause;

    private String reference;

    @Column(name = "request_id", updatable = false)
    private String requestId;

    @Embedded
    private Work work;

    @Version
    private long version;

    protected HubDelivery() {}

    HubDelivery(String id, Arrival arrival, byte[] sealedBody, Instant now) {
        this.id = id;
        this.eventId = arrival.eventId();
        this.kind = arrival.kind();
        this.requestId = arrival.requestId().orElse(null);
        this.bodyHash = arrival.bodyHash();
        this.topic = arrival.topic().orElse(null);
        this.reference = arrival.reference().orElse(null);
        this.body = sealedBody;
        this.receivedAt = now;
        this.state = State.WAITING;
        this.work = new Work(now);
    }

    /**
     * It is in our rows. The lease is kept where MOSIP is to be told of it.
     *
     * @param keep whether the message stays for a human's eye
     */
    void taken(boolean keep, Instant now) {
        if (!keep) {
            this.body = null;
        }
        if (requestId == null) {
            end(State.DONE);
        } else {
            this.state = State.TAKEN;
            this.cause = null;
            work.next(now);
        }
    }

    /** MOSIP knows that we have it, or will not hear it. */
    void acknowledged() {
        end(State.DONE);
    }

    void refused(String why) {
        end(State.REFUSED);
        this.cause = shortened(why);
    }

    private void end(State end) {
        this.state = end;
        this.cause = null;
        work.next(null);
        work.release();
    }

    void failed(String why, Instant now, Instant due) {
        this.cause = shortened(why);
        work.failed(now, due);
    }

    private static String shortened(String text) {
        return text != null && text.length() > MOST_CAUSE ? text.substring(0, MOST_CAUSE) : text;
    }

    String id() {
        return id;
    }

    byte[] body() {
        return body;
    }

    Instant receivedAt() {
        return receivedAt;
    }

    MessageKind kind() {
        return kind;
    }

    /** The credential request that it answers; {@code null} when it names none. */
    String requestId() {
        return requestId;
    }

    State state() {
        return state;
    }

    /** When the message is looked at, and by whom. */
    Work work() {
        return work;
    }
}

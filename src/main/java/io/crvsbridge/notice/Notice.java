package io.crvsbridge.notice;

import io.crvsbridge.action.Setback;
import io.crvsbridge.kernel.Ids;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A notice to the registrar who asked for an action, queued until it is sent. */
@Entity
@Table(name = "notice")
public class Notice {

    private static final int MOST_TEXT = 600;

    @Id
    private String id;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false, updatable = false)
    private Setback.Kind kind;

    @Column(nullable = false, updatable = false)
    private String action;

    @Column(name = "event_id", nullable = false, updatable = false)
    private String eventId;

    @Column(name = "event_type", nullable = false, updatable = false)
    private String eventType;

    @Column(name = "tracking_id", updatable = false)
    private String trackingId;

    @Column(updatable = false)
    private String recipient;

    @Column(updatable = false)
    private String text;

    private byte[] token;

    @Column(name = "token_ends")
    private Instant tokenEnds;

    @Column(name = "queued_at", nullable = false, updatable = false)
    private Instant queuedAt;

    @Column(name = "sent_at")
    private Instant sentAt;

    protected Notice() {}

    Notice(Setback setback, Instant now) {
        this.id = Ids.next();
        this.kind = setback.kind();
        this.action = setback.action();
        this.eventId = setback.key().eventId();
        this.eventType = setback.eventType();
        this.trackingId = setback.trackingId();
        this.recipient = setback.requestedBy();
        this.text = setback.reason() == null || setback.reason().length() <= MOST_TEXT ? setback.reason() : setback.reason().substring(0, MOST_TEXT);
        this.queuedAt = now;
    }

    String id() {
        return id;
    }

    /** Lets Core be asked for the recipient's address. @param ends when Core takes it no longer; it is erased then */
    void keep(byte[] sealedToken, Instant ends) {
        this.token = sealedToken;
        this.tokenEnds = ends;
    }
}

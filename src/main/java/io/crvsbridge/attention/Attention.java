package io.crvsbridge.attention;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** Something a human should look at; unlike a parked action it holds nothing up. One per kind and subject. */
@Entity
@Table(name = "attention")
public class Attention {

    /** What the matter is. */
    public enum Kind {
        /** An authentic trigger that could not be read: Core holds a stuck action that only the kept token can release. */
        UNREADABLE,
        /** A credential came for an action that had ended. */
        ORPHANED_IDENTITY,
        /** Core holds another registration number than ours. */
        DIFFERENT_NUMBER,
        /** The same failure of a peer was seen ten times in a row. */
        REPEATED_FAILURE,
        /** A credential names other values than our row, or a packet has two outcomes that exclude each other. */
        CONTRADICTION,
        /** The work on a packet ended badly when nobody waited for it any more. */
        DECLINED_LATE,
        /** The work on a packet stands still, or nobody tells its end, when nobody waits for it any more. */
        UNFINISHED_LATE,
        /** The national ID system declined what Core holds as done all the same, as the country pack says. */
        DECLINED_WITHOUT_EFFECT
    }

    @Id
    private String id;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false, updatable = false)
    private Kind kind;

    @Column(nullable = false, updatable = false)
    private String subject;

    @Column(name = "event_id", updatable = false)
    private String eventId;

    @Column(updatable = false)
    private String detail;

    @Column(updatable = false)
    private byte[] token;

    @Column(nullable = false, updatable = false)
    private Instant at;

    protected Attention() {}

    Attention(Kind kind, String subject, String eventId, String detail, Instant at) {
        this.id = UUID.randomUUID().toString();
        this.kind = kind;
        this.subject = subject;
        this.eventId = eventId;
        this.detail = detail == null || detail.length() <= 500 ? detail : detail.substring(0, 500);
        this.at = at;
    }

    void seal(byte[] sealedToken) {
        this.token = sealedToken;
    }

    public Kind kind() {
        return kind;
    }

    public String subject() {
        return subject;
    }

    public String detail() {
        return detail;
    }

    String id() {
        return id;
    }
}

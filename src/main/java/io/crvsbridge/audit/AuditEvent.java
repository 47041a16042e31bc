package io.crvsbridge.audit;

import io.crvsbridge.kernel.Ids;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** One line of the audit trail. Only the sealer touches a row again, and only its seal. */
@Entity
@Table(name = "audit_event")
public class AuditEvent {

    @Id
    private String id;

    @Column(nullable = false)
    private Instant at;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private AuditEventType type;

    private String subject;

    @Column(nullable = false)
    private String actor;

    private String detail;

    /** Number of the seal that covers this line; set behind the commit, in the database alone. */
    @Column(insertable = false, updatable = false)
    private Long seal;

    protected AuditEvent() {}

    AuditEvent(Instant at, AuditEventType type, String subject, String actor, String detail) {
        this.id = Ids.next();
        this.at = at;
        this.type = type;
        this.subject = subject;
        this.actor = actor;
        this.detail = detail;
    }

    /** What the chain covers: every column but the seal's number, each on its own line so that no two rows read alike. */
    String content() {
        return String.join("\n", id, Long.toString(at.toEpochMilli()), type.name(), line(subject), line(actor), line(detail));
    }

    private static String line(String text) {
        return text == null ? "-" : "+" + text.replace("\\", "\\\\").replace("\n", "\\n");
    }
}

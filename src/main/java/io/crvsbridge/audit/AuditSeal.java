package io.crvsbridge.audit;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** One link of the audit trail's chain: a keyed hash over the lines that carry its number and over the link before it. */
@Entity
@Table(name = "audit_seal")
public class AuditSeal {

    @Id
    private long number;

    @Column(nullable = false, updatable = false)
    private String hash;

    @Column(name = "sealed_at", nullable = false, updatable = false)
    private Instant sealedAt;

    protected AuditSeal() {}

    AuditSeal(long number, String hash, Instant sealedAt) {
        this.number = number;
        this.hash = hash;
        this.sealedAt = sealedAt;
    }

    long number() {
        return number;
    }

    /** {@code keyId:hex}. */
    String hash() {
        return hash;
    }
}

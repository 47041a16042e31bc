package io.crvsbridge.userinfo;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** What eSignet signed about a person, sealed. The person is known by a keyed hash alone. Rows are added and removed, never changed. */
@Entity
@Table(name = "userinfo")
public class KeptUserinfo {

    @Id
    private String id;

    @Column(nullable = false, updatable = false)
    private String subject;

    @Column(nullable = false, updatable = false)
    private byte[] token;

    @Column(name = "kept_at", nullable = false, updatable = false)
    private Instant keptAt;

    @Column(name = "erase_at", nullable = false, updatable = false)
    private Instant eraseAt;

    protected KeptUserinfo() {}

    KeptUserinfo(String id, String subject, byte[] token, Instant keptAt, Instant eraseAt) {
        this.id = id;
        this.subject = subject;
        this.token = token;
        this.keptAt = keptAt;
        this.eraseAt = eraseAt;
    }

    byte[] token() {
        return token;
    }
}

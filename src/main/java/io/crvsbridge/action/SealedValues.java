package io.crvsbridge.action;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;

/** What is secret or personal in an action, sealed, each until it is not needed any more: the token until Core has confirmed an end, the rest until its retention is over. */
@Embeddable
class SealedValues {

    private byte[] token;

    private byte[] document;

    private byte[] additions;

    @Column(name = "erase_at")
    private Instant eraseAt;

    /** {@code null} when it was erased. */
    byte[] token() {
        return token;
    }

    void keepToken(byte[] sealed) {
        this.token = sealed;
    }

    /** {@code null} when it was erased. */
    byte[] document() {
        return document;
    }

    void keepDocument(byte[] sealed) {
        this.document = sealed;
    }

    /** {@code null} when there are none. */
    byte[] additions() {
        return additions;
    }

    void keepAdditions(byte[] sealed) {
        this.additions = sealed;
    }

    /** Core will not be called for it any more. */
    void eraseToken() {
        this.token = null;
    }

    void eraseDocument() {
        this.document = null;
    }

    void erase() {
        this.document = null;
        this.additions = null;
        this.eraseAt = null;
    }

    void eraseAt(Instant at) {
        this.eraseAt = at;
    }
}

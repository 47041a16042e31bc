package io.crvsbridge.action;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;

/**
 * What the national ID system knows a record by: one reference, one workflow, one identifier. Several actions of one record may share it, but only
 * its driver calls. Unique per record and operation until a negative outcome frees the record for a new one.
 */
@Entity
@Table(name = "packet")
public class Packet {

    /** How far the packet has come. */
    public enum State { NEW, DEPOSITED, STARTED, IDENTIFIED, DECLINED }

    @Id
    private long number;

    @Column(unique = true)
    private String reference;

    @Column(name = "record_key", unique = true)
    private String recordKey;

    @Column(name = "event_id", nullable = false)
    private String eventId;

    @Column(nullable = false)
    private String driver;

    @Column(nullable = false)
    private String fingerprint;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private State state;

    private byte[] identifiers;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    @Version
    private long version;

    protected Packet() {}

    Packet(long number, String recordKey, String eventId, String driver, String fingerprint, Instant createdAt) {
        this.number = number;
        this.recordKey = recordKey;
        this.eventId = eventId;
        this.driver = driver;
        this.fingerprint = fingerprint;
        this.state = State.NEW;
        this.createdAt = createdAt;
    }

    long number() {
        return number;
    }

    String reference() {
        return reference;
    }

    String eventId() {
        return eventId;
    }

    String fingerprint() {
        return fingerprint;
    }

    State state() {
        return state;
    }

    byte[] identifiers() {
        return identifiers;
    }

    Instant createdAt() {
        return createdAt;
    }

    boolean drivenBy(String actionId) {
        return driver.equals(actionId);
    }

    String driver() {
        return driver;
    }

    void refer(String fixed) {
        this.reference = fixed;
    }

    void driveBy(String actionId) {
        this.driver = actionId;
    }

    void deposited() {
        advance(State.DEPOSITED);
    }

    void started() {
        advance(State.STARTED);
    }

    void identified(byte[] sealedIdentifiers) {
        advance(State.IDENTIFIED);
        this.identifiers = sealedIdentifiers;
    }

    void eraseIdentifiers() {
        this.identifiers = null;
    }

    private void advance(State next) {
        if (next.ordinal() > state.ordinal()) {
            state = next;
        }
    }
}

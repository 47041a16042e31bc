package io.crvsbridge.websub;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;

/** Our subscription to a topic. It is a row so that any server can answer the hub's challenge. */
@Entity
@Table(name = "hub_subscription")
public class HubSubscription {

    enum State {
        /** Asked for, not verified yet. */
        PENDING,
        /** The hub has us. */
        VERIFIED,
        /** The hub will not have us. */
        DENIED
    }

    /** How long after our request the hub's questions are taken for answers to it. */
    static final Duration ASKED_LATELY = Duration.ofMinutes(15);

    @Id
    private String topic;

    @Column(nullable = false)
    private String callback;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private State state;

    @Column(name = "asked_at")
    private Instant askedAt;

    @Column(name = "verified_at")
    private Instant verifiedAt;

    @Column(name = "delivered_at")
    private Instant deliveredAt;

    private String detail;

    @Version
    private long version;

    protected HubSubscription() {}

    HubSubscription(String topic) {
        this.topic = topic;
    }

    void asked(String at, Instant now) {
        this.callback = at;
        this.state = State.PENDING;
        this.askedAt = now;
        this.detail = null;
    }

    void verified(Instant now) {
        this.state = State.VERIFIED;
        this.verifiedAt = now;
        this.detail = null;
    }

    /** @return false when the hub has verified us already: then it is somebody else who says so, or it no longer matters */
    boolean denied(String reason) {
        if (state == State.VERIFIED) {
            return false;
        }
        this.state = State.DENIED;
        this.detail = reason;
        return true;
    }

    void delivered(Instant now) {
        this.deliveredAt = now;
    }

    /** Whether the hub's word on this subscription is awaited. A question may come twice, so having been verified does not end it;
     * and anybody can say that we were denied, so that does not end it either. */
    boolean expectsHub(Instant now) {
        return askedAt != null && Duration.between(askedAt, now).abs().compareTo(ASKED_LATELY) <= 0;
    }

    State state() {
        return state;
    }

    Instant askedAt() {
        return askedAt;
    }

    Instant verifiedAt() {
        return verifiedAt;
    }

    Instant deliveredAt() {
        return deliveredAt;
    }

    String detail() {
        return detail;
    }
}

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

/** Our subscription to a topic. It is a row so that any server can answer the hub's challenge, and knows under which secrets the hub may sign. */
@Entity
@Table(name = "hub_subscription")
public class HubSubscription {

    enum State {
        /** Asked for, not verified yet. */
        PENDING,
        /** The hub has us. */
        VERIFIED,
        /** The hub will not have us. */
        DENIED,
        /** The hub was asked to let us go, since its secret is no longer ours or nothing comes any more. */
        LEAVING,
        /** The hub has let us go; it is asked anew at once. */
        LEFT
    }

    /** How long after our request the hub's questions are taken for answers to it. */
    static final Duration ASKED_LATELY = Duration.ofMinutes(15);
    /** How long after a change what the hub signed with the former secret is still taken: it may be on its way. */
    static final Duration FORMER_GOOD = Duration.ofMinutes(10);

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

    private byte[] secret;

    @Column(name = "former_secret")
    private byte[] formerSecret;

    @Column(name = "rotated_at")
    private Instant rotatedAt;

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

    /** The hub signs with this from now on. @param sealed nobody reads it in the database */
    void signedWith(byte[] sealed, Instant now) {
        this.formerSecret = secret;
        this.secret = sealed;
        this.rotatedAt = now;
    }

    void leaving(Instant now, String why) {
        this.state = State.LEAVING;
        this.askedAt = now;
        this.detail = why;
    }

    /** @return false when we have not asked to go */
    boolean left() {
        boolean leaving = state == State.LEAVING || state == State.LEFT;
        if (leaving) {
            this.state = State.LEFT;
        }
        return leaving;
    }

    /** @return false when we have asked to go: then a late challenge of before must not keep us */
    boolean verified(Instant now) {
        if (state == State.LEAVING || state == State.LEFT) {
            return false;
        }
        this.state = State.VERIFIED;
        this.verifiedAt = now;
        this.detail = null;
        return true;
    }

    /** The hub says that it has us. After a change of the secret, and before it has begun anew, it has us with the former one: then it is to let us go again. */
    boolean knownAlready(Instant now) {
        boolean former = formerSecret != null && rotatedAt != null && (verifiedAt == null || verifiedAt.isBefore(rotatedAt));
        if (former && state != State.LEAVING && state != State.LEFT) {
            leaving(now, "the hub still signs with the former secret");
            return true;
        }
        return verified(now);
    }

    /** @return false when the hub has verified us already: then it is somebody else who says so, or it no longer matters */
    boolean denied(String reason) {
        if (state == State.VERIFIED || state == State.LEAVING || state == State.LEFT) {
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

    /** Whether what was signed with the former secret is still taken. */
    boolean formerIsGood(Instant now) {
        return formerSecret != null && rotatedAt != null && Duration.between(rotatedAt, now).abs().compareTo(FORMER_GOOD) <= 0;
    }

    String topic() {
        return topic;
    }

    String callback() {
        return callback;
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

    byte[] secret() {
        return secret;
    }

    byte[] formerSecret() {
        return formerSecret;
    }

    String detail() {
        return detail;
    }
}

package io.crvsbridge.action;

import io.crvsbridge.kernel.ActionKey;
import io.crvsbridge.database.Work;
import io.crvsbridge.kernel.WhenDeclined;
import io.crvsbridge.packet.Packet;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * One action that Core announced and that we judged. It lives from the answer to the trigger until Core has confirmed its end; what is personal or
 * secret in it is sealed, and erased when it ends.
 */
@Entity
@Table(name = "pending_action")
public class PendingAction {

    private static final int MOST_TEXT = 500;
    private static final Set<ActionState> OUTCOMES = EnumSet.of(ActionState.CREDENTIALED, ActionState.APPROVED, ActionState.DECLINED);

    @Id
    private String id;

    @Column(name = "event_id", nullable = false, updatable = false)
    private String eventId;

    @Column(name = "action_id", nullable = false, updatable = false, unique = true)
    private String actionId;

    @Column(name = "event_type", nullable = false, updatable = false)
    private String eventType;

    @Column(name = "action_type", nullable = false, updatable = false)
    private String actionType;

    @Column(name = "custom_action_type", updatable = false)
    private String customActionType;

    @Column(name = "tracking_id", updatable = false)
    private String trackingId;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private ActionState state;

    @Enumerated(EnumType.STRING)
    @Column(name = "resume_state")
    private ActionState resumeState;

    @Enumerated(EnumType.STRING)
    @Column(name = "park_cause")
    private ParkCause parkCause;

    @Embedded
    private Ruling ruling;

    @Column(name = "requested_by", updatable = false)
    private String requestedBy;

    @Column(name = "answer_status", nullable = false, updatable = false)
    private int answerStatus;

    @Column(name = "answer_body", nullable = false, updatable = false)
    private String answerBody;

    @Column(name = "registration_number")
    private String registrationNumber;

    @Column(name = "packet_number")
    private Long packetNumber;

    @Embedded
    private SealedValues sealed;

    @Column(name = "received_at", nullable = false, updatable = false)
    private Instant receivedAt;

    @Column(name = "decide_by", nullable = false)
    private Instant decideBy;

    @Column(name = "ended_at")
    private Instant endedAt;

    @Embedded
    private Work work;

    @Column(name = "last_failure")
    private String lastFailure;

    @Column(name = "same_failures")
    private int sameFailures;

    @Version
    private long version;

    protected PendingAction() {}

    PendingAction(String id, Opening opening, ActionState state, Answer answer, Instant receivedAt, Instant dueAt) {
        this.id = Objects.requireNonNull(id);
        this.eventId = opening.key().eventId();
        this.actionId = opening.key().actionId();
        this.eventType = opening.eventType();
        this.actionType = opening.actionType();
        this.customActionType = opening.customActionType().orElse(null);
        this.trackingId = opening.trackingId();
        this.ruling = new Ruling(opening.decision(), opening.rule(), opening.packVersion(), opening.operation(), opening.whenDeclined());
        this.requestedBy = opening.requestedBy().orElse(null);
        this.decideBy = opening.decideBy();
        this.state = state;
        this.answerStatus = answer.status();
        this.answerBody = answer.body();
        this.receivedAt = receivedAt;
        this.work = new Work(dueAt);
        this.sealed = new SealedValues();
    }

    /** @param expires until when the record token can be used */
    void decideBy(Instant expires) {
        this.decideBy = expires;
    }

    void number(String number) {
        if (registrationNumber != null && !registrationNumber.equals(number)) {
            throw new IllegalStateException("A registration number is made once");
        }
        this.registrationNumber = number;
    }

    void judged(Ruling anew) {
        this.ruling = anew;
    }

    void bind(Packet packet) {
        this.packetNumber = packet.number();
    }

    /** Goes to {@code next}; work is due there at {@code due}, or never when {@code null}. */
    ActionStep move(ActionState next, Instant now, Instant due, String reason) {
        if (!mayBecome(next)) {
            throw new IllegalStateException("An action may not go from " + state + " to " + next);
        }
        ActionStep step = new ActionStep(id, state, next, now, shortened(reason));
        this.state = next;
        this.parkCause = null;
        this.resumeState = null;
        this.lastFailure = null;
        this.sameFailures = 0;
        work.next(due);
        return step;
    }

    /** A parked action resumes where it stood; only the outcome that it waited for takes it further meanwhile. */
    private boolean mayBecome(ActionState next) {
        if (state != ActionState.PARKED) {
            return state.mayBecome(next);
        }
        return next == resumeState || OUTCOMES.contains(next) && waitsForIdentity() && resumeState.mayBecome(next);
    }

    /** Goes to a final state: nothing is due any more and the token is gone. */
    ActionStep end(ActionState end, Instant now, String reason) {
        ActionStep step = move(end, now, null, reason);
        this.endedAt = now;
        sealed().eraseToken();
        work.release();
        return step;
    }

    /** Parks, or says a new cause of one that is parked already. */
    ActionStep park(ParkCause cause, Instant now, String detail) {
        ActionState stood = stage();
        if (state == ActionState.PARKED) {
            this.parkCause = cause;
            return new ActionStep(id, state, state, now, shortened(cause + (detail == null ? "" : ": " + detail)));
        }
        ActionStep step = move(ActionState.PARKED, now, null, cause + (detail == null ? "" : ": " + detail));
        this.parkCause = cause;
        this.resumeState = stood;
        work.release();
        return step;
    }

    /** Something about it for the history; it stays where it stands. */
    ActionStep note(Instant now, String what) {
        return new ActionStep(id, state, state, now, shortened(what));
    }

    /** Notes a failed call; the same call is due again at {@code due}. @return how often in a row this very failure was seen */
    int failed(String failure, Instant now, Instant due) {
        String text = shortened(failure);
        this.sameFailures = text.equals(lastFailure) ? sameFailures + 1 : 1;
        this.lastFailure = text;
        work.failed(now, due);
        return sameFailures;
    }

    /** Fit for its column: a peer's message may be long, or hold letters that a database refuses. */
    static String shortened(String text) {
        return text == null ? null : text.substring(0, Math.min(text.length(), MOST_TEXT)).replaceAll("\\p{Cntrl}", " ");
    }

    String id() {
        return id;
    }

    ActionKey key() {
        return new ActionKey(eventId, actionId);
    }

    String eventType() {
        return eventType;
    }

    String actionType() {
        return actionType;
    }

    String customActionType() {
        return customActionType;
    }

    ActionState state() {
        return state;
    }

    /** Where the action stands or, when parked, stood. */
    ActionState stage() {
        return state == ActionState.PARKED ? resumeState : state;
    }

    ParkCause parkCause() {
        return parkCause;
    }

    String operation() {
        return ruling.operation();
    }

    String rule() {
        return ruling.rule();
    }

    String packVersion() {
        return ruling.packVersion();
    }

    WhenDeclined whenDeclined() {
        return ruling.whenDeclined();
    }

    /** Whether an outcome of its packet still matters to it, parked or not. */
    boolean waitsForIdentity() {
        return switch (stage()) {
            case RECEIVED, PACKETED, SUBMITTED -> true;
            default -> false;
        };
    }

    Setback setback(Setback.Kind kind, String reason, String openedToken) {
        return new Setback(kind, id, key(), eventType, trackingId, requestedBy, reason, openedToken, decideBy);
    }

    /** Without what was added to it, which is sealed. */
    Answer answer() {
        return new Answer(answerStatus, answerBody);
    }

    /** What is rejected needs none, and what has no verdict yet may be rejected. */
    boolean needsNumber() {
        boolean unjudged = state == ActionState.RECEIVED && ruling.operation() == null;
        return registrationNumber == null && actionType.equals("REGISTER") && state != ActionState.DECLINED && !unjudged;
    }

    String registrationNumber() {
        return registrationNumber;
    }

    String trackingId() {
        return trackingId;
    }

    Long packetNumber() {
        return packetNumber;
    }

    /** EclipseLink makes nothing of an embedded object whose columns are all null, as they are after the end. */
    SealedValues sealed() {
        if (sealed == null) {
            sealed = new SealedValues();
        }
        return sealed;
    }

    Instant receivedAt() {
        return receivedAt;
    }

    Instant decideBy() {
        return decideBy;
    }

    /** When work is due, and who has it. */
    Work work() {
        return work;
    }
}

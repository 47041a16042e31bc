package io.crvsbridge.action;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Where an action stands. The legal moves are this one table; {@code docs/architecture.md} draws it. Only Core's answer ends an action.
 */
public enum ActionState {
    /** Stored and answered 202; nothing was sent yet. */
    RECEIVED,
    /** The national ID system has the packet; createPacket is never called again for it. */
    PACKETED,
    /** Its work is started; we wait for the outcome. */
    SUBMITTED,
    /** The identifier is known and proved; Core is to be told. */
    CREDENTIALED,
    /** Acceptable, by a rule or by the outcome of its packet: Core is to be told, or told once more in case the answer 200 was lost. */
    APPROVED,
    /** Core holds our acceptance, and the national ID system is still to be told of it. */
    CONFIRMED,
    /** To be rejected in Core. */
    DECLINED,
    /** A human must look; resumes where it stood. */
    PARKED,
    /** Core holds our acceptance. */
    ACCEPTED,
    /** Core holds our rejection. */
    REJECTED,
    /** Somebody else accepted it in Core. */
    ACCEPTED_ELSEWHERE,
    /** Somebody else rejected it in Core. */
    REJECTED_ELSEWHERE;

    private static final Set<ActionState> ENDS = EnumSet.of(ACCEPTED, REJECTED, ACCEPTED_ELSEWHERE, REJECTED_ELSEWHERE);

    private static final Map<ActionState, Set<ActionState>> MOVES = Map.of(
            RECEIVED, EnumSet.of(PACKETED, CREDENTIALED, APPROVED, DECLINED, PARKED),
            PACKETED, EnumSet.of(SUBMITTED, CREDENTIALED, APPROVED, DECLINED, PARKED),
            SUBMITTED, EnumSet.of(CREDENTIALED, APPROVED, DECLINED, PARKED),
            CREDENTIALED, EnumSet.of(ACCEPTED, ACCEPTED_ELSEWHERE, REJECTED_ELSEWHERE, PARKED),
            APPROVED, EnumSet.of(CONFIRMED, ACCEPTED, ACCEPTED_ELSEWHERE, REJECTED_ELSEWHERE, PARKED),
            CONFIRMED, EnumSet.of(ACCEPTED, PARKED),
            DECLINED, EnumSet.of(CREDENTIALED, REJECTED, ACCEPTED_ELSEWHERE, PARKED),
            PARKED, EnumSet.of(RECEIVED, PACKETED, SUBMITTED, CREDENTIALED, APPROVED, CONFIRMED, DECLINED));

    /** Whether Core has answered; nothing follows. */
    public boolean isFinal() {
        return ENDS.contains(this);
    }

    /** Whether an action may go from here to {@code next}. */
    public boolean mayBecome(ActionState next) {
        return MOVES.getOrDefault(this, Set.of()).contains(next);
    }
}

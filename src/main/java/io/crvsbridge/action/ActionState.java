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
    /** Judged acceptable and answered 200; confirmed to Core afterwards, in case the answer was lost. */
    APPROVED,
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
            PACKETED, EnumSet.of(SUBMITTED, CREDENTIALED, DECLINED, PARKED),
            SUBMITTED, EnumSet.of(CREDENTIALED, DECLINED, PARKED),
            CREDENTIALED, EnumSet.of(ACCEPTED, ACCEPTED_ELSEWHERE, REJECTED_ELSEWHERE, PARKED),
            APPROVED, EnumSet.of(ACCEPTED, ACCEPTED_ELSEWHERE, REJECTED_ELSEWHERE, PARKED),
            DECLINED, EnumSet.of(REJECTED, ACCEPTED_ELSEWHERE, PARKED),
            PARKED, EnumSet.of(RECEIVED, PACKETED, SUBMITTED, CREDENTIALED, APPROVED, DECLINED));

    /** Whether Core has answered; nothing follows. */
    public boolean isFinal() {
        return ENDS.contains(this);
    }

    /** Whether an action may go from here to {@code next}. */
    public boolean mayBecome(ActionState next) {
        return MOVES.getOrDefault(this, Set.of()).contains(next);
    }
}

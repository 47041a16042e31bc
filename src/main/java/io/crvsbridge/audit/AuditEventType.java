package io.crvsbridge.audit;

/** What the audit trail knows. {@code docs/audit-events.md} lists the details each carries. */
public enum AuditEventType {
    /** Core's trigger was judged and answered; detail: decision, rule, pack version. */
    ACTION_JUDGED,
    /** A reference at the national ID system was fixed for an action; detail: reference, adopted or new. */
    REFERENCE_FIXED,
    /** The national ID system has the packet. */
    PACKET_CREATED,
    /** The national ID system has started its work. */
    PACKET_SUBMITTED,
    /** The national ID system says that the work on a packet ended well; detail: what says so. */
    PACKET_PROCESSED,
    /** The work on a packet stands still for want of information; detail: what says so. */
    PACKET_PAUSED,
    /** The national ID system says that the work on a packet ended badly; detail: what says so. */
    PACKET_DECLINED,
    /** A credential that did not come was asked for again; detail: the request. */
    CREDENTIAL_REQUESTED,
    /** A credential passed every check and was taken. */
    CREDENTIAL_TAKEN,
    /** A credential failed a check and changed nothing; detail: cause. */
    CREDENTIAL_REFUSED,
    /** A report on a workflow changed nothing; detail: cause. */
    REPORT_REFUSED,
    /** Core confirmed that the action is accepted. */
    ACTION_ACCEPTED,
    /** Core confirmed that the action is rejected. */
    ACTION_REJECTED,
    /** Somebody who may reject had a waiting action rejected; the actor is that user's id in Core. */
    ACTION_WITHDRAWN,
    /** A human decided what a rule leaves to one; the actor is that user's id in Core. */
    ACTION_DECIDED,
    /** Somebody else decided the action in Core. */
    DECIDED_ELSEWHERE,
    /** The action waits for a human; detail: cause. */
    ACTION_PARKED,
    /** A human let a parked action go on, or its cause is no more. */
    ACTION_RESUMED,
    /** Somebody who may had the documents of open actions looked through, to learn what another pack would make of them; detail: which pack, how many. */
    DOCUMENTS_LOOKED_THROUGH,
    /** Something needs a human's eye; detail: kind. */
    ATTENTION_RAISED,
    /** Personal data was erased; detail: what. */
    DATA_ERASED
}

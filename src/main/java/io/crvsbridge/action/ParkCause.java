package io.crvsbridge.action;

/** Why an action waits for a human. The runbook says what to do for each. */
public enum ParkCause {
    /** The retry schedule is exhausted. */
    RETRIES_EXHAUSTED,
    /** The national ID system says the request or our set-up is at fault. */
    IDENTITY_REFUSED,
    /** The national ID system declined, and the rule says that a human decides. */
    IDENTITY_DECLINED,
    /** The national ID system wants further information before it goes on. */
    NEEDS_INFORMATION,
    /** The national ID system does not tell what became of the packet, however long it was asked. */
    NO_OUTCOME,
    /** The credential did not come, however often it was asked for. */
    CREDENTIAL_MISSING,
    /** A rule of the country pack leaves the decision to a human. */
    AWAITS_DECISION,
    /** A rule of the country pack failed at run time. */
    RULE_FAILED,
    /** A mapping of the country pack failed at run time. */
    MAPPING_FAILED,
    /** The country pack gives no registration number for the record, or one that another record has. */
    NO_NUMBER,
    /** The national ID system would not take the packet; found before it was sent. */
    UNFIT,
    /** The national ID system is not set up here, and would fail every packet; goes on by itself when a server starts with the set-up. */
    NOT_SET_UP,
    /** An earlier action of the same record has an open packet with other contents. */
    EARLIER_PACKET_OPEN,
    /** The record already has an identifier, made from other contents. */
    ALREADY_IDENTIFIED,
    /** Core's token is no longer accepted and no system client renews it. */
    TOKEN_ENDED,
    /** Core refused our answer, or to let a rule read what it needs. */
    CORE_REFUSED,
    /** To be rejected late, and Core takes no late reject of its type. */
    NO_LATE_REJECT,
    /** Core answered success without naming our action, twice, and its record does not show it either. */
    UNCONFIRMED,
    /** A sealed value does not open. */
    SEAL_BROKEN
}

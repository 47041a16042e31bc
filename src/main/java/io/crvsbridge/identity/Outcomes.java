package io.crvsbridge.identity;

/** Where a provider reports what it learnt. Safe to call again with the same outcome: it changes nothing the second time. */
public interface Outcomes {

    /** Compares with our own rows and, when all agrees, lets the record go on. */
    Receipt identified(Identified outcome);

    /** The work on a record ended well. Where an identifier follows, it is waited for. @param evidence what says so */
    Receipt processed(String reference, String evidence);

    /** The work on a record waits for further information. @param heard for a human, without personal data */
    Receipt paused(String reference, String heard, String evidence);

    /** The work on a record ended badly. */
    Receipt declined(Declined outcome);

    /** What became of a reported outcome. */
    enum Receipt {
        /** The record goes on with it. */
        TAKEN,
        /** It was known already. */
        KNOWN,
        /** No action waits for it any more; a human's eye was asked for. */
        ORPHANED,
        /** We never made this reference. */
        UNKNOWN_REFERENCE,
        /** Certificate number or record reference differ from ours, or another outcome was reported before. */
        CONTRADICTION
    }
}

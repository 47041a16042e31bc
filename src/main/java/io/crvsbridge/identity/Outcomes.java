package io.crvsbridge.identity;

/** Where a provider reports what it learnt. Safe to call again with the same outcome: it changes nothing the second time. */
public interface Outcomes {

    /** Compares with our own rows and, when all agrees, lets the record go on. */
    Receipt identified(Identified outcome);

    /** What became of a reported outcome. */
    enum Receipt {
        /** The record goes on with it. */
        TAKEN,
        /** It was known already. */
        KNOWN,
        /** The action had ended; a human's eye was asked for. */
        ORPHANED,
        /** We never made this reference. */
        UNKNOWN_REFERENCE,
        /** Certificate number or record reference differ from ours. */
        CONTRADICTION
    }
}

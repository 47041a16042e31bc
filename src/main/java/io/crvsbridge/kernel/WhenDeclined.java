package io.crvsbridge.kernel;

/** What becomes of a held action whose packet the national ID system declines, as the country pack says. */
public enum WhenDeclined {
    /** Core is told to reject it. Not for the types of which Core takes no late reject (Core contract, section 3). */
    REJECT,
    /** Core is told to accept it all the same; the registrar is told. */
    ACCEPT,
    /** It waits for a human. */
    PARK
}

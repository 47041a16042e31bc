package io.crvsbridge.delivery;

/** What a message of the hub is about; each kind has a topic and a callback path of its own, since not every message tells (MOSIP contract, section 3.3). */
public enum MessageKind {
    /** A credential was issued. */
    CREDENTIAL,
    /** A workflow has ended. */
    COMPLETED,
    /** A workflow waits for further information. */
    PAUSED
}

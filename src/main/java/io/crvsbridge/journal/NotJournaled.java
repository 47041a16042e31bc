package io.crvsbridge.journal;

/** The journal could not take an entry, so nothing durable is left of it. Without a stack trace: a full disk is no place for many of them. */
public final class NotJournaled extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotJournaled(String why) {
        this(why, null);
    }

    NotJournaled(String why, Throwable cause) {
        super(why, cause, false, false);
    }
}

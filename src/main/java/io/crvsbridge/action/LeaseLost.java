package io.crvsbridge.action;

/** The lease ended before its holder recorded: another worker may have gone on, so this result is not recorded. */
public final class LeaseLost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LeaseLost(String id) {
        super("The lease on action " + id + " was lost", null, false, false);
    }
}

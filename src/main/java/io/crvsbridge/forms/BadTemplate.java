package io.crvsbridge.forms;

/** Thrown when a template cannot be followed; the message is fit for its authors. */
final class BadTemplate extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean placed;

    BadTemplate(String reason) {
        this(reason, false);
    }

    private BadTemplate(String reason, boolean placed) {
        super(reason, null, false, false);
        this.placed = placed;
    }

    /** The same with the place where it was found; the innermost counts. */
    BadTemplate at(String place) {
        return placed ? this : new BadTemplate(place + ": " + getMessage(), true);
    }
}

package io.crvsbridge.kernel;

/** Something that keeps secrets or personal data for a time, and erases them when it is over. */
public interface Erasing {

    /** Erases what is due, at most {@code limit} of it. */
    void eraseDue(int limit);
}

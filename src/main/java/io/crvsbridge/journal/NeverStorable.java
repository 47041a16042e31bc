package io.crvsbridge.journal;

/** An entry that no later try will store. The message says why without data of the entry. */
public final class NeverStorable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NeverStorable(String why) {
        super(why);
    }
}

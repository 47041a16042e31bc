package io.crvsbridge.identity;

/** Where a record stands at the national ID system, as it answered when asked. What was heard is for a human and free of personal data. */
public sealed interface Standing {

    /**
     * The work goes on, or nobody can tell.
     *
     * @param heard the last that happened, empty when that is not known
     * @param sure  whether the system would have told if the work had ended
     */
    record Open(String heard, boolean sure) implements Standing {}

    /** The work waits for further information. */
    record Paused(String heard) implements Standing {}

    /** The work ended well. */
    record Processed() implements Standing {}

    /** The work ended badly. */
    record Rejected(Reason reason) implements Standing {}
}

package io.crvsbridge.journal;

import java.time.Instant;

/** A kind of entries and the room that owns it. */
public interface Journaled {

    /** Short lower-case name; part of the entries' file names. */
    String kind();

    /**
     * Stores what came while the database was away, and returns after the commit. The same entry again changes nothing.
     *
     * @param arrived when it came
     * @throws NeverStorable    when no later try will do better
     * @throws RuntimeException when it could not be stored now
     */
    void replay(byte[] contents, Instant arrived);
}

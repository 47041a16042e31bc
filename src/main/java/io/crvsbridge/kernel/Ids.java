package io.crvsbridge.kernel;

import com.github.f4b6a3.uuid.UuidCreator;

/** Ids of our own rows: UUIDs of version 7 (RFC 9562), made without asking the database, in the order of time as far as the clock keeps it. */
public final class Ids {

    private Ids() {}

    public static String next() {
        return UuidCreator.getTimeOrderedEpoch().toString();
    }
}

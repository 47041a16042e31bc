package io.crvsbridge.kernel;

import java.time.Duration;
import java.util.List;

/**
 * A table of rows that wait for work. The dispatcher nudges and sweeps every work list it finds; the row is the truth and the nudge only a hint.
 */
public interface Worklist {

    /** Short lower-case name that travels in the nudge, for example {@code actions}. */
    String name();

    /** Ids of rows whose work is due and which nobody has leased, the longest due first. */
    List<String> due(int limit);

    /** The database's clock was set back: what is to wait for a later time is brought forward by as much. */
    void clockSetBack(Duration by);

    /** Claims the row, does what is due and records the result. Does nothing when the row is not due or is leased by another worker. */
    void advance(String id);
}

package io.crvsbridge.numbering;

import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** How the number of one record is made, by whoever knows country and record. */
@FunctionalInterface
public interface Recipe {

    /**
     * A number that may be given.
     *
     * @param mayClash whether another record may well have it, so that this is looked for before it is stored; otherwise the database's constraint is enough
     */
    record Proposal(String number, boolean mayClash) {}

    /**
     * Proposes a number; another one each time, as far as the country's format allows.
     *
     * @param eventType of the record
     * @param document  what is stored of the action; asked only by those who do not know the record yet
     * @param sequence  gives the next number of a sequence
     * @throws NoNumber when none can be made
     */
    Proposal number(String eventType, Supplier<byte[]> document, ToLongFunction<String> sequence) throws NoNumber;

    /** For an action that brings its number. */
    Recipe NONE = (eventType, document, sequence) -> {
        throw new IllegalStateException("the action brings its number");
    };
}

package io.crvsbridge.country;

import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * What is set up here; a rule that needs more is passed over.
 *
 * @param runs   whether a process of the national ID system is set up, by the name that a packet gives it
 * @param checks whether the national ID system can be asked about identities
 */
public record Abilities(Predicate<String> runs, BooleanSupplier checks) {

    /** Everything is set up. */
    public static final Abilities ALL = new Abilities(process -> true, () -> true);
}

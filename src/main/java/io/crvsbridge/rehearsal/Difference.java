package io.crvsbridge.rehearsal;

import java.util.Set;

/**
 * What two packs make of one action.
 *
 * @param of     the sample's name, or the action's id
 * @param before by the pack that serves
 * @param after  by the one that is to serve
 */
public record Difference(String of, Outcome before, Outcome after) {

    /** Whether there is one at all. */
    public boolean any() {
        return !names().isEmpty();
    }

    /** The facets that differ; never their values. */
    public Set<String> names() {
        return before.differing(after);
    }

    /** Rule and decision of each, and the names of what else differs. */
    @Override
    public String toString() {
        return of + ": " + told(before) + " -> " + told(after) + " " + names();
    }

    private static String told(Outcome outcome) {
        return outcome.facet("decision").orElse("-") + " by " + outcome.facet("rule").orElse("-");
    }
}

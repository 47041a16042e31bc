package io.crvsbridge.rehearsal;

import io.crvsbridge.country.CountryPack;
import io.crvsbridge.country.Situation;
import io.crvsbridge.yaml.YamlNode;
import java.util.Map;
import java.util.Optional;

/**
 * An action of plainly fictional people, and what the pack is to make of it.
 *
 * @param place       where it is written
 * @param context     what the bridge knows beside the declaration
 * @param identifiers what the national ID system would bring
 * @param replies     what peers would say to a rule's questions
 * @param expected    facet → what it must be; empty when it must not be there
 */
record Sample(YamlNode place, Situation situation, Map<String, String> context, Map<String, String> identifiers, Replies replies, Map<String, Expected> expected) {

    /** Something that is expected, and where that is written. */
    record Expected(YamlNode place, Optional<String> text) {}

    /** Where what the national ID system or Core would answer is to be played, it is given to the pack here. */
    Outcome outcome(CountryPack pack) {
        return Outcome.of(pack, CountryPack.Abilities.ALL, situation, context, replies).answering(pack, situation.event(), identifiers);
    }

    /** Notes what differs; values that are a person's are not told, not even those of people who do not exist. */
    void compare(Outcome outcome) {
        expected.forEach((facet, wanted) -> difference(outcome, facet, wanted.text()).ifPresent(wanted.place()::problem));
        for (String surprise : new String[] {"failed", "unfit"}) {
            if (outcome.has(surprise) && !expected.containsKey(surprise)) {
                place.problem("'" + surprise + "' was not expected: " + outcome.facet(surprise).orElse(""));
            }
        }
    }

    private static Optional<String> difference(Outcome outcome, String facet, Optional<String> wanted) {
        if (wanted.isEmpty()) {
            return outcome.has(facet) ? Optional.of("must not be there, and is") : Optional.empty();
        }
        Optional<String> found = outcome.facet(facet);
        if (found.equals(wanted)) {
            return Optional.empty();
        }
        if (Outcome.personal(facet)) {
            return Optional.of(found.isEmpty() ? "is missing" : "is not what was expected (values are not shown)");
        }
        return Optional.of("expected " + wanted.get() + ", is " + found.orElse("missing"));
    }

    /** Masked: the situation holds a declaration. */
    @Override
    public String toString() {
        return "Sample[" + place.place() + "]";
    }
}

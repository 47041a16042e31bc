package io.crvsbridge.country;

import io.crvsbridge.yaml.Faults;
import java.util.List;

/** A pack that may not serve, with everything that is wrong with it: file, line, place and reason, one per line. */
public final class BadCountryPack extends Exception {

    private final transient List<String> problems;

    /** @param problems one line each, at least one */
    public BadCountryPack(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    static void throwIfAny(Faults faults) throws BadCountryPack {
        if (!faults.found().isEmpty()) {
            throw new BadCountryPack(faults.found());
        }
    }

    public List<String> problems() {
        return problems;
    }
}

package io.crvsbridge.country;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a pack, so that its authors see all of it at once. */
final class Problems {

    private static final int MOST = 100;

    private final List<String> found = new ArrayList<>();

    void add(String file, int line, String place, String reason) {
        String where = line > 0 ? file + ":" + line : file;
        add(place.isEmpty() ? where + ": " + reason : where + ": " + place + ": " + reason);
    }

    void add(String problem) {
        if (found.size() < MOST) {
            found.add(problem);
        }
    }

    boolean none() {
        return found.isEmpty();
    }

    void throwIfAny() throws BadCountryPack {
        if (!none()) {
            throw new BadCountryPack(found);
        }
    }
}

package io.crvsbridge.country;

import java.util.ArrayList;
import java.util.List;

/** A pack that may not serve, with everything that is wrong with it: file, line, place and reason, one per line. */
public final class BadCountryPack extends Exception {

    private final transient List<String> problems;

    BadCountryPack(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }

    /** Collects what is wrong with a pack, so that its authors see all of it at once. */
    static final class Problems {

        private static final int MOST = 100;

        private final List<String> found = new ArrayList<>();

        void add(String file, int line, String place, String reason) {
            String where = line > 0 ? file + ":" + line : file;
            add(place.isEmpty() ? where + ": " + reason : where + ": " + place + ": " + reason);
        }

        private void add(String problem) {
            if (found.size() < MOST) {
                found.add(problem);
            }
        }

        void throwIfAny() throws BadCountryPack {
            if (!found.isEmpty()) {
                throw new BadCountryPack(found);
            }
        }

        /** The line on which the text goes on. */
        static int lineAfter(CharSequence text) {
            return 1 + (int) text.chars().filter(c -> c == '\n').count();
        }
    }
}

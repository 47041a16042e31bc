package io.crvsbridge.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Collects what is wrong with files that people write, so that they see all of it at once: file, line, place and reason. */
public final class Faults {

    private static final int MOST = 100;
    private static final int LONGEST = 1_000;
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]+");

    private final List<String> found = new ArrayList<>();

    /** @param line 0 when it is not known; @param place empty for the file as a whole */
    public void add(String file, int line, String place, String reason) {
        String where = line > 0 ? file + ":" + line : file;
        add(place.isEmpty() ? where + ": " + reason : where + ": " + place + ": " + reason);
    }

    private void add(String fault) {
        if (found.size() < MOST) {
            String line = fault.length() > LONGEST ? fault.substring(0, LONGEST) + "…" : fault;
            // They are written into logs, and what they quote was written by somebody.
            found.add(CONTROL.matcher(line).replaceAll(" "));
        }
    }

    /** One line each, the first hundred. */
    public List<String> found() {
        return List.copyOf(found);
    }

    /** The line on which the text goes on. */
    public static int lineAfter(CharSequence text) {
        return 1 + (int) text.chars().filter(c -> c == '\n').count();
    }
}

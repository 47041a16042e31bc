package io.crvsbridge.e2e;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a crash test counted and measured, as one table row per store. */
final class CrashTally {

    private final String store;
    private final Map<String, Integer> kills = new TreeMap<>();
    private final List<Duration> firstAnswers = new ArrayList<>();
    private final List<Duration> drained = new ArrayList<>();

    CrashTally(String store) {
        this.store = store;
    }

    synchronized void killed(String what) {
        kills.merge(what, 1, Integer::sum);
    }

    synchronized void firstAnswer(Duration afterStart) {
        firstAnswers.add(afterStart);
    }

    /** All that was acknowledged before a kill is settled. */
    synchronized void drained(Duration afterStart) {
        drained.add(afterStart);
    }

    synchronized int kills() {
        return kills.values().stream().mapToInt(Integer::intValue).sum();
    }

    synchronized String text() {
        return store + ": " + kills() + " kills " + kills + ", first answer after the start " + spread(firstAnswers) + ", what was acknowledged before a kill settled "
                + spread(drained);
    }

    private static String spread(List<Duration> measured) {
        if (measured.isEmpty()) {
            return "(not measured)";
        }
        List<Duration> sorted = new ArrayList<>(measured);
        Collections.sort(sorted);
        return String.format(Locale.ROOT, "min %.1f median %.1f max %.1f s", seconds(sorted.get(0)), seconds(sorted.get(sorted.size() / 2)),
                seconds(sorted.get(sorted.size() - 1)));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}

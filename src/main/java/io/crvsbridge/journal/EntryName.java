package io.crvsbridge.journal;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file name of an entry: microseconds of its arrival, a random part, its kind. Names sort by arrival.
 *
 * @param micros since 1970
 */
record EntryName(long micros, String random, String kind) implements Comparable<EntryName> {

    private static final Pattern FORM = Pattern.compile("(\\d{17})-([0-9a-f]{8})\\.([a-z]{1,20})");

    static EntryName of(long micros, int random, String kind) {
        return new EntryName(micros, "%08x".formatted(random), kind);
    }

    static Optional<EntryName> read(String fileName) {
        Matcher m = FORM.matcher(fileName);
        return m.matches() ? Optional.of(new EntryName(Long.parseLong(m.group(1)), m.group(2), m.group(3))) : Optional.empty();
    }

    Instant arrived() {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    @Override
    public int compareTo(EntryName other) {
        return Comparator.comparingLong(EntryName::micros).thenComparing(EntryName::random).thenComparing(EntryName::kind).compare(this, other);
    }

    @Override
    public String toString() {
        return "%017d-%s.%s".formatted(micros, random, kind);
    }
}

package io.crvsbridge.retention;

import io.crvsbridge.kernel.Read;
import io.crvsbridge.yaml.YamlNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a country pack says about how long personal data is kept; about what it does not say anything the server's defaults hold. */
public record Retention(Map<Kind, Duration> times) {

    public static final Retention NONE = new Retention(Map.of());

    /** Nobody means to keep a person's data for longer, and a time to come must have a date. */
    private static final Duration MOST = Duration.ofDays(3_650);

    /** Personal data that is kept for a time. */
    public enum Kind {

        /** The sealed declaration, after Core has confirmed the end of its action. */
        DECLARATION,
        /** What the national ID system signed about somebody who logged in, until a packet carries it. */
        USERINFO,
        /** The sealed token by which Core tells the registrar's address, kept with a notice that is to be sent; in any case until Core takes it no longer. */
        NOTICE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Retention {
        times = Map.copyOf(times);
    }

    /** The {@code retention} of a pack. */
    public static Retention read(YamlNode node) {
        Set<String> words = Arrays.stream(Kind.values()).map(Kind::word).collect(Collectors.toUnmodifiableSet());
        Map<Kind, Duration> times = new EnumMap<>(Kind.class);
        Map<String, YamlNode> entries = node.entries(Set.of(), words);
        for (Kind kind : Kind.values()) {
            Optional.ofNullable(entries.get(kind.word())).flatMap(Retention::time).ifPresent(time -> times.put(kind, time));
        }
        return new Retention(times);
    }

    private static Optional<Duration> time(YamlNode node) {
        try {
            return Optional.of(time(node.text()));
        } catch (IllegalArgumentException e) {
            node.problem(e.getMessage());
            return Optional.empty();
        }
    }

    /** @throws IllegalArgumentException when it is no duration, or too long a one */
    static Duration time(String text) {
        Duration time = Read.duration(text);
        if (time.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("a duration of at most ten years (3650d) is needed");
        }
        return time;
    }
}

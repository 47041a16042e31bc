package io.crvsbridge.kernel;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the text of a setting is read. Each reader throws {@link IllegalArgumentException} saying what would be right. */
public final class Read {

    private static final Pattern SHORT_DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");

    private Read() {}

    public static String text(String text) {
        return text;
    }

    /** An absolute http or https URL without user information. */
    public static URI url(String text) {
        try {
            URI uri = new URI(text);
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (web && uri.getHost() != null && uri.getUserInfo() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Falls through: its message repeats the text, which may hold a password.
        }
        throw new IllegalArgumentException("an absolute http or https URL is needed");
    }

    /** A URL that other paths are appended to; it ends without a slash. */
    public static URI base(String text) {
        URI base = url(text.replaceAll("/+$", ""));
        if (base.getRawQuery() != null || base.getRawFragment() != null) {
            throw new IllegalArgumentException("a URL without query and fragment is needed");
        }
        return base;
    }

    /** A duration such as {@code 500ms}, {@code 2s}, {@code 30m}, {@code 72h}, {@code 7d}, or ISO 8601 ({@code PT2S}). */
    public static Duration duration(String text) {
        String plain = text.toLowerCase(Locale.ROOT);
        if (plain.equals("0")) {
            return Duration.ZERO;
        }
        Matcher m = SHORT_DURATION.matcher(plain);
        if (!m.matches()) {
            return isoDuration(text);
        }
        long n = Long.parseLong(m.group(1));
        return switch (m.group(2)) {
            case "ms" -> Duration.ofMillis(n);
            case "s" -> Duration.ofSeconds(n);
            case "m" -> Duration.ofMinutes(n);
            case "h" -> Duration.ofHours(n);
            default -> Duration.ofDays(n);
        };
    }

    private static Duration isoDuration(String text) {
        try {
            Duration d = Duration.parse(text);
            if (!d.isNegative()) {
                return d;
            }
        } catch (java.time.format.DateTimeParseException e) {
            throw new IllegalArgumentException("a duration such as 500ms, 2s, 30m, 72h or PT2S is needed", e);
        }
        throw new IllegalArgumentException("a duration may not be negative");
    }

    public static boolean flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("true or false is needed");
        };
    }

    /** A whole number between {@code min} and {@code max}. */
    public static Function<String, Integer> number(int min, int max) {
        return text -> {
            int n;
            try {
                n = Integer.parseInt(text);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("a whole number is needed", e);
            }
            if (n < min || n > max) {
                throw new IllegalArgumentException("a number from " + min + " to " + max + " is needed");
            }
            return n;
        };
    }

    public static Function<String, String> matching(String regex, String needed) {
        Pattern pattern = Pattern.compile(regex);
        return text -> {
            if (!pattern.matcher(text).matches()) {
                throw new IllegalArgumentException(needed + " is needed");
            }
            return text;
        };
    }

    public static List<String> list(String text) {
        return Arrays.stream(text.split(",")).map(String::trim).filter(s -> !s.isEmpty()).toList();
    }

    public static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (java.time.DateTimeException e) {
            throw new IllegalArgumentException("a time zone such as UTC or Africa/Lusaka is needed", e);
        }
    }

    public static Path readableFile(String text) {
        Path path = Path.of(text);
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw new IllegalArgumentException("a readable file is needed");
        }
        return path;
    }

    public static Path folder(String text) {
        Path path = Path.of(text);
        if (!Files.isDirectory(path)) {
            throw new IllegalArgumentException("an existing folder is needed");
        }
        return path;
    }
}

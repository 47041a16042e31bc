package io.crvsbridge.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One place in the main sources that logs a warning or an error.
 *
 * @param place file and line
 * @param text  the first text of the statement, empty when there is none
 */
record LogText(String place, String text) {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern LOUD = Pattern.compile("\\.(?:warning|severe)\\s*\\(|\\bLevel\\.(?:WARNING|SEVERE)\\b|\\bLevel\\.ERROR\\b");
    private static final Pattern TEXT = Pattern.compile("[^;\"]*?\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern CODE = Pattern.compile("CB\\d{3}(?= )");

    static List<LogText> all() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(f -> f.toString().endsWith(".java")).sorted().flatMap(LogText::of).toList();
        }
    }

    private static Stream<LogText> of(Path file) {
        try {
            String source = Files.readString(file);
            return LOUD.matcher(source).results().map(m -> {
                Matcher text = TEXT.matcher(source).region(m.end(), source.length());
                long line = source.substring(0, m.start()).lines().count();
                return new LogText(SOURCES.relativize(file) + ":" + line, text.lookingAt() ? text.group(1) : "");
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean hasCode() {
        return CODE.matcher(text).lookingAt();
    }

    String code() {
        return text.substring(0, 5);
    }
}

package io.crvsbridge.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The headings of a document in {@code docs}. */
record Headings(Path document, List<String> texts) {

    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *$");

    static Headings of(String name) throws IOException {
        Path document = Path.of("docs", name);
        assertThat(document).isRegularFile();
        return new Headings(document, HEADING.matcher(Files.readString(document)).results().map(m -> m.group(1)).toList());
    }

    /** The names of this form that have a heading; each has it once. */
    Set<String> naming(Pattern form) {
        Set<String> names = new HashSet<>();
        for (String text : texts) {
            for (Matcher name = form.matcher(text); name.find(); ) {
                assertThat(names.add(name.group())).as("one heading for %s in %s", name.group(), document).isTrue();
            }
        }
        return names;
    }
}

package io.crvsbridge.document;

import io.crvsbridge.kernel.Additions;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Blanks in a peer's words what a record says of people, before the words are stored or logged: every word that the document holds as a value, and, whatever
 * it holds, words that look like a number, an address or a token, or are not ASCII. What is left still tells a human why the peer refused.
 */
public final class Discretion {

    private static final String BLANK = "…";
    private static final int SHORTEST = 2;
    /** A run of anything but spaces, quotes and brackets, so that an address or a token is one word. */
    private static final Pattern WORD = Pattern.compile("[^\\s\"'`<>(){}\\[\\],;]+");
    private static final Pattern PART = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");
    private static final Pattern TELLING = Pattern.compile(".*(\\d[\\d./ -]{3,}|@|[^\\x20-\\x7e]|[A-Za-z0-9_+/=-]{20,}|eyJ).*");

    private final Set<String> values;

    private Discretion(Set<String> values) {
        this.values = values;
    }

    /** For the record of an event document; without a readable one, only what looks telling is blanked. @param additions what has come to the action since */
    public static Discretion about(byte[] document, Additions additions) {
        Set<String> values = new HashSet<>();
        try {
            StrictJson.object(document).forEach((key, value) -> {
                if (!key.equals(ReadyPacket.SCHEMA)) {
                    collect(value, values);
                }
            });
        } catch (UnreadableDocument e) {
            values.clear();
        }
        Stream.of(additions.declaration(), additions.annotation(), additions.found()).forEach(part -> collect(part, values));
        return new Discretion(values);
    }

    private static void collect(JsonValue value, Set<String> into) {
        if (value instanceof JsonStructure structure) {
            Collection<? extends JsonValue> children = structure instanceof JsonObject object ? object.values() : structure.asJsonArray();
            children.forEach(child -> collect(child, into));
        } else if (value instanceof JsonString || value instanceof JsonNumber) {
            String text = value instanceof JsonString string ? string.getString() : value.toString();
            PART.matcher(text).results().map(r -> r.group().toLowerCase(Locale.ROOT)).filter(part -> part.length() >= SHORTEST).forEach(into::add);
        }
    }

    /** The text without what it tells of people. */
    public String blanked(String text) {
        Matcher words = WORD.matcher(text);
        return words.replaceAll(word -> Matcher.quoteReplacement(tells(word.group()) ? BLANK : word.group()));
    }

    private boolean tells(String word) {
        return TELLING.matcher(word).matches() || PART.matcher(word).results().map(part -> part.group()).anyMatch(this::held);
    }

    /** A short word counts where it is written like a name: "Li", but not "is". */
    private boolean held(String part) {
        return values.contains(part.toLowerCase(Locale.ROOT)) && (part.length() > SHORTEST || Character.isUpperCase(part.charAt(0)));
    }
}

package io.crvsbridge.texts;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A country's texts. What a language lacks is said in the first of them, which has all. */
public final class Texts {

    /** Of a country that words nothing, so that nothing is said. */
    public static final Texts NONE = new Texts(List.of(), Map.of());

    static final Pattern PLACE = Pattern.compile("\\{([A-Za-z]+)}");
    static final String EVENT = "event.";
    private static final String ANY = "any";

    private final List<String> languages;
    private final Map<String, Map<String, String>> texts;

    /** @param texts language → key → text */
    Texts(List<String> languages, Map<String, Map<String, String>> texts) {
        this.languages = List.copyOf(languages);
        this.texts = Map.copyOf(texts);
    }

    /** The first is the one that has every text. */
    public List<String> languages() {
        return languages;
    }

    /**
     * A message with its places filled. Values are put in as they are, once: what looks like a place inside a value stays what it is. Whoever writes the text into
     * another form, such as HTML, escapes it.
     *
     * @param language of the reader; one that the country does not have is answered in the first
     * @param values   by place; one that is missing is left empty
     * @return nothing when the country words nothing
     */
    public Optional<String> text(MessageKey key, String language, Map<String, String> values) {
        return found(key.key(), language).map(text -> PLACE.matcher(text).replaceAll(place -> Matcher.quoteReplacement(values.getOrDefault(place.group(1), ""))));
    }

    /** The name of an event type, such as birth; for one of which the pack does not speak by itself, what it calls any. */
    public Optional<String> event(String type, String language) {
        return found(EVENT + type, language).or(() -> found(EVENT + ANY, language));
    }

    private Optional<String> found(String key, String language) {
        Optional<String> asked = Optional.ofNullable(texts.get(language)).map(inLanguage -> inLanguage.get(key));
        return asked.isPresent() || languages.isEmpty() ? asked : Optional.ofNullable(texts.get(languages.get(0)).get(key));
    }
}

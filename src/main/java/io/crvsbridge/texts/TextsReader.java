package io.crvsbridge.texts;

import io.crvsbridge.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the texts of a pack, {@code texts/<language>.yaml}, and checks their keys and places. */
public final class TextsReader {

    private static final int MOST = 4_000;

    private final Set<String> events;
    private final Function<String, Optional<YamlNode>> files;

    /**
     * @param events the event types of the pack, each of which has a name in the texts
     * @param files  gives the root of another file of the pack; what is wrong with it is told already
     */
    public TextsReader(Set<String> events, Function<String, Optional<YamlNode>> files) {
        this.events = events;
        this.files = files;
    }

    /** @param node the list of languages, of which the first has all texts */
    public Texts read(YamlNode node) {
        List<String> languages = new ArrayList<>();
        Map<String, Map<String, String>> texts = new LinkedHashMap<>();
        for (YamlNode item : node.items()) {
            String language = item.text();
            if (!language.matches("[a-z]{2,3}")) {
                item.problem("a language code of two or three letters is needed");
            } else if (languages.contains(language)) {
                item.problem("the language appears twice");
            } else {
                boolean first = languages.isEmpty();
                languages.add(language);
                texts.put(language, files.apply("texts/" + language + ".yaml").map(root -> language(root, first)).orElse(Map.of()));
            }
        }
        if (languages.isEmpty()) {
            node.problem("at least one language is needed");
        }
        return new Texts(languages, texts);
    }

    private Map<String, String> language(YamlNode root, boolean complete) {
        Map<String, String> texts = new LinkedHashMap<>();
        root.entries().forEach((key, node) -> {
            Optional<Set<String>> places = places(key);
            if (places.isEmpty()) {
                node.problem("there is no such message");
            } else {
                texts.put(key, checked(node, places.get()));
                if (key.endsWith(".subject") && texts.get(key).lines().count() > 1) {
                    node.problem("a subject is one line");
                }
            }
        });
        if (complete) {
            Set<String> missing = new TreeSet<>(keys());
            missing.removeAll(texts.keySet());
            missing.forEach(key -> root.problem("'" + key + "' is missing, and the first language needs every text"));
        }
        return Map.copyOf(texts);
    }

    private Set<String> keys() {
        return Stream.concat(Stream.of(MessageKey.values()).map(MessageKey::key), events.stream().map(event -> Texts.EVENT + event)).collect(Collectors.toSet());
    }

    /** What a text may name; nothing when there is no such message. */
    private Optional<Set<String>> places(String key) {
        return keys().contains(key) ? Optional.of(MessageKey.named(key).map(MessageKey::places).orElse(Set.of())) : Optional.empty();
    }

    private static String checked(YamlNode node, Set<String> places) {
        String text = node.text();
        if (text.length() > MOST) {
            node.problem("a text has at most " + MOST + " characters");
        }
        Matcher matcher = Texts.PLACE.matcher(text);
        while (matcher.find()) {
            if (!places.contains(matcher.group(1))) {
                node.problem("this message does not know {" + matcher.group(1) + "}" + (places.isEmpty() ? "" : "; it knows " + new TreeSet<>(places)));
            }
        }
        if (Texts.PLACE.matcher(text).replaceAll("").matches("(?s).*[{}].*")) {
            node.problem("a brace is written only around the name of a place, such as {trackingId}");
        }
        return text;
    }
}

package io.crvsbridge.country;

import io.crvsbridge.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which form fields take what the national ID system calls a person and its work, per event: VID, UIN and PSUT are identifiers of the person, AID is the number of the
 * application, which is our reference there (MOSIP contract, section 2).
 */
record ResponseFields(Map<String, Map<String, String>> events) {

    static final ResponseFields NONE = new ResponseFields(Map.of());

    private static final String APPLICATION = "AID";
    private static final Set<String> WORDS = Set.of("VID", "UIN", "PSUT", APPLICATION);

    /** Only declared fields go back to Core: an unknown one would spoil the record for good. */
    static ResponseFields read(YamlNode node, Map<String, EventPack> events) {
        Map<String, Map<String, String>> response = new LinkedHashMap<>();
        node.entries().forEach((event, fields) -> {
            if (!events.containsKey(event)) {
                fields.problem("the pack has no such event");
                return;
            }
            Map<String, String> words = new LinkedHashMap<>();
            fields.entries().forEach((field, word) -> {
                if (!events.get(event).fields().declares(field)) {
                    word.problem("the event declares no such field");
                } else if (!events.get(event).fields().takesText(field)) {
                    word.problem("the field takes no text, so that the record could not be read any more");
                }
                if (!WORDS.contains(word.text())) {
                    word.problem("must be VID, UIN, PSUT or AID");
                }
                words.put(field, word.text());
            });
            response.put(event, Map.copyOf(words));
        });
        return new ResponseFields(Map.copyOf(response));
    }

    private Map<String, String> words(String event) {
        return events.getOrDefault(event, events.getOrDefault(Events.ANY, Map.of()));
    }

    /** The form fields that take these. @param known by VID, UIN, PSUT, AID */
    Map<String, String> of(String event, Map<String, String> known) {
        return words(event).entrySet().stream().filter(field -> known.get(field.getValue()) != null)
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, field -> known.get(field.getValue())));
    }

    /** The form fields whose values show that the record has an identity; an application alone is none. */
    Set<String> identifying(String event) {
        return words(event).entrySet().stream().filter(field -> !field.getValue().equals(APPLICATION)).map(Map.Entry::getKey).collect(Collectors.toUnmodifiableSet());
    }
}

package io.crvsbridge.forms;

import io.crvsbridge.kernel.JsonMaking;
import io.crvsbridge.yaml.YamlNode;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The texts that people read, by the names that templates call them. */
record Texts(Map<String, Message> messages) {

    /**
     * One text.
     *
     * @param id         by which OpenCRVS finds its translations
     * @param byLanguage ISO 639-2 code → text; the pack's first language first
     */
    record Message(String id, String description, Map<String, String> byLanguage) {

        /** OpenCRVS's message descriptor. */
        JsonObject descriptor() {
            return JsonMaking.object().add("id", id).add("defaultMessage", byLanguage.values().iterator().next()).add("description", description).build();
        }

        JsonObject translations() {
            JsonObjectBuilder all = JsonMaking.object();
            byLanguage.forEach(all::add);
            return all.build();
        }
    }

    static Texts read(YamlNode node, List<String> languages) {
        Map<String, Message> messages = new LinkedHashMap<>();
        Set<String> ids = new HashSet<>();
        node.entries().forEach((name, entry) -> message(name, entry, languages).ifPresent(message -> {
            if (!ids.add(message.id())) {
                entry.problem("another message has this id");
            }
            messages.put(name, message);
        }));
        return new Texts(Map.copyOf(messages));
    }

    private static Optional<Message> message(String name, YamlNode node, List<String> languages) {
        Map<String, YamlNode> entries = node.entries(Set.of("description", "text"), Set.of("id"));
        if (!entries.containsKey("description") || !entries.containsKey("text")) {
            return Optional.empty();
        }
        Map<String, YamlNode> given = entries.get("text").entries(Set.copyOf(languages), Set.of());
        Map<String, String> texts = new LinkedHashMap<>();
        languages.stream().filter(given::containsKey).forEach(language -> texts.put(language, given.get(language).text()));
        String id = entries.containsKey("id") ? entries.get("id").text() : "nationalId." + name;
        return texts.isEmpty() ? Optional.empty() : Optional.of(new Message(id, entries.get("description").text(), texts));
    }
}

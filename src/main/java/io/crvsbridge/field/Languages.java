package io.crvsbridge.field;

import io.crvsbridge.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A mapping with an entry for each language of the pack. */
final class Languages {

    private Languages() {}

    static Map<String, YamlNode> entries(YamlNode node, List<String> languages) {
        Map<String, YamlNode> entries = new LinkedHashMap<>();
        node.entries().forEach((language, value) -> {
            if (languages.contains(language)) {
                entries.put(language, value);
            } else {
                value.problem("'languages' of the pack does not list " + language);
            }
        });
        languages.stream().filter(language -> !entries.containsKey(language)).forEach(language -> node.problem("the language " + language + " is missing"));
        return entries;
    }
}

package io.crvsbridge.action;

import io.crvsbridge.kernel.JsonMaking;
import io.crvsbridge.kernel.WhenDeclined;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Converter;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.io.StringReader;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the country decided of an action, and by which rule of which pack. */
@Embeddable
class Ruling {

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private Decision decision;

    @Column(nullable = false)
    private String rule;

    @Column(name = "pack_version", nullable = false)
    private String packVersion;

    private String operation;

    @Enumerated(EnumType.STRING)
    @Column(name = "when_declined", nullable = false)
    private WhenDeclined whenDeclined;

    @Convert(converter = Fields.class)
    private Map<String, String> findings;

    protected Ruling() {}

    /** @param findings form fields that go to Core with the acceptance */
    Ruling(Decision decision, String rule, String packVersion, Optional<String> operation, WhenDeclined whenDeclined, Map<String, String> findings) {
        this.decision = decision;
        this.rule = rule;
        this.packVersion = packVersion;
        this.operation = operation.orElse(null);
        this.whenDeclined = whenDeclined;
        this.findings = findings;
    }

    /** What the national ID system is asked or told; {@code null} when it is nothing. */
    String operation() {
        return operation;
    }

    String rule() {
        return rule;
    }

    /** The pack's version, with what tells its content apart from another of the same version. */
    String packVersion() {
        return packVersion;
    }

    WhenDeclined whenDeclined() {
        return whenDeclined;
    }

    Map<String, String> findings() {
        return findings == null ? Map.of() : findings;
    }

    /** Form fields and their values as a column: a JSON object of texts, or null when there are none. */
    @Converter
    static class Fields implements AttributeConverter<Map<String, String>, String> {

        @Override
        public String convertToDatabaseColumn(Map<String, String> fields) {
            if (fields == null || fields.isEmpty()) {
                return null;
            }
            JsonObjectBuilder json = JsonMaking.object();
            new TreeMap<>(fields).forEach(json::add);
            return json.build().toString();
        }

        @Override
        public Map<String, String> convertToEntityAttribute(String column) {
            if (column == null) {
                return Map.of();
            }
            try (JsonReader reader = JsonMaking.reader(new StringReader(column))) {
                JsonObject json = reader.readObject();
                Map<String, String> fields = new TreeMap<>();
                json.keySet().forEach(field -> fields.put(field, json.getString(field)));
                return Map.copyOf(fields);
            }
        }
    }
}

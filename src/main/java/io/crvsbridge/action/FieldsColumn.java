package io.crvsbridge.action;

import io.crvsbridge.kernel.JsonMaking;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.io.StringReader;
import java.util.Map;
import java.util.TreeMap;

/** Form fields and their values as a column: a JSON object of texts, or null when there are none. */
@Converter
class FieldsColumn implements AttributeConverter<Map<String, String>, String> {

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

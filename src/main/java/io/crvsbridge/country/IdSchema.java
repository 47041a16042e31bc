package io.crvsbridge.country;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The ID schema that goes with every packet. A field that it does not list is dropped by MOSIP without a word (MOSIP
 * contract, section 2), so the pack is checked against it.
 */
record IdSchema(String json, Map<String, FieldForm> fields) {

    static final String FILE = "id-schema.json";

    private static final Set<String> CATEGORIES = Set.of("pvt", "kyc", "none", "evidence", "optional");

    static IdSchema read(Problems problems, String text) {
        Map<String, FieldForm> fields = new LinkedHashMap<>();
        try (JsonReader reader = JsonProvider.provider().createReader(new StringReader(text))) {
            JsonObject schema = reader.readObject();
            child(schema, "properties").flatMap(node -> child(node, "identity"))
                    .flatMap(node -> child(node, "properties"))
                    .ifPresentOrElse(
                            properties -> properties.forEach((name, field) ->
                                    fields.put(name, form(problems, name, field))),
                            () -> problems.add(FILE, 0, "", "properties.identity.properties is missing"));
            return new IdSchema(schema.toString(), Map.copyOf(fields));
        } catch (JsonException | IllegalStateException e) {
            problems.add(FILE, 0, "", "not JSON: " + e.getMessage());
            return new IdSchema("", Map.of());
        }
    }

    private static FieldForm form(Problems problems, String name, JsonValue value) {
        if (!(value instanceof JsonObject field)
                || !(field.get("fieldCategory") instanceof JsonString category)
                || !CATEGORIES.contains(category.getString())) {
            problems.add(FILE, 0, name, "fieldCategory must be one of pvt, kyc, none, evidence, optional");
            return FieldForm.TEXT;
        }
        return field.get("$ref") instanceof JsonString ref && ref.getString().endsWith("/simpleType")
                ? FieldForm.SIMPLE
                : FieldForm.TEXT;
    }

    private static Optional<JsonObject> child(JsonObject object, String key) {
        return object.get(key) instanceof JsonObject child ? Optional.of(child) : Optional.empty();
    }
}

package io.crvsbridge.idschema;

import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.JakartaJsonNode;
import io.crvsbridge.yaml.Faults;
import io.crvsbridge.kernel.JsonMaking;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.math.BigDecimal;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether a packet keeps to the ID schema (JSON Schema), as the national ID system will see it: with the texts of the packet read back into what they stand for. */
final class Validation {

    private static final Set<String> STRUCTURES = Set.of("boolean", "array", "object");
    private static final int MOST_DIGITS = 40;
    /** Its patterns are matched where nothing can count. */
    private static final String UNBOUNDED = "patternProperties";

    static final Validation NONE = new Validation(null, null, null, Map.of());

    private final Validator validator;
    private final Bounds bounds;
    private final URI schema;
    private final Map<String, String> types;

    private Validation(Validator validator, Bounds bounds, URI schema, Map<String, String> types) {
        this.validator = validator;
        this.bounds = bounds;
        this.schema = schema;
        this.types = types;
    }

    /** References to other documents are not followed. */
    static Validation of(Faults faults, JsonObject schema) {
        if (has(schema, UNBOUNDED)) {
            faults.add(IdSchema.FILE, 0, "", "not a JSON schema that is taken: " + UNBOUNDED + " (a packet's fields are listed by name)");
            return NONE;
        }
        try {
            Bounds bounds = new Bounds();
            Validator validator = new ValidatorFactory().withJsonNodeFactory(new JakartaJsonNode.Factory()).withDefaultDialect(new dev.harrel.jsonschema.Dialects.Draft7Dialect())
                    .withEvaluatorFactory(bounds).withDisabledSchemaValidation(false).createValidator();
            return new Validation(validator, bounds, bounds.within(Bounds.SCHEMA, () -> validator.registerSchema(schema)), types(schema));
        } catch (RuntimeException e) {
            faults.add(IdSchema.FILE, 0, "", "not a JSON schema: " + e.getMessage());
            return NONE;
        }
    }

    private static boolean has(JsonValue value, String key) {
        if (value instanceof JsonObject object) {
            return object.containsKey(key) || object.values().stream().anyMatch(child -> has(child, key));
        }
        return value instanceof JsonArray array && array.stream().anyMatch(child -> has(child, key));
    }

    private static Map<String, String> types(JsonObject schema) {
        Map<String, String> types = new HashMap<>();
        JsonObject fields = Optional.ofNullable(schema.getJsonObject("properties")).map(p -> p.getJsonObject("identity")).map(i -> i.getJsonObject("properties"))
                .orElse(JsonValue.EMPTY_JSON_OBJECT);
        fields.forEach((name, field) -> {
            if (field instanceof JsonObject object && object.get("type") instanceof JsonString type) {
                types.put(name, type.getString());
            }
        });
        return types;
    }

    List<String> violations(Map<String, String> packet, Map<String, IdSchema.Form> forms) {
        try {
            JsonObjectBuilder identity = JsonMaking.object();
            packet.forEach((name, text) -> identity.add(name, value(text, forms.get(name), types.get(name))));
            JsonObject content = JsonMaking.object().add("identity", identity).build();
            return violations(bounds.within(Bounds.LOOK, () -> validator.validate(schema, content)));
        } catch (RuntimeException | StackOverflowError e) {
            // A pattern of the schema may be more than the platform's expressions can do with a long text, a reference may lead nowhere, a text may nest without end.
            return List.of("the packet cannot be checked against the ID schema (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static List<String> violations(Validator.Result result) {
        return result.isValid() ? List.of() : result.getErrors().stream().map(error -> field(error.getInstanceLocation()) + " does not keep to the ID schema (" + error.getKeyword() + ")").distinct().toList();
    }

    private static JsonValue value(String text, IdSchema.Form form, String type) {
        if (form == IdSchema.Form.SIMPLE || STRUCTURES.contains(String.valueOf(type))) {
            return structure(text);
        }
        return "number".equals(type) || "integer".equals(type) ? number(text) : JsonMaking.text(text);
    }

    /** What stands in a packet as text; one that is no JSON is left to the schema. */
    private static JsonValue structure(String text) {
        try (JsonReader reader = JsonMaking.reader(new StringReader(text))) {
            return reader.readValue();
        } catch (JsonException e) {
            return JsonMaking.text(text);
        }
    }

    private static JsonValue number(String text) {
        try {
            return text.length() > MOST_DIGITS || text.matches(".*[eE].*") ? JsonMaking.text(text) : JsonMaking.number(new BigDecimal(text));
        } catch (NumberFormatException e) {
            return JsonMaking.text(text);
        }
    }

    /** The field alone: what lies below it may be a person's. */
    private static String field(String pointer) {
        String[] parts = pointer.split("/");
        return parts.length > 2 ? parts[2] : "identity";
    }
}

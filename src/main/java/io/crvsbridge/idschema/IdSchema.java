package io.crvsbridge.idschema;

import io.crvsbridge.yaml.Faults;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParsingException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The ID schema that goes with every packet. A field that it does not list is dropped by MOSIP without a word (MOSIP
 * contract, section 2), so the pack is checked against it.
 */
public record IdSchema(String json, Map<String, Form> fields, Validation validation) {

    public static final String FILE = "id-schema.json";
    private static final String FIELDS = "/properties/identity/properties";

    private static final int MOST_DIGITS = 40;

    private static final JsonProvider JSON = JsonProvider.provider();
    private static final Set<String> CATEGORIES = Set.of("pvt", "kyc", "none", "evidence", "optional");

    /** How a value is written into a packet (MOSIP contract, section 2). */
    public enum Form {

        /** The value itself. */
        TEXT,
        /** A list of the value in each language, as JSON inside the string. */
        SIMPLE;

        public String encode(String value, List<String> languages) {
            if (this == TEXT) {
                return value;
            }
            Map<String, String> texts = new LinkedHashMap<>();
            languages.forEach(language -> texts.put(language, value));
            return simple(texts);
        }

        /** A field of form simple. @param texts by language, in the order in which they are written */
        public static String simple(Map<String, String> texts) {
            JsonArrayBuilder array = JSON.createArrayBuilder();
            texts.forEach((language, text) -> array.add(JSON.createObjectBuilder().add("language", language).add("value", text)));
            return array.build().toString();
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Form> named(String word) {
            return Arrays.stream(values()).filter(form -> form.word().equals(word)).findFirst();
        }
    }

    public static IdSchema read(Faults faults, String text) {
        Map<String, Form> fields = new LinkedHashMap<>();
        try (JsonReader reader = JSON.createReader(new StringReader(text))) {
            JsonObject schema = reader.readObject();
            if (!measured(schema)) {
                faults.add(FILE, 0, "", "a number has more than " + MOST_DIGITS + " digits");
                return none();
            }
            child(schema, "properties").flatMap(node -> child(node, "identity"))
                    .flatMap(node -> child(node, "properties"))
                    .ifPresentOrElse(
                            properties -> {
                                Map<String, Integer> lines = lines(text);
                                properties.forEach((name, field) ->
                                        fields.put(name, form(faults, lines.getOrDefault(name, 0), name, field)));
                            },
                            () -> faults.add(FILE, 0, "", "properties.identity.properties is missing"));
            return new IdSchema(schema.toString(), Map.copyOf(fields), Validation.of(faults, schema));
        } catch (JsonParsingException e) {
            faults.add(FILE, (int) e.getLocation().getLineNumber(), "", "not JSON: " + e.getMessage());
            return none();
        } catch (RuntimeException | StackOverflowError e) {
            // Also what is nested too deeply, for which each parser has an exception of its own.
            faults.add(FILE, 0, "", "not JSON: " + e.getMessage());
            return none();
        }
    }

    /** {@code 1e99999999} is ten letters, and written out in full by whoever compares it. */
    private static boolean measured(JsonValue value) {
        if (value instanceof JsonNumber number) {
            BigDecimal decimal = number.bigDecimalValue();
            return decimal.precision() <= MOST_DIGITS && Math.abs((long) decimal.scale()) <= MOST_DIGITS;
        }
        return value instanceof JsonObject object ? object.values().stream().allMatch(IdSchema::measured) : !(value instanceof JsonArray array) || array.stream().allMatch(IdSchema::measured);
    }

    /** For a pack that lacks one; it is not used then. */
    public static IdSchema none() {
        return new IdSchema("", Map.of(), Validation.NONE);
    }

    /** What the fields of a packet do not keep to, without their values. */
    public List<String> violations(Map<String, String> packet) {
        return validation.violations(packet, fields);
    }

    private static Form form(Faults faults, int line, String name, JsonValue value) {
        if (!(value instanceof JsonObject field)
                || !(field.get("fieldCategory") instanceof JsonString category)
                || !CATEGORIES.contains(category.getString())) {
            faults.add(FILE, line, name, "fieldCategory must be one of pvt, kyc, none, evidence, optional");
            return Form.TEXT;
        }
        return field.get("$ref") instanceof JsonString ref && ref.getString().endsWith("/simpleType")
                ? Form.SIMPLE
                : Form.TEXT;
    }

    private static Optional<JsonObject> child(JsonObject object, String key) {
        return object.get(key) instanceof JsonObject child ? Optional.of(child) : Optional.empty();
    }

    /** The lines on which the fields are written, which the objects do not tell. */
    private static Map<String, Integer> lines(String text) {
        Map<String, Integer> lines = new LinkedHashMap<>();
        Deque<String> path = new ArrayDeque<>();
        String key = "";
        try (JsonParser parser = JSON.createParser(new StringReader(text))) {
            while (parser.hasNext()) {
                switch (parser.next()) {
                    case KEY_NAME -> {
                        key = parser.getString();
                        if (String.join("/", path).equals(FIELDS)) {
                            lines.put(key, (int) parser.getLocation().getLineNumber());
                        }
                    }
                    case START_OBJECT, START_ARRAY -> path.addLast(key);
                    case END_OBJECT, END_ARRAY -> path.removeLast();
                    default -> { }
                }
            }
        }
        return lines;
    }
}

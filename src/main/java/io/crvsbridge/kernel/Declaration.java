package io.crvsbridge.kernel;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.util.Objects;
import java.util.Optional;

/**
 * What a record says: form field id → value. Immutable, and silent about its content when printed.
 *
 * <p>Merging follows Core to the letter (Core contract, section 5), because the bridge must judge and send the very
 * values that Core will hold.
 */
public final class Declaration {

    private static final JsonProvider JSON = JsonProvider.provider();
    private static final Declaration EMPTY = new Declaration(JsonValue.EMPTY_JSON_OBJECT);

    private final JsonObject values;

    private Declaration(JsonObject values) {
        this.values = values;
    }

    public static Declaration of(JsonObject values) {
        return new Declaration(Objects.requireNonNull(values, "values"));
    }

    public static Declaration empty() {
        return EMPTY;
    }

    public JsonObject values() {
        return values;
    }

    /** The value of a form field; an explicit null counts as none. */
    public Optional<JsonValue> value(String field) {
        return Optional.ofNullable(values.get(field)).filter(value -> value != JsonValue.NULL);
    }

    /**
     * Applies a later action's values: objects merge key by key, anything else replaces, a missing key keeps the old
     * value, and an array that meets an object stays.
     */
    public Declaration deepMerge(JsonObject incoming) {
        return incoming.isEmpty() ? this : new Declaration(merged(values, incoming));
    }

    private static JsonObject merged(JsonObject current, JsonObject incoming) {
        JsonObjectBuilder result = JSON.createObjectBuilder(current);
        incoming.forEach((key, value) -> result.add(key, merged(current.get(key), value)));
        return result.build();
    }

    private static JsonValue merged(JsonValue current, JsonValue incoming) {
        if (!(incoming instanceof JsonObject later)) {
            return incoming;
        }
        if (current instanceof JsonObject earlier) {
            return merged(earlier, later);
        }
        return current instanceof JsonArray ? current : incoming;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Declaration that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** Personal data never reaches a log: only the number of fields is told. */
    @Override
    public String toString() {
        return "Declaration[" + values.size() + " fields]";
    }
}

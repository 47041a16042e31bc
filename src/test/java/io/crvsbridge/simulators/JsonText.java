package io.crvsbridge.simulators;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Reads and builds JSON; the factories are kept, since looking the provider up for each message is slow. */
final class JsonText {

  private static final JsonProvider PROVIDER = JsonProvider.provider();
  private static final JsonReaderFactory READERS = PROVIDER.createReaderFactory(Map.of());
  private static final JsonBuilderFactory BUILDERS = PROVIDER.createBuilderFactory(Map.of());

  private JsonText() {}

  static JsonObjectBuilder object() {
    return BUILDERS.createObjectBuilder();
  }

  static JsonObjectBuilder object(JsonObject start) {
    return BUILDERS.createObjectBuilder(start);
  }

  static JsonArrayBuilder array() {
    return BUILDERS.createArrayBuilder();
  }

  static JsonArray array(Iterable<String> texts) {
    JsonArrayBuilder built = array();
    texts.forEach(built::add);
    return built.build();
  }

  static JsonValue value(String text) {
    return PROVIDER.createValue(text);
  }

  static JsonValue value(long number) {
    return PROVIDER.createValue(number);
  }

  /** Any JSON value; {@link JsonException} when the text is not JSON. */
  static JsonValue parse(String text) {
    try (var reader = READERS.createReader(new StringReader(text))) {
      return reader.readValue();
    }
  }

  static JsonObject parseObject(byte[] body) {
    return parseObject(new String(body, StandardCharsets.UTF_8));
  }

  static JsonObject parseObject(String text) {
    if (parse(text) instanceof JsonObject object) {
      return object;
    }
    throw new JsonException("not a JSON object");
  }

  static Optional<JsonValue> tryParse(String text) {
    try {
      return Optional.of(parse(text));
    } catch (JsonException | IllegalStateException notJson) {
      return Optional.empty();
    }
  }

  /** The text at a key, or null when it is absent or of another kind. */
  static String text(JsonObject object, String key) {
    return object != null && object.get(key) instanceof JsonString text ? text.getString() : null;
  }

  /** The object at a key, or an empty one. */
  static JsonObject child(JsonObject object, String key) {
    return object != null && object.get(key) instanceof JsonObject child ? child : JsonValue.EMPTY_JSON_OBJECT;
  }
}

package io.crvsbridge.simulators;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Map;
import java.util.Optional;

/**
 * A packet as MOSIP stored it.
 *
 * @param fields what remained after the silent drops
 * @param request the request as it came
 */
public record Packet(
    String id, String refId, String source, String process, Map<String, String> fields, Map<String, String> metaInfo, JsonObject request) {

  /** A value of the {@code metaData} or {@code operationsData} labels. */
  public Optional<String> label(String list, String label) {
    JsonValue parsed = JsonText.tryParse(metaInfo.getOrDefault(list, "[]")).orElse(JsonValue.EMPTY_JSON_ARRAY);
    return parsed instanceof JsonArray labels
        ? labels.stream()
            .filter(JsonObject.class::isInstance)
            .map(JsonValue::asJsonObject)
            .filter(entry -> label.equals(JsonText.text(entry, "label")) && entry.get("value") instanceof JsonString)
            .map(entry -> entry.getString("value"))
            .findFirst()
        : Optional.empty();
  }

  /** A field's text: of a list of languages, the first value. */
  public Optional<String> field(String name) {
    String raw = fields.get(name);
    if (raw == null) {
      return Optional.empty();
    }
    JsonValue parsed = raw.startsWith("[") ? JsonText.tryParse(raw).orElse(JsonValue.NULL) : JsonValue.NULL;
    boolean list = parsed instanceof JsonArray values && !values.isEmpty() && values.get(0) instanceof JsonObject;
    return Optional.ofNullable(list ? JsonText.text(parsed.asJsonArray().getJsonObject(0), "value") : raw);
  }
}

package io.crvsbridge.simulators;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** The declaration that the accepted actions of an event add up to (Core contract, section 5). */
final class Aggregate {

  private static final Set<String> WITHOUT_EFFECT = Set.of("REQUEST_CORRECTION", "PRINT_CERTIFICATE", "REJECT_CORRECTION");

  private Aggregate() {}

  static JsonObject of(CoreEvent event) {
    List<JsonObject> accepted =
        event.actions().stream()
            .filter(action -> CoreEvent.is(action, "status", "Accepted"))
            .filter(action -> !WITHOUT_EFFECT.contains(JsonText.text(action, "type")))
            .sorted(Comparator.comparing(action -> action.getString("createdAt")))
            .toList();
    JsonObject declaration = JsonValue.EMPTY_JSON_OBJECT;
    for (JsonObject action : accepted) {
      declaration = merge(declaration, original(event, action));
      declaration = merge(declaration, JsonText.child(action, "declaration"));
    }
    return declaration;
  }

  private static JsonObject original(CoreEvent event, JsonObject accepted) {
    String originalId = JsonText.text(accepted, "originalActionId");
    JsonObject original = originalId == null ? null : event.action(originalId).orElse(null);
    JsonObject requested = JsonText.child(original, "declaration");
    if (!CoreEvent.is(accepted, "type", "APPROVE_CORRECTION") || original == null) {
      return requested;
    }
    String requestId = JsonText.text(original, "requestId");
    JsonObject correction = event.find(a -> CoreEvent.is(a, "id", String.valueOf(requestId))).orElse(null);
    String correctionRequest = JsonText.text(correction, "originalActionId");
    JsonObject asked = correctionRequest == null ? correction : event.action(correctionRequest).orElse(correction);
    return merge(JsonText.child(asked, "declaration"), requested);
  }

  /** Objects merge, everything else replaces; an array that meets an object stays. */
  static JsonObject merge(JsonObject base, JsonObject change) {
    JsonObjectBuilder merged = JsonText.object(base);
    change.forEach((key, value) -> merged.add(key, merged(base.get(key), value)));
    return merged.build();
  }

  private static JsonValue merged(JsonValue old, JsonValue value) {
    if (value instanceof JsonObject change && old instanceof JsonObject base) {
      return merge(base, change);
    }
    boolean arrayMeetsObject = old != null && old.getValueType() == JsonValue.ValueType.ARRAY && value instanceof JsonObject;
    return arrayMeetsObject ? old : value;
  }
}

package io.crvsbridge.document;

import io.crvsbridge.kernel.Declaration;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Computes a record's values from its actions as Core does (Core contract, section 5), optionally as if one more
 * action had been accepted.
 */
final class ActionHistory {

    /** Their declarations are proposals or annotations; a correction counts when it is approved. */
    private static final Set<String> WITHOUT_EFFECT =
            Set.of("REQUEST_CORRECTION", "PRINT_CERTIFICATE", "REJECT_CORRECTION");

    private final List<JsonObject> actions;
    private final JsonObject alsoAccepted;
    private final Map<String, JsonObject> byId = new HashMap<>();

    ActionHistory(List<JsonObject> actions, JsonObject alsoAccepted) {
        this.actions = actions;
        this.alsoAccepted = alsoAccepted;
        actions.forEach(action -> byId.putIfAbsent(action.getString("id"), action));
    }

    Declaration declaration() {
        List<JsonObject> effective = actions.stream()
                .filter(this::isAccepted)
                .filter(action -> !WITHOUT_EFFECT.contains(action.getString("type")))
                // As strings, and stable: that is how Core orders actions of the same millisecond.
                .sorted(Comparator.comparing(action -> action.getString("createdAt")))
                .toList();
        Declaration result = Declaration.empty();
        for (JsonObject action : effective) {
            result = apply(result, action);
        }
        return result;
    }

    private Declaration apply(Declaration current, JsonObject action) {
        if (!action.getString("type").equals("APPROVE_CORRECTION")) {
            return applyComplete(current, action);
        }
        JsonObject request = named(action, "requestId");
        // An approval that does not name an accepted request changes nothing, not even by its own values.
        return request == null || !isAccepted(request)
                ? current
                : applyComplete(applyComplete(current, request), action);
    }

    /** An accepted action counts together with the request that it answers. */
    private Declaration applyComplete(Declaration current, JsonObject action) {
        JsonObject original = named(action, "originalActionId");
        Declaration requested = original == null || !EventShape.isRequested(original)
                ? current
                : current.deepMerge(declared(original));
        return requested.deepMerge(declared(action));
    }

    private boolean isAccepted(JsonObject action) {
        return action == alsoAccepted || EventShape.isAccepted(action);
    }

    private JsonObject named(JsonObject action, String key) {
        return action.get(key) instanceof JsonString id ? byId.get(id.getString()) : null;
    }

    private static JsonObject declared(JsonObject action) {
        return action.get("declaration") instanceof JsonObject declared ? declared : JsonValue.EMPTY_JSON_OBJECT;
    }
}

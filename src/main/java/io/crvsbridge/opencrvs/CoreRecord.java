package io.crvsbridge.opencrvs;

import io.crvsbridge.kernel.JsonMaking;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.Optional;

/** The event document inside an answer of Core: what it says about one action of ours. */
final class CoreRecord {

    private final JsonArray actions;
    private final String actionId;

    private CoreRecord(JsonArray actions, String actionId) {
        this.actions = actions;
        this.actionId = actionId;
    }

    /** Reads {@code result.data.json} of a tRPC answer; nothing when the text is anything else. */
    static Optional<CoreRecord> read(String body, String actionId) {
        return event(body)
                .filter(o -> o.get("actions") instanceof JsonArray).map(o -> new CoreRecord(o.getJsonArray("actions"), actionId));
    }

    private static Optional<JsonObject> event(String body) {
        return object(body).flatMap(o -> member(o, "result")).flatMap(o -> member(o, "data")).flatMap(o -> member(o, "json"));
    }

    /** The message of an error answer, in either of Core's two forms, bounded. */
    static String errorMessage(String body) {
        Optional<JsonObject> whole = object(body);
        return whole.flatMap(o -> member(o, "error")).flatMap(o -> member(o, "json")).or(() -> whole).flatMap(o -> text(o, "message"))
                .map(m -> m.length() > 300 ? m.substring(0, 300).replaceFirst("\\S*$", "") : m).orElse("no message");
    }

    /** The first action that accepted ours: later ones change nothing in Core. */
    Optional<JsonObject> accepted() {
        return answer("Accepted");
    }

    Optional<JsonObject> rejected() {
        return answer("Rejected");
    }

    /** Our action itself. */
    Optional<JsonObject> requested() {
        return actions.stream().filter(JsonObject.class::isInstance).map(JsonValue::asJsonObject).filter(a -> text(a, "id").equals(Optional.of(actionId))).findFirst();
    }

    /** The event's type, such as {@code birth}. */
    static Optional<String> eventType(String body) {
        return event(body).flatMap(o -> text(o, "type"));
    }

    private Optional<JsonObject> answer(String status) {
        return actions.stream().filter(JsonObject.class::isInstance).map(JsonValue::asJsonObject)
                .filter(a -> text(a, "status").equals(Optional.of(status)) && text(a, "originalActionId").equals(Optional.of(actionId))).findFirst();
    }

    static Optional<String> text(JsonObject object, String key) {
        return object.get(key) instanceof JsonString text ? Optional.of(text.getString()) : Optional.empty();
    }

    static Optional<JsonObject> object(String body) {
        try (JsonReader reader = JsonMaking.reader(new StringReader(body))) {
            return reader.readValue() instanceof JsonObject object ? Optional.of(object) : Optional.empty();
        } catch (RuntimeException e) {
            // Whatever the parser throws: for text nested too deeply it is a plain RuntimeException.
            return Optional.empty();
        }
    }

    private static Optional<JsonObject> member(JsonObject object, String key) {
        return object.get(key) instanceof JsonObject child ? Optional.of(child) : Optional.empty();
    }
}

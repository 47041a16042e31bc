package io.crvsbridge.document;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What an event document must look like before anything is asked of it. Errors name keys and places, never values. */
final class EventShape {

    static final int MAX_ACTIONS = 10_000;

    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final Set<String> STATUSES = Set.of("Requested", "Accepted", "Rejected");

    private EventShape() {}

    static List<JsonObject> actions(JsonObject event) throws UnreadableDocument {
        requireUuid(event, "id", "the event");
        requireText(event, "type", "the event");
        if (!(event.get("actions") instanceof JsonArray array)) {
            throw new UnreadableDocument("the event has no list of actions");
        }
        if (array.size() > MAX_ACTIONS) {
            throw new UnreadableDocument("the event has more than " + MAX_ACTIONS + " actions");
        }
        List<JsonObject> actions = new ArrayList<>(array.size());
        for (JsonValue value : array) {
            actions.add(action(value, "action " + (actions.size() + 1)));
        }
        return List.copyOf(actions);
    }

    private static JsonObject action(JsonValue value, String where) throws UnreadableDocument {
        if (!(value instanceof JsonObject action)) {
            throw new UnreadableDocument(where + " is not an object");
        }
        requireUuid(action, "id", where);
        requireText(action, "type", where);
        requireText(action, "createdAt", where);
        requireText(action, "status", where);
        if (!STATUSES.contains(action.getString("status"))) {
            throw new UnreadableDocument(where + " has an unknown status");
        }
        JsonValue declaration = action.get("declaration");
        if (declaration != null && declaration != JsonValue.NULL && !(declaration instanceof JsonObject)) {
            throw new UnreadableDocument(where + " has a declaration that is not an object");
        }
        return action;
    }

    static boolean isRequested(JsonObject action) {
        return action.getString("status").equals("Requested");
    }

    static boolean isAccepted(JsonObject action) {
        return action.getString("status").equals("Accepted");
    }

    private static void requireText(JsonObject object, String key, String where) throws UnreadableDocument {
        if (!(object.get(key) instanceof JsonString text) || text.getString().isEmpty()) {
            throw new UnreadableDocument(where + " has no " + key);
        }
    }

    private static void requireUuid(JsonObject object, String key, String where) throws UnreadableDocument {
        requireText(object, key, where);
        if (!UUID_TEXT.matcher(object.getString(key)).matches()) {
            throw new UnreadableDocument(where + " has an " + key + " that is no UUID");
        }
    }
}

package io.crvsbridge.document;

import io.crvsbridge.country.Situation;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The action that waits for the country's answer (Core contract, section 5). */
final class RequestedAction {

    private static final JsonProvider JSON = JsonProvider.provider();

    private final JsonObject action;
    private final Instant createdAt;

    RequestedAction(JsonObject action) throws UnreadableDocument {
        this.action = action;
        try {
            this.createdAt = Situation.time(action.getString("createdAt"));
        } catch (DateTimeException e) {
            throw new UnreadableDocument("the pending action's createdAt is not a time");
        }
        if (action.getString("type").equals("CUSTOM") && customActionType().isEmpty()) {
            throw new UnreadableDocument("the pending custom action has no customActionType");
        }
    }

    UUID id() {
        return UUID.fromString(action.getString("id"));
    }

    String type() {
        return action.getString("type");
    }

    Instant createdAt() {
        return createdAt;
    }

    Optional<String> customActionType() {
        return text(action, "customActionType");
    }

    Optional<String> createdBy() {
        return text(action, "createdBy");
    }

    /** The office. */
    Optional<String> createdAtLocation() {
        return text(action, "createdAtLocation");
    }

    /** Not a key: the client uses one for several actions of a record. */
    Optional<String> transactionId() {
        return text(action, "transactionId");
    }

    /** The correction request that a pending approval or rejection speaks of. */
    Optional<String> requestId() {
        return text(action, "requestId");
    }

    /** What the action itself declares; for the record as a whole ask {@link EventDocument#declaration()}. */
    JsonObject declared() {
        return object("declaration");
    }

    JsonObject content() {
        return object("content");
    }

    JsonObject annotation() {
        return object("annotation");
    }

    /** What an accept has to repeat beside ids and declaration (Core contract, section 3). */
    JsonObject acceptExtras() {
        JsonObjectBuilder extras = JSON.createObjectBuilder();
        switch (type()) {
            case "EDIT" -> copy("content", extras);
            case "ARCHIVE", "REJECT" -> copyReason(extras);
            case "APPROVE_CORRECTION" -> copy("requestId", extras);
            case "REJECT_CORRECTION" -> {
                copy("requestId", extras);
                copyReason(extras);
            }
            case "CUSTOM" -> copy("customActionType", extras);
            default -> { }
        }
        return extras.build();
    }

    private void copy(String key, JsonObjectBuilder extras) {
        if (action.containsKey(key)) {
            extras.add(key, action.get(key));
        }
    }

    private void copyReason(JsonObjectBuilder extras) {
        JsonValue reason = content().get("reason");
        if (reason != null) {
            extras.add("content", JSON.createObjectBuilder().add("reason", reason));
        }
    }

    private JsonObject object(String key) {
        return action.get(key) instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
    }

    static Optional<String> text(JsonObject object, String key) {
        return object.get(key) instanceof JsonString text ? Optional.of(text.getString()) : Optional.empty();
    }

    @Override
    public String toString() {
        return "RequestedAction[" + type() + " " + id() + "]";
    }
}

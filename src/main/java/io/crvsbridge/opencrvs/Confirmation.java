package io.crvsbridge.opencrvs;

import io.crvsbridge.kernel.ActionKey;
import io.crvsbridge.kernel.JsonMaking;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is told to Core about one action. Built from the row alone, so that every repetition is the same call.
 *
 * @param transactionId from our own row: Core drops a call whose transaction id another action has used (Core contract, section 3, trap 1)
 * @param actionType    decides the procedure, which Core does not check (trap 5)
 * @param declaration   form field id to value; only ids that the pack declares (trap 4)
 * @param annotation    field of the action's annotation to value; only those that the pack declares
 * @param extras        what an accept of this type must repeat
 * @param receivedAt    when the trigger was stored
 */
public record Confirmation(
        ActionKey key,
        String transactionId,
        String actionType,
        Optional<String> registrationNumber,
        JsonObject declaration,
        JsonObject annotation,
        JsonObject extras,
        String token,
        Instant receivedAt) {

    /** Parts of a requested action, each of which only those types have that repeat it (Core contract, section 3). */
    private static final List<String> REPEATED = List.of("requestId", "customActionType", "content");

    /** The same for the action as Core shows it: of its own type, with what an accept of that must repeat. Nothing when Core shows a type that we cannot tell. */
    Optional<Confirmation> of(JsonObject requested) {
        Optional<ActionType> type = CoreRecord.text(requested, "type").flatMap(ActionType::find);
        JsonObjectBuilder repeated = JsonMaking.object();
        REPEATED.stream().filter(requested::containsKey).forEach(part -> repeated.add(part, requested.get(part)));
        return type.map(t -> new Confirmation(key, transactionId, t.name(), registrationNumber.filter(n -> t == ActionType.REGISTER), declaration, annotation, repeated.build(), token, receivedAt));
    }

    String procedure(String verb) {
        return ActionType.find(actionType).orElseThrow().procedure() + "." + verb;
    }

    String acceptBody() {
        JsonObjectBuilder json = ids();
        registrationNumber.ifPresent(n -> json.add("registrationNumber", n));
        if (!declaration.isEmpty()) {
            json.add("declaration", declaration);
        }
        if (!annotation.isEmpty()) {
            json.add("annotation", annotation);
        }
        extras.forEach(json::add);
        return envelope(json);
    }

    /** A reject takes no reason (Core contract, section 3). */
    String rejectBody() {
        return envelope(ids());
    }

    private JsonObjectBuilder ids() {
        return JsonMaking.object().add("eventId", key.eventId()).add("actionId", key.actionId()).add("transactionId", transactionId);
    }

    private static String envelope(JsonObjectBuilder json) {
        return JsonMaking.object().add("json", json).build().toString();
    }

    /** Masked: token and declaration. */
    @Override
    public String toString() {
        return "Confirmation[" + key + ", " + actionType + "]";
    }
}

package io.crvsbridge.document;

import io.crvsbridge.kernel.Declaration;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The record as Core sends it: an event and its actions (Core contract, section 5). A document that exists has the
 * right shape; whether exactly one action waits for us is asked of {@link #pendingAction()}.
 */
final class EventDocument {

    private static final String CREATED = "CREATED";
    /** Every other action leaves a record where it stands (Core's public source, {@code getStatusFromActions}). */
    private static final Map<String, String> STATUSES = Map.of("CREATE", CREATED, "NOTIFY", "NOTIFIED", "DECLARE", "DECLARED", "VALIDATE", "VALIDATED",
            "REGISTER", "REGISTERED", "ARCHIVE", "ARCHIVED");

    private final JsonObject event;
    private final List<JsonObject> actions;

    private EventDocument(JsonObject event) throws UnreadableDocument {
        this.event = event;
        this.actions = EventShape.actions(event);
    }

    static EventDocument parse(byte[] bytes) throws UnreadableDocument {
        return read(StrictJson.object(bytes));
    }

    static EventDocument of(JsonObject event) throws UnreadableDocument {
        StrictJson.check(event);
        return new EventDocument(event);
    }

    /** Of what {@link StrictJson} has read. */
    static EventDocument read(JsonObject event) throws UnreadableDocument {
        return new EventDocument(event);
    }

    UUID id() {
        return UUID.fromString(event.getString("id"));
    }

    String type() {
        return event.getString("type");
    }

    Optional<String> trackingId() {
        return RequestedAction.text(event, "trackingId");
    }

    /** The number under which the record is registered already. */
    Optional<String> registrationNumber() {
        return actions.stream().filter(action -> action.getString("type").equals("REGISTER") && action.getString("status").equals("Accepted"))
                .flatMap(action -> RequestedAction.text(action, "registrationNumber").stream()).findFirst();
    }

    /** Where the record stands, in Core's words: the last accepted action that moves it says so. Of 1.9, VALIDATED as well. */
    String status() {
        return actions.stream().filter(EventShape::isAccepted).flatMap(action -> Optional.ofNullable(STATUSES.get(action.getString("type"))).stream())
                .reduce(CREATED, (before, after) -> after);
    }

    /** The only requested action that nobody has accepted or rejected yet. */
    RequestedAction pendingAction() throws UnreadableDocument {
        return new RequestedAction(pending());
    }

    /** What the record says once the pending action is accepted: the values to judge and to send. */
    Declaration declaration() throws UnreadableDocument {
        JsonObject pending = pending();
        return new ActionHistory(actions, pending).declaration();
    }

    /** What the record says without the pending action. */
    Declaration aggregate() {
        return new ActionHistory(actions, null).declaration();
    }

    private JsonObject pending() throws UnreadableDocument {
        Set<String> answered = actions.stream()
                .filter(action -> !EventShape.isRequested(action))
                .flatMap(action -> RequestedAction.text(action, "originalActionId").stream())
                .collect(Collectors.toSet());
        List<JsonObject> open = new ArrayList<>(actions);
        open.removeIf(action -> !EventShape.isRequested(action) || answered.contains(action.getString("id")));
        if (open.size() != 1) {
            throw new UnreadableDocument("expected exactly one pending action, found " + open.size());
        }
        return open.get(0);
    }

    @Override
    public String toString() {
        return "EventDocument[" + id() + ", " + actions.size() + " actions]";
    }
}

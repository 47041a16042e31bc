package io.crvsbridge.document;

import io.crvsbridge.kernel.Declaration;
import io.crvsbridge.kernel.JsonMaking;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Optional;

/**
 * A record as it stands by its accepted actions, whether or not another one waits: what a rule may know of a record that it does not judge.
 *
 * @param registrationNumber under which it is registered
 * @param status             in Core's words, such as {@code DECLARED} or {@code REGISTERED}
 */
public record RecordState(String id, String type, Optional<String> trackingId, Optional<String> registrationNumber, String status, Declaration declaration) {

    /** Of Core's event document. @throws UnreadableDocument with a plain reason, free of the document's data */
    public static RecordState of(JsonObject event) throws UnreadableDocument {
        EventDocument document = EventDocument.of(event);
        return new RecordState(document.id().toString(), document.type(), document.trackingId(), document.registrationNumber(), document.status(), document.aggregate());
    }

    /** Its parts by their names; what there is not, is left out. */
    public JsonObject json() {
        JsonObjectBuilder json = JsonMaking.object().add("id", id).add("type", type);
        trackingId.ifPresent(text -> json.add("trackingId", text));
        registrationNumber.ifPresent(number -> json.add("registrationNumber", number));
        return json.add("status", status).add("declaration", declaration.values()).build();
    }

    /** Masked: the declaration. */
    @Override
    public String toString() {
        return "RecordState[" + id + ", " + status + "]";
    }
}

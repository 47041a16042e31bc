package io.crvsbridge.document;

import io.crvsbridge.country.Situation;
import io.crvsbridge.kernel.ActionKey;
import jakarta.json.JsonObject;
import java.util.Optional;

/**
 * What a document of Core says about its pending action, ready to be judged and answered.
 *
 * @param situation    for the country pack; the pending action is taken as accepted
 * @param requestedBy  the user id of who asked for the pending action
 * @param registrationNumber under which the record is registered already
 * @param acceptExtras what an accept must repeat for this type of action (Core contract, section 3)
 */
public record RecordSnapshot(ActionKey key, Situation situation, Optional<String> customAction, Optional<String> trackingId,
        Optional<String> requestedBy, Optional<String> registrationNumber, JsonObject acceptExtras) {

    /** Reads a document. @throws UnreadableDocument with a plain reason, free of the document's data */
    public static RecordSnapshot read(byte[] body) throws UnreadableDocument {
        EventDocument document = EventDocument.parse(body);
        RequestedAction pending = document.pendingAction();
        ActionKey key = new ActionKey(document.id().toString(), pending.id().toString());
        Situation situation = new Situation(document.type(), pending.type(), pending.customActionType().orElse(null), document.declaration(), document::aggregate, pending.createdAt());
        return new RecordSnapshot(key, situation, pending.customActionType(), document.trackingId(), pending.createdBy(),
                document.registrationNumber(), pending.acceptExtras());
    }

    /** Masked: the situation holds the declaration. */
    @Override
    public String toString() {
        return "RecordSnapshot[" + key + "]";
    }
}

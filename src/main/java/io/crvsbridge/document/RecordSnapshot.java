package io.crvsbridge.document;

import io.crvsbridge.country.CountryPack;
import io.crvsbridge.mapping.PacketContent;
import io.crvsbridge.country.Situation;
import io.crvsbridge.mapping.Unfit;
import io.crvsbridge.kernel.ActionKey;
import io.crvsbridge.kernel.Additions;
import jakarta.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a document of Core says about its pending action, ready to be judged and answered.
 *
 * @param situation    for the country pack; the pending action is taken as accepted
 * @param requestedBy  the user id of who asked for the pending action
 * @param registrationNumber under which the record is registered already
 * @param office       where the pending action was asked for, by Core's id
 * @param acceptExtras what an accept must repeat for this type of action (Core contract, section 3)
 */
public record RecordSnapshot(ActionKey key, Situation situation, Optional<String> customAction, Optional<String> trackingId,
        Optional<String> requestedBy, Optional<String> registrationNumber, Optional<String> office, JsonObject acceptExtras) implements Matter {

    /** Reads a document. @throws UnreadableDocument with a plain reason, free of the document's data */
    public static RecordSnapshot read(byte[] body) throws UnreadableDocument {
        return of(EventDocument.parse(body));
    }

    /** Of what {@link StrictJson} has read. */
    static RecordSnapshot of(JsonObject event) throws UnreadableDocument {
        return of(EventDocument.read(event));
    }

    private static RecordSnapshot of(EventDocument document) throws UnreadableDocument {
        RequestedAction pending = document.pendingAction();
        ActionKey key = new ActionKey(document.id().toString(), pending.id().toString());
        Situation situation = new Situation(document.type(), pending.type(), pending.customActionType().orElse(null), document.declaration(), document::aggregate, pending.createdAt());
        return new RecordSnapshot(key, situation, pending.customActionType(), document.trackingId(), pending.createdBy(),
                document.registrationNumber(), pending.createdAtLocation(), pending.acceptExtras());
    }

    @Override
    public RecordSnapshot with(Additions additions) {
        return new RecordSnapshot(key, situation.with(additions), customAction, trackingId, requestedBy, registrationNumber, office, acceptExtras);
    }

    /** What expressions may know of the record beside its declaration. */
    Map<String, String> known() {
        return known(Map.of());
    }

    /** The same, beside what the bridge knows. */
    public Map<String, String> known(Map<String, String> context) {
        Map<String, String> all = new HashMap<>(context);
        trackingId.ifPresent(id -> all.put("trackingId", id));
        office.ifPresent(id -> all.put("office", id));
        return Map.copyOf(all);
    }

    @Override
    public PacketContent content(CountryPack pack, String operation, Map<String, String> context) {
        return pack.map(situation, operation, known(context));
    }

    @Override
    public Optional<Unfit> unfit(CountryPack pack, String operation, Map<String, String> context, PacketContent content) {
        return pack.unfit(situation, operation, known(context), content);
    }

    /** Masked: the situation holds the declaration. */
    @Override
    public String toString() {
        return "RecordSnapshot[" + key + "]";
    }
}

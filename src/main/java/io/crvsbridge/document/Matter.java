package io.crvsbridge.document;

import io.crvsbridge.country.CountryPack;
import io.crvsbridge.mapping.MappingFailed;
import io.crvsbridge.mapping.PacketContent;
import io.crvsbridge.mapping.Unfit;
import io.crvsbridge.kernel.Additions;
import jakarta.json.JsonObject;
import java.util.Map;
import java.util.Optional;

/** What an action is about, as it was handed to us: a record of Core's, or a packet that is ready already. It says what is to be sent, and what goes along with an accept. */
public sealed interface Matter permits RecordSnapshot, ReadyPacket {

    /** Reads what is stored with an action. @throws UnreadableDocument with a plain reason, free of the document's data */
    static Matter read(byte[] document) throws UnreadableDocument {
        JsonObject json = StrictJson.object(document);
        return ReadyPacket.looksLike(json) ? ReadyPacket.of(json) : RecordSnapshot.of(json);
    }

    /** The same with what has come to the action since. */
    Matter with(Additions additions);

    /**
     * What is sent to the national ID system.
     *
     * @param context what the bridge knows beside the document, such as {@code registrationNumber}
     * @throws MappingFailed            if a field cannot be computed
     * @throws IllegalArgumentException if there is no such operation
     */
    PacketContent content(CountryPack pack, String operation, Map<String, String> context);

    /** Why it would not be taken; nothing when it may be sent. */
    Optional<Unfit> unfit(CountryPack pack, String operation, Map<String, String> context, PacketContent content);

    /** What an accept must repeat beside ids and declaration. */
    JsonObject acceptExtras();
}

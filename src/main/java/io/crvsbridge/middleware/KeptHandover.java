package io.crvsbridge.middleware;

import io.crvsbridge.document.ReadyPacket.Kind;
import io.crvsbridge.kernel.ActionKey;
import io.crvsbridge.kernel.JsonMaking;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** A handover as the journal keeps it: with its token, which is not checked a second time, since by then it may have expired. */
final class KeptHandover {

    private KeptHandover() {}

    static byte[] written(Handover handover) {
        JsonObjectBuilder json = JsonMaking.object().add("kind", handover.kind().name()).add("eventId", handover.key().eventId()).add("actionId", handover.key().actionId())
                .add("actionType", handover.actionType()).add("token", handover.token()).add("expires", handover.expires().toString())
                .add("body", Base64.getEncoder().encodeToString(handover.body()));
        handover.requestedBy().ifPresent(id -> json.add("requestedBy", id));
        handover.trackingId().ifPresent(id -> json.add("trackingId", id));
        handover.number().ifPresent(number -> json.add("number", number));
        return json.build().toString().getBytes(StandardCharsets.UTF_8);
    }

    /** @throws IllegalArgumentException when it was not written by {@link #written} */
    static Handover read(byte[] written) {
        try (JsonReader reader = JsonMaking.reader(new ByteArrayInputStream(written))) {
            JsonObject json = reader.readObject();
            ActionKey key = new ActionKey(json.getString("eventId"), json.getString("actionId"));
            return new Handover(Kind.valueOf(json.getString("kind")), key, json.getString("actionType"), json.getString("token"), Instant.parse(json.getString("expires")),
                    text(json, "requestedBy"), text(json, "trackingId"), text(json, "number"), Base64.getDecoder().decode(json.getString("body")));
        } catch (JsonException | NullPointerException | ClassCastException | DateTimeException e) {
            throw new IllegalArgumentException("no handover of the journal", e);
        }
    }

    private static Optional<String> text(JsonObject json, String key) {
        return Optional.ofNullable(json.getString(key, null));
    }
}

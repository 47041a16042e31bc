package io.crvsbridge.trigger;

import io.crvsbridge.kernel.ActionKey;
import io.crvsbridge.kernel.JsonMaking;
import io.crvsbridge.opencrvs.ActionType;
import io.crvsbridge.opencrvs.RecordToken;
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

/**
 * An authentic trigger as the journal keeps it: with its token, which is not checked a second time, since by then it may have expired.
 *
 * @param body   the document; nothing when only an attention is kept
 * @param reason why it could not be read, for an attention
 */
record KeptTrigger(Trigger trigger, Optional<byte[]> body, Optional<String> reason) {

    byte[] written() {
        ActionKey key = trigger.key();
        JsonObjectBuilder json = JsonMaking.object().add("event", trigger.event()).add("action", trigger.type().name())
                .add("eventId", key.eventId()).add("actionId", key.actionId())
                .add("token", trigger.token().text()).add("expires", trigger.token().expires().toString());
        body.ifPresent(bytes -> json.add("body", Base64.getEncoder().encodeToString(bytes)));
        reason.ifPresent(text -> json.add("reason", text));
        return json.build().toString().getBytes(StandardCharsets.UTF_8);
    }

    /** @throws IllegalArgumentException when it was not written by {@link #written} */
    static KeptTrigger read(byte[] written) {
        try (JsonReader reader = JsonMaking.reader(new ByteArrayInputStream(written))) {
            JsonObject json = reader.readObject();
            ActionKey key = new ActionKey(json.getString("eventId"), json.getString("actionId"));
            RecordToken token = new RecordToken(Optional.of(key), true, Instant.parse(json.getString("expires")), json.getString("token"));
            Trigger trigger = new Trigger(json.getString("event"), ActionType.find(json.getString("action")).orElseThrow(IllegalArgumentException::new), token, null);
            return new KeptTrigger(trigger, Optional.ofNullable(json.getString("body", null)).map(Base64.getDecoder()::decode),
                    Optional.ofNullable(json.getString("reason", null)));
        } catch (JsonException | NullPointerException | ClassCastException | DateTimeException e) {
            throw new IllegalArgumentException("no trigger of the journal", e);
        }
    }

    /** Masked: token and document. */
    @Override
    public String toString() {
        return "KeptTrigger[" + trigger.key() + "]";
    }
}

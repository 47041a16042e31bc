package io.crvsbridge.delivery;

import io.crvsbridge.credential.CredentialJson;
import io.crvsbridge.credential.CredentialRefused;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Optional;

/**
 * What a delivery says about itself (MOSIP contract, section 5.2), read leniently: variants of everything but these members are legitimate. None of it is proved;
 * only the credential is.
 *
 * @param transactionId the credential request, for the acknowledgement
 * @param credential   encrypted
 * @param dataShareUri where the credential lies when it does not come along
 */
record HubEvent(
        Optional<String> id,
        Optional<String> transactionId,
        Optional<String> topic,
        Optional<String> registrationId,
        Optional<String> recordReference,
        Optional<String> credential,
        Optional<String> dataShareUri) {

    /** @throws CredentialRefused when it is no JSON object within our bounds */
    static HubEvent read(byte[] body) throws CredentialRefused {
        JsonObject message = CredentialJson.read(body);
        JsonObject event = object(message, "event");
        JsonObject data = object(event, "data");
        return new HubEvent(text(event, "id"), text(event, "transactionId"), text(message, "topic"), text(data, "registrationId"), text(data, "crvsRecordRef"),
                text(data, "credential"), text(event, "dataShareUri"));
    }

    private static JsonObject object(JsonObject parent, String name) {
        return parent.get(name) instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
    }

    private static Optional<String> text(JsonObject parent, String name) {
        return parent.get(name) instanceof JsonString string && !string.getString().isBlank() ? Optional.of(string.getString()) : Optional.empty();
    }

    /** Masked: the credential is a person's. */
    @Override
    public String toString() {
        return "HubEvent[" + id.orElse("?") + "]";
    }
}

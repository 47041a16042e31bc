package io.crvsbridge.delivery;

import io.crvsbridge.credential.CredentialJson;
import io.crvsbridge.credential.CredentialRefused;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.Optional;

/**
 * The end or the pause of a workflow: a flat object without an event's wrapper (MOSIP contract, section 3.3).
 *
 * @param reference   the registration id
 * @param resultCode  PROCESSED, FAILED or REJECTED; absent for a pause
 * @param errorCode   such as PACKET_FAILED
 * @param wanted      the process by which further information is to come, for a pause
 */
record WorkflowEvent(Optional<String> reference, Optional<String> resultCode, Optional<String> errorCode, Optional<String> wanted) {

    static WorkflowEvent read(byte[] body) throws CredentialRefused {
        JsonObject event = CredentialJson.read(body);
        return new WorkflowEvent(text(event, "instanceId"), text(event, "resultCode"), text(event, "errorCode"), text(event, "additionalInfoProcess"));
    }

    private static Optional<String> text(JsonObject event, String name) {
        return event.get(name) instanceof JsonString string ? Optional.of(string.getString().strip()).filter(t -> t.matches("[A-Za-z0-9_.-]{1,64}")) : Optional.empty();
    }
}

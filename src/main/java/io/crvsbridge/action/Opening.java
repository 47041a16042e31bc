package io.crvsbridge.action;

import io.crvsbridge.kernel.ActionKey;
import java.time.Instant;
import java.util.Optional;

/**
 * A judged trigger, ready to be stored.
 *
 * @param decideBy           the token's expiry
 * @param document           the event document as Core sent it
 * @param operation          for {@link Decision#HOLD}: what the national ID system is asked
 * @param reason             for {@link Decision#REFUSE}: the pack's reason
 * @param needsNumber        whether the answer must carry a registration number (REGISTER answered 200)
 * @param park               set when judging failed: the action is held and parked at once
 * @param held               set when Core was answered 202 before this could be stored, whatever the verdict is: when it came
 */
public record Opening(
        ActionKey key,
        String eventType,
        String actionType,
        Optional<String> customActionType,
        String trackingId,
        Instant decideBy,
        String token,
        byte[] document,
        Decision decision,
        String rule,
        String packVersion,
        Optional<String> operation,
        Optional<String> reason,
        boolean needsNumber,
        Optional<ParkCause> park,
        Optional<Instant> held) {

    /** One that is answered when it is stored. */
    public Opening(ActionKey key, String eventType, String actionType, Optional<String> customActionType, String trackingId, Instant decideBy, String token,
            byte[] document, Decision decision, String rule, String packVersion, Optional<String> operation, Optional<String> reason, boolean needsNumber,
            Optional<ParkCause> park) {
        this(key, eventType, actionType, customActionType, trackingId, decideBy, token, document, decision, rule, packVersion, operation, reason, needsNumber,
                park, Optional.empty());
    }

    /** The same, when Core was answered 202 at {@code arrived}: every other verdict is then told to it later. */
    public Opening heldSince(Instant arrived) {
        return new Opening(key, eventType, actionType, customActionType, trackingId, decideBy, token, document, decision, rule, packVersion, operation, reason,
                needsNumber, park, Optional.of(arrived));
    }

    /** Masked: token and document are sealed matters. */
    @Override
    public String toString() {
        return "Opening[" + key + ", " + actionType + ", " + decision + "]";
    }
}

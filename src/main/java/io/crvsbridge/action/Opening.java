package io.crvsbridge.action;

import io.crvsbridge.kernel.ActionKey;
import io.crvsbridge.kernel.Additions;
import io.crvsbridge.kernel.WhenDeclined;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A judged trigger, ready to be stored.
 *
 * @param decideBy           the token's expiry
 * @param document           the event document as Core sent it
 * @param operation          what the national ID system is asked, or told: for {@link Decision#HOLD} before Core goes on, for {@link Decision#ACCEPT} afterwards
 * @param whenDeclined       for {@link Decision#HOLD}: what follows a negative outcome
 * @param reason             for {@link Decision#REFUSE}, or for parking: why
 * @param needsNumber        whether the answer must carry a registration number (REGISTER answered 200)
 * @param requestedBy        the registrar's user id in Core
 * @param registrationNumber under which Core holds the record already, or that came along with the action
 * @param park               set when judging failed: the action is held and parked at once
 * @param additions          what has come to the action beside its document
 * @param told               what peers were asked and said, for the history
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
        WhenDeclined whenDeclined,
        Optional<String> reason,
        boolean needsNumber,
        Optional<String> requestedBy,
        Optional<String> registrationNumber,
        Optional<ParkCause> park,
        Optional<Instant> held,
        Additions additions,
        String told) {

    /** A registration, or what may be one. */
    private static final Set<String> NUMBERED = Set.of("REGISTER", "NOT_SAID");

    /** One that is answered when it is stored. */
    public Opening(ActionKey key, String eventType, String actionType, Optional<String> customActionType, String trackingId, Instant decideBy, String token,
            byte[] document, Decision decision, String rule, String packVersion, Optional<String> operation, WhenDeclined whenDeclined, Optional<String> reason,
            boolean needsNumber, Optional<String> requestedBy, Optional<String> registrationNumber, Optional<ParkCause> park) {
        this(key, eventType, actionType, customActionType, trackingId, decideBy, token, document, decision, rule, packVersion, operation, whenDeclined, reason,
                needsNumber, requestedBy, registrationNumber, park, Optional.empty(), Additions.NONE, "");
    }

    /** The same, when Core was answered 202 at {@code arrived}: every other verdict is then told to it later. */
    public Opening heldSince(Instant arrived) {
        return new Opening(key, eventType, actionType, customActionType, trackingId, decideBy, token, document, decision, rule, packVersion, operation,
                whenDeclined, reason, needsNumber, requestedBy, registrationNumber, park, Optional.of(arrived), additions, told);
    }

    /** The same, with what has come to the action and, for the history, how. */
    public Opening with(Additions come, String how) {
        return new Opening(key, eventType, actionType, customActionType, trackingId, decideBy, token, document, decision, rule, packVersion, operation,
                whenDeclined, reason, needsNumber, requestedBy, registrationNumber, park, held, come, how);
    }

    /** The same without a registration number, which cannot be made: it is held until a human has looked, and judged anew then. */
    Opening unnumbered(String why) {
        return new Opening(key, eventType, actionType, customActionType, trackingId, decideBy, token, document, Decision.HOLD, rule, packVersion, Optional.empty(),
                WhenDeclined.PARK, Optional.of(why), false, requestedBy, registrationNumber, Optional.of(ParkCause.NO_NUMBER), held, Additions.NONE, told);
    }

    /** The number that whoever handed a registration over has made for it. Of other actions it is the one that Core holds. */
    Optional<String> brought() {
        return NUMBERED.contains(actionType) ? registrationNumber : Optional.empty();
    }

    /** Masked: token and document are sealed matters. */
    @Override
    public String toString() {
        return "Opening[" + key + ", " + actionType + ", " + decision + "]";
    }
}

package io.crvsbridge.action;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What became of an action so far, for a human; free of personal data.
 *
 * @param cause              why it is parked, if it is
 * @param rule               that judged it
 * @param packVersion        of the pack whose rule it is
 * @param registrationNumber that of its event, once it is made
 * @param reference          its packet's at the national ID system, once there is one
 * @param heard              the last that was heard of the packet
 */
public record History(ActionState state, Optional<ParkCause> cause, String rule, String packVersion, Optional<String> registrationNumber, Optional<String> reference,
        Optional<String> heard, List<ActionStep> steps) {

    /**
     * An action that has not ended, for a human; free of personal data.
     *
     * @param id        ours
     * @param reference its packet's, once there is one
     */
    public record Waiting(String id, String eventType, ActionState state, Optional<ParkCause> cause, Optional<String> number, Optional<String> trackingId,
            Optional<String> reference, Instant receivedAt) {}
}

package io.crvsbridge.simulators;

import java.time.Duration;

/**
 * What the bridge answered to a trigger and what Core made of it.
 *
 * @param status 0 when there was no answer at all
 */
public record TriggerAnswer(String actionId, int status, String body, Outcome outcome, Duration took) {

  /** What Core did with the pending action. */
  public enum Outcome {
    ACCEPTED,
    /** It waits for accept or reject. */
    PENDING,
    REJECTED,
    /** Core told its user 500; the action stays Requested. */
    FAILED
  }
}

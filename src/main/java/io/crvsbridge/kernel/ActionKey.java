package io.crvsbridge.kernel;

import java.util.Objects;

/**
 * Names one action of one record in Core. The action id alone is the idempotency key of a trigger (Core contract, section 1):
 * a transaction id is reused by Core's client across actions.
 *
 * @param eventId  id of the event document, a UUID as text
 * @param actionId id of the pending action, a UUID as text
 */
public record ActionKey(String eventId, String actionId) {

    public ActionKey {
        Objects.requireNonNull(eventId, "An action belongs to an event");
        Objects.requireNonNull(actionId, "An action has an id");
    }
}

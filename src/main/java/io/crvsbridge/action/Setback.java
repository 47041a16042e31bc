package io.crvsbridge.action;

import io.crvsbridge.kernel.ActionKey;
import java.time.Instant;

/**
 * Fired within the transaction that records it, when the registrar who asked has to be told something that Core cannot tell: Core's reject carries no reason.
 *
 * @param action      our id
 * @param trackingId  of the record; {@code null} when it has none
 * @param requestedBy the registrar's user id in Core; {@code null} when the document did not say
 * @param reason      for a human, without personal data
 * @param token       the action's record token, with which Core may be asked for the registrar's address; empty when it is erased already
 * @param tokenEnds   when Core takes it no longer
 */
public record Setback(Kind kind, String action, ActionKey key, String eventType, String trackingId, String requestedBy, String reason, String token, Instant tokenEnds) {

    /** What happened. */
    public enum Kind {
        /** The country's rules refused, or the national ID system declined. */
        DECLINED,
        /** The national ID system wants further information, or would not take what there is. */
        NEEDS_INFORMATION
    }

    /** Masked: the token is a secret. */
    @Override
    public String toString() {
        return "Setback[" + kind + " " + action + "]";
    }
}

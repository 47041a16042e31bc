package io.crvsbridge.action;

import io.crvsbridge.kernel.ActionKey;
import io.crvsbridge.kernel.Additions;
import io.crvsbridge.packet.Packet;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A worker's hold on one action: what it needs to know, opened, and the lease under which it may record. Nobody else works on the action until the
 * lease ends; a record under a lost lease is refused.
 *
 * @param answered    status of the answer to the trigger
 * @param packet      the packet bound to the action, once there is one
 * @param identifiers what the national ID system proved, once it has
 * @param additions   what has come to the action beside its document
 * @param leasedAt    when the lease began or was renewed, on this JVM's {@link System#nanoTime()}
 */
public record Claim(
        String id,
        String lease,
        ActionKey key,
        ActionState state,
        String eventType,
        String actionType,
        Optional<String> customActionType,
        Optional<String> operation,
        byte[] document,
        String token,
        Instant decideBy,
        Instant receivedAt,
        int answered,
        Optional<String> registrationNumber,
        Optional<BoundPacket> packet,
        Map<String, String> identifiers,
        Additions additions,
        long leasedAt) {

    /**
     * The packet as this claim saw it.
     *
     * @param userinfo field → id of the signed userinfo that it carries
     * @param driven whether this action is the one that calls for it
     */
    public record BoundPacket(long number, String reference, Packet.State state, boolean driven, Instant createdAt, Map<String, String> userinfo) {}

    /** Whether the national ID system is still to be told of what Core holds: the rule accepted at once, and the packet is not on its way yet. */
    public boolean stillToSend() {
        return operation.isPresent() && packet.map(p -> p.state().ordinal() < Packet.State.STARTED.ordinal()).orElse(true);
    }

    /** The same claim under a fresh token. */
    Claim renewed(String fresh) {
        return new Claim(id, lease, key, state, eventType, actionType, customActionType, operation, document, fresh, decideBy, receivedAt, answered, registrationNumber,
                packet, identifiers, additions, leasedAt);
    }

    /** The same claim with what has come to it. */
    Claim with(Additions more) {
        return new Claim(id, lease, key, state, eventType, actionType, customActionType, operation, document, token, decideBy, receivedAt, answered, registrationNumber,
                packet, identifiers, more, leasedAt);
    }

    /** The lease ended before its holder recorded: another worker may have gone on, so this result is not recorded. */
    public static final class LeaseLost extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LeaseLost(String id) {
            super("The lease on action " + id + " was lost", null, false, false);
        }
    }

    /** Masked: document, token and identifiers are sealed matters. */
    @Override
    public String toString() {
        return "Claim[" + id + ", " + key + ", " + state + "]";
    }
}

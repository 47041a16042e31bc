package io.crvsbridge.packet;

/**
 * What is about to be sent for an action, before it has a reference.
 *
 * @param contents      in a stable form; only a keyed fingerprint of it is kept
 * @param awaits        what ends the waiting
 * @param oncePerRecord whether the record has one such packet at most; otherwise each action has its own
 */
public record Draft(byte[] contents, Packet.Awaits awaits, boolean oncePerRecord) {

    /** Masked: the contents are a person's data. */
    @Override
    public String toString() {
        return "Draft[" + awaits + "]";
    }
}

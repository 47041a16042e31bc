package io.crvsbridge.packet;

import java.util.Map;

/**
 * What is about to be sent for an action, before it has a reference.
 *
 * @param contents      in a stable form; only a keyed fingerprint of it is kept
 * @param awaits        what ends the waiting
 * @param lifeEvent     what the packet is of the record: of one such there is one packet at most
 * @param userinfo      field → id of the signed userinfo that it carries
 * @param oncePerRecord whether the record has one of its life event at most; otherwise each action has its own
 */
public record Draft(byte[] contents, Packet.Awaits awaits, String lifeEvent, boolean oncePerRecord, Map<String, String> userinfo) {

    /** Of every packet that makes an identity, whatever the country pack calls it: one birth, one identifier. */
    public static final String IDENTITY = "identity";


    /** Masked: the contents are a person's data. */
    @Override
    public String toString() {
        return "Draft[" + awaits + "]";
    }
}

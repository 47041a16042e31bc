package io.crvsbridge.packet;

import java.util.Set;

/**
 * Fired within the transaction that records that the national ID system has a packet.
 *
 * @param userinfo ids of the signed userinfo that it carried
 */
public record Deposited(Set<String> userinfo) {}

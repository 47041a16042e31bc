package io.crvsbridge.mapping;

/**
 * A packet that the national ID system would not take, found before it is sent.
 *
 * @param reason for a human, without personal data
 * @param refuse whether the action is refused; otherwise it waits for a human
 */
public record Unfit(String reason, boolean refuse) {}

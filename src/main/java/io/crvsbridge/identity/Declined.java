package io.crvsbridge.identity;

/**
 * The work on a record ended badly: there will be no identifier, or no change.
 *
 * @param reference our reference
 * @param evidence  what says so: id of a stored message, or the kind of inquiry
 */
public record Declined(String reference, Reason reason, String evidence) {}

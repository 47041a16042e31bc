package io.crvsbridge.identity;

/**
 * Fired when an identifier was asked for again and still was not reported: whoever receives reports should look whether any can reach it.
 *
 * @param reference ours
 */
public record ReportMissed(String reference) {}

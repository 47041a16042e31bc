package io.crvsbridge.identity;

import java.time.Instant;

/**
 * Fired when an identifier was asked for again and still was not reported: whoever receives reports should look whether any can reach it.
 *
 * @param reference ours
 * @param since     when it was asked for
 */
public record ReportMissed(String reference, Instant since) {}

package io.crvsbridge.examination;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What came of asking about the people of a declaration. Nothing of it is personal. */
public sealed interface Examination {

    /**
     * Everybody was asked about.
     *
     * @param findings form field and its value: {@code verified}, {@code failed}, or {@code pending} when the national ID system cannot compare
     * @param told     for the history: who was asked about, and what was said
     */
    record Done(Map<String, String> findings, String told) implements Examination {}

    /**
     * Of somebody nobody knows: a peer is away, or something of ours is wrong. Never a finding.
     *
     * @param cause for a human
     */
    record NotYet(String cause, Optional<Duration> retryAfter) implements Examination {}
}

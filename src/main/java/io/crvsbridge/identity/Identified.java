package io.crvsbridge.identity;

import java.util.Map;
import java.util.Optional;

/**
 * A person has an identifier, proved by the national ID system.
 *
 * @param reference          our reference, covered by the proof
 * @param identifiers        identifier type (VID, UIN, PSUT, …) to value, only what the proof covers
 * @param certificateNumber  the registration number the credential names, proved or not; only ever compared, never believed
 * @param recordReference    the record reference the message names; only ever compared
 * @param evidence           id of the stored message that proves it
 */
public record Identified(
        String reference,
        Map<String, String> identifiers,
        Optional<String> certificateNumber,
        Optional<String> recordReference,
        String evidence) {

    /** Masked: identifiers are personal data. */
    @Override
    public String toString() {
        return "Identified[" + reference + ", " + identifiers.keySet() + "]";
    }
}

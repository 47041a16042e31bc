package io.crvsbridge.identity;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What is sent about one record.
 *
 * @param reference       our reference at the national ID system, fixed before the first call
 * @param recordReference the record in civil registration, an id without meaning outside; makes the round trip where the system allows it
 * @param process         the process to run there, as the country pack says
 * @param fields          attribute name to value, in the system's own encodings
 * @param schemaVersion   version of the identity schema
 * @param schema          the identity schema as JSON text
 * @param notification    whom the system may tell; {@code name}, {@code phone}, {@code email}, each may be absent
 * @param createdAt       when the reference was fixed
 * @param labels          further meta data, label to value; the system's own labels win
 * @param audits          further entries of the packet's audit
 */
public record Submission(
        String reference,
        String recordReference,
        String process,
        Map<String, String> fields,
        String schemaVersion,
        String schema,
        Map<String, String> notification,
        Instant createdAt,
        Map<String, String> labels,
        List<Map<String, String>> audits) {

    /** One without further meta data and audits. */
    public Submission(String reference, String recordReference, String process, Map<String, String> fields, String schemaVersion, String schema,
            Map<String, String> notification, Instant createdAt) {
        this(reference, recordReference, process, fields, schemaVersion, schema, notification, createdAt, Map.of(), List.of());
    }

    /** Masked: the fields are a person's data. */
    @Override
    public String toString() {
        return "Submission[" + reference + ", " + process + "]";
    }
}

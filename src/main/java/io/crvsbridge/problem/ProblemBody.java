package io.crvsbridge.problem;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;

/** The text of a problem: {@code application/problem+json} of RFC 9457 with the extension members {@code retryable} and {@code origin}. */
public record ProblemBody(ProblemType type, String detail, String reference) {

    public static final String MEDIA_TYPE = "application/problem+json";

    static ProblemBody of(ProblemType type, String detail) {
        return new ProblemBody(type, detail, null);
    }

    /** The JSON document. */
    public String json() {
        JsonObjectBuilder body = Json.createObjectBuilder()
                .add("type", type.uri().toString())
                .add("title", type.title())
                .add("status", type.status())
                .add("retryable", type.retryable())
                .add("origin", type.origin().name());
        if (detail != null) {
            body.add("detail", detail);
        }
        if (reference != null) {
            body.add("instance", "urn:uuid:" + reference);
        }
        return body.build().toString();
    }
}

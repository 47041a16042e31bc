package io.crvsbridge.problem;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The text of a problem: {@code application/problem+json} of RFC 9457 with the extension members {@code retryable} and {@code origin}. */
public record ProblemBody(ProblemType type, String detail, String reference) {

    public static final String MEDIA_TYPE = "application/problem+json";

    static ProblemBody of(ProblemType type, String detail) {
        return new ProblemBody(type, detail, null);
    }

    /** Answers a servlet request with a problem. */
    public static void write(HttpServletResponse response, Problem problem) throws IOException {
        write(response, problem.type().status(), of(problem.type(), problem.getMessage()));
    }

    static void write(HttpServletResponse response, int status, ProblemBody body) throws IOException {
        response.resetBuffer();
        response.setStatus(status);
        response.setContentType(MEDIA_TYPE);
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(body.json().getBytes(StandardCharsets.UTF_8));
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

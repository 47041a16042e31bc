package io.crvsbridge.problem;

import io.crvsbridge.kernel.JsonMaking;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The text of a problem: {@code application/problem+json} of RFC 9457 with the extension members {@code retryable} and {@code origin}.
 *
 * @param status    the status of the answer; the framework may have chosen another than the type's own
 * @param detail    for the caller, or {@code null}
 * @param reference repeated by the log, or {@code null}
 */
public record ProblemBody(ProblemType type, int status, String detail, String reference) {

    public static final String MEDIA_TYPE = "application/problem+json";

    static ProblemBody of(Problem problem) {
        return new ProblemBody(problem.type(), problem.type().status(), problem.getMessage(), null);
    }

    /** A refusal by the framework or the container: its status without its words, and 422 in place of 400, which to Core is a decision. */
    static ProblemBody ofStatus(int status) {
        int shown = status == 400 ? ProblemType.CALLER_ERROR.status() : status;
        return new ProblemBody(ProblemType.ofStatus(shown), shown, null, null);
    }

    static ProblemBody unexpected(String reference) {
        return new ProblemBody(ProblemType.INTERNAL, ProblemType.INTERNAL.status(), null, reference);
    }

    /** Answers a servlet request with a problem. */
    public static void write(HttpServletResponse response, Problem problem) throws IOException {
        write(response, of(problem));
    }

    static void write(HttpServletResponse response, ProblemBody body) throws IOException {
        response.resetBuffer();
        response.setStatus(body.status());
        response.setContentType(MEDIA_TYPE);
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(body.json().getBytes(StandardCharsets.UTF_8));
    }

    /** The JSON document. */
    public String json() {
        JsonObjectBuilder body = JsonMaking.object()
                .add("type", type.uri().toString())
                .add("title", type.title())
                .add("status", status)
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

package io.crvsbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;

/** What every refusal looks like: a problem document, and nothing of the inside. */
final class Refusals {

    private static final String INSIDE = "(?s).*(io\\.crvsbridge|Exception|\\bat [a-z]+\\.|jakarta|java\\.|SRVE\\d|CWW|openliberty|<html|/wlp/).*";

    private Refusals() {}

    static void assertPlain(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as("400 is a decision and never an error").isGreaterThan(400);
        assertThat(answer.headers().firstValue("content-type")).as("content type of " + answer.body()).get().asString().startsWith("application/problem+json");
        JsonObject problem = BirthScenarios.parsed(answer.body());
        assertThat(problem.getInt("status")).isEqualTo(answer.statusCode());
        assertThat(problem.getString("type")).isNotBlank();
        assertThat(problem.getString("title")).isNotBlank();
        assertSilent(answer);
    }

    /** Neither the body nor the headers tell what runs here. */
    static void assertSilent(HttpResponse<String> answer) {
        assertThat(answer.body()).doesNotMatch(INSIDE);
        assertThat(answer.headers().map().keySet()).noneMatch(name -> name.equalsIgnoreCase("Server") || name.equalsIgnoreCase("X-Powered-By") || name.startsWith("$"));
    }
}

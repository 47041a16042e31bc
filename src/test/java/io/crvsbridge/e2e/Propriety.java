package io.crvsbridge.e2e;

import java.util.Optional;
import java.util.regex.Pattern;

/** What no answer to whatever request may be: a failure of ours, a decision that nobody took, or a word about the inside. */
final class Propriety {

    private static final Pattern INSIDE = Pattern.compile(
            "(?i)io\\.crvsbridge|exception|\\bat [a-z]+\\.[a-z]|jakarta|javax?\\.|SRVE\\d|openliberty|com\\.ibm|websphere|eclipselink|resteasy|org\\.h2|postgres|jdbc|"
                    + "\\b(select|insert|update|delete) [a-z_* ]+ (from|into|set)\\b|/wlp/|/usr/|target/e2e|\\.java:\\d");
    private static final Pattern HEADERS = Pattern.compile("(?im)^(server|x-powered-by|set-cookie|\\$[a-z]+):");

    private Propriety() {}

    /**
     * What is wrong with an answer, if anything.
     *
     * @param mayClose whether the connection may end without one
     * @param mayBe400 whether the request breaks HTTP, has a target that cannot be decoded, or is for a page of the platform: then the container answers before
     *                 any application and cannot be told otherwise, with 400, 501 for a method that nobody knows, or 505 for a version
     */
    static Optional<String> fault(Wire.Answer answer, boolean mayClose, boolean mayBe400) {
        if (answer.status() == 0) {
            return mayClose ? Optional.empty() : Optional.of("no answer");
        }
        if (answer.status() == 400 && !mayBe400) {
            return Optional.of("a decision that nobody took");
        }
        if (answer.status() >= 500 && !(mayBe400 && (answer.status() == 501 || answer.status() == 505))) {
            return Optional.of("a failure of ours");
        }
        if (answer.status() >= 300 && INSIDE.matcher(answer.body()).find() || HEADERS.matcher(answer.head()).find()) {
            return Optional.of("the inside shows");
        }
        boolean problem = !answer.body().isEmpty() && answer.has("content-type") && answer.head().contains("application/problem+json");
        if (problem && !answer.body().contains("\"status\":" + answer.status())) {
            return Optional.of("a problem that names another status");
        }
        return Optional.empty();
    }
}

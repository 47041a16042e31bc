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
     * @param bareLine whether the request breaks HTTP or its target cannot be decoded: the container refuses it with 400 before any application, and cannot be
     *                 told otherwise
     */
    static Optional<String> fault(Wire.Answer answer, boolean mayClose, boolean bareLine) {
        if (answer.status() == 0) {
            return mayClose ? Optional.empty() : Optional.of("no answer");
        }
        if (answer.status() == 400 && !bareLine) {
            return Optional.of("a decision that nobody took");
        }
        if (answer.status() >= 500) {
            return Optional.of("a failure of ours");
        }
        if (answer.status() >= 300 && INSIDE.matcher(answer.body()).find() || HEADERS.matcher(answer.head()).find()) {
            return Optional.of("the inside shows");
        }
        boolean problem = answer.has("content-type") && answer.head().contains("application/problem+json");
        if (problem && !answer.body().contains("\"status\":" + answer.status())) {
            return Optional.of("a problem that names another status");
        }
        return Optional.empty();
    }
}

package io.crvsbridge.kernel;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a peer answered over HTTP, read in full and bounded.
 *
 * @param status  HTTP status
 * @param headers as received; names are matched without regard to case
 * @param body    UTF-8 text, at most the caller's bound
 */
public record PeerAnswer(int status, Map<String, List<String>> headers, String body) {

    private static final long LONGEST_RETRY_AFTER_SECONDS = 24L * 3600;

    /** The values of a header. */
    public List<String> header(String name) {
        return headers.entrySet().stream().filter(e -> e.getKey().equalsIgnoreCase(name)).flatMap(e -> e.getValue().stream()).toList();
    }

    /** Retry-After in seconds (RFC 9110, section 10.2.3); the date form is not used by our peers and is ignored. */
    public Optional<Duration> retryAfter() {
        return header("Retry-After").stream().findFirst().filter(v -> v.matches("\\d{1,9}")).map(Long::parseLong)
                .map(s -> Duration.ofSeconds(Math.min(s, LONGEST_RETRY_AFTER_SECONDS)));
    }

    /** Masked: bodies may hold personal data. */
    @Override
    public String toString() {
        return "PeerAnswer[" + status + ", " + body.length() + " characters]";
    }
}

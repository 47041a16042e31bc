package io.crvsbridge.identity;

import java.time.Duration;
import java.util.Optional;

/** What became of the wish that an identifier be reported once more. Causes are short, readable and free of personal data. */
public sealed interface Recovery {

    /**
     * It will be reported.
     *
     * @param request the id of the request, to ask for it again
     */
    record Requested(Optional<String> request) implements Recovery {}

    /** No usable answer; the wish is due again. */
    record Unavailable(String cause, Optional<Duration> retryAfter) implements Recovery {}

    /** There is nothing to report yet. */
    record Nothing(String cause) implements Recovery {}
}

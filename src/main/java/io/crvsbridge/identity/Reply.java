package io.crvsbridge.identity;

import java.time.Duration;
import java.util.Optional;

/** What a national ID system answered. Causes are short, readable and free of personal data. */
public sealed interface Reply {

    /** The system has what was sent. */
    record Done() implements Reply {}

    /**
     * No usable answer; the same call is due again.
     *
     * @param retryAfter what the system asked for, if it did
     */
    record Unavailable(String cause, Optional<Duration> retryAfter) implements Reply {
        public Unavailable(String cause) {
            this(cause, Optional.empty());
        }
    }

    /** The request itself is at fault, or our set-up is: repeating it cannot help, a human must look. */
    record Faulty(String cause) implements Reply {}
}

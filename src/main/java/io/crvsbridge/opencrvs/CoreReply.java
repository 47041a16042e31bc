package io.crvsbridge.opencrvs;

import java.time.Duration;
import java.util.Optional;

/** What Core's answer to our accept or reject means. */
public sealed interface CoreReply {

    /**
     * Core holds an Accepted action that names ours.
     *
     * @param ours   whether it was made by this call or by the answer to the trigger, as far as numbers and transaction ids tell
     * @param number the registration number Core holds, for REGISTER
     */
    record Accepted(boolean ours, Optional<String> number) implements CoreReply {}

    /** Core holds a Rejected action that names ours. */
    record Rejected(boolean ours) implements CoreReply {}

    /** Success, yet the record shows no answer that names our action. */
    record Unconfirmed() implements CoreReply {}

    /** The token is no longer accepted. */
    record TokenRefused() implements CoreReply {}

    /** Core will not take this call, however often it is repeated. */
    record Refused(String message) implements CoreReply {}

    /** No usable answer; the identical call is due again. */
    record Unavailable(String cause, Optional<Duration> retryAfter) implements CoreReply {}
}

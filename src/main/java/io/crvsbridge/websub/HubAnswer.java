package io.crvsbridge.websub;

import io.crvsbridge.kernel.PeerAnswer;
import java.time.Duration;
import java.util.Optional;

/** What the hub said at once to our request for a subscription; the real word follows at our callback (MOSIP contract, section 4.1). */
sealed interface HubAnswer {

    /** The hub will verify, or has done so already. */
    record Asked() implements HubAnswer {}

    /** We are subscribed. */
    record AlreadyRegistered() implements HubAnswer {}

    /** It will not have us. */
    record Denied(String reason) implements HubAnswer {}

    /** No answer of a hub. */
    record Failed(String cause, Optional<Duration> retryAfter) implements HubAnswer {}

    /** Any 2xx without a denial counts as asked: a hub may verify before it answers, and then answers 200 in its own words. */
    static HubAnswer read(PeerAnswer answer) {
        HubForm form = HubForm.of(answer.body());
        if (form.alreadyRegistered()) {
            return new AlreadyRegistered();
        }
        if (form.denied()) {
            return new Denied(form.reason());
        }
        if (answer.status() >= 200 && answer.status() < 300) {
            return new Asked();
        }
        return new Failed("the hub answered " + answer.status(), answer.retryAfter());
    }
}

package io.crvsbridge.opencrvs;

import io.crvsbridge.kernel.ActionKey;
import java.time.Instant;
import java.util.Optional;

/**
 * A record token that is authentic: Core signed it, for us, and it has not expired (Core contract, section 2).
 *
 * @param key        event and action it is for, when it names them
 * @param mayConfirm whether it carries the scope to confirm the action
 * @param expires    its {@code exp}
 * @param text       the token itself, a secret
 */
public record RecordToken(Optional<ActionKey> key, boolean mayConfirm, Instant expires, String text) {

    @Override
    public String toString() {
        return "RecordToken[" + key + "]";
    }
}

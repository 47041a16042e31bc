package io.crvsbridge.opencrvs;

import io.crvsbridge.kernel.ActionKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A record token that is authentic: Core signed it, for us, and it has not expired (Core contract, section 2).
 *
 * @param key        event and action it is for, when it names them
 * @param mayConfirm whether it carries the scope to confirm the action
 * @param expires    its {@code exp}
 * @param text       the token itself, a secret
 * @param subject    the id of the user, or system client, who acts by it
 * @param scopes     what it permits, in Core's words
 */
public record RecordToken(Optional<ActionKey> key, boolean mayConfirm, Instant expires, String text, Optional<String> subject, List<String> scopes) {

    /** One of which no more needs to be known. */
    public RecordToken(Optional<ActionKey> key, boolean mayConfirm, Instant expires, String text) {
        this(key, mayConfirm, expires, text, Optional.empty(), List.of());
    }

    /** Whether it carries a scope: in the plain form of 1.9, or in the {@code type=} form of 2.0 with or without further conditions. */
    public boolean permits(String scope) {
        return scopes.stream().anyMatch(s -> s.equals(scope) || isTyped(s, scope));
    }

    /** Whether Core 1.9 issued it, whose scopes are plain. */
    public boolean plain() {
        return scopes.stream().noneMatch(s -> s.startsWith("type="));
    }

    static boolean isTyped(String scope, String name) {
        String typed = "type=" + name;
        return scope.equals(typed) || scope.startsWith(typed + "&");
    }

    @Override
    public String toString() {
        return "RecordToken[" + key + "]";
    }
}

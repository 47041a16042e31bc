package io.crvsbridge.opencrvs;

import io.crvsbridge.kernel.ActionKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A record token that is authentic: Core signed it, for us, and it has not expired, unless somebody asked for one that may have (Core contract, section 2).
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

    /**
     * Whether it carries a scope for every record of a kind: in the plain form of 1.9, or in the {@code type=} form of 2.0. Of the conditions of the latter we can judge
     * {@code event}; any other, such as {@code placeOfEvent}, must be {@code all}, since we know nothing of places.
     */
    public boolean permits(String scope, String eventType) {
        return permits(scope, condition -> holds(condition, eventType));
    }

    /** Whether it carries a scope without a condition that narrows it. */
    public boolean permits(String scope) {
        return permits(scope, condition -> condition.endsWith("=all"));
    }

    /** Whether it carries a scope at all, whatever narrows it. */
    public boolean carries(String scope) {
        return permits(scope, condition -> true);
    }

    private boolean permits(String scope, Predicate<String> holds) {
        return scopes.stream().anyMatch(s -> s.equals(scope) || isTyped(s, scope) && Stream.of(s.split("&", -1)).skip(1).allMatch(holds));
    }

    private static boolean holds(String condition, String eventType) {
        return condition.startsWith("event=") ? List.of(condition.substring("event=".length()).split(",")).contains(eventType) : condition.endsWith("=all");
    }

    /** Whether Core 1.9 issued it, whose scopes are plain. */
    public boolean plain() {
        return scopes.stream().noneMatch(s -> s.startsWith("type="));
    }

    /** The same action's by a token fresh from Core. */
    public RecordToken renewed(String fresh, Instant until) {
        return new RecordToken(key, mayConfirm, until, fresh, subject, scopes);
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

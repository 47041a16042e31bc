package io.crvsbridge.country;

import io.crvsbridge.kernel.Additions;
import io.crvsbridge.kernel.Declaration;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * What a pack judges: an action on an event, and what the record says once the action is accepted.
 *
 * @param customAction the name of a CUSTOM action, otherwise empty (null is taken as empty)
 * @param declaration with what the additions say of it
 * @param before what the record says without the action
 * @param at when the pending action was created; ages are counted to that day
 * @param additions what has come to the action since
 */
public record Situation(String event, String action, String customAction, Declaration declaration, Supplier<Declaration> before, Instant at, Additions additions) {

    private static final Instant FIRST = Instant.parse("0001-01-02T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-30T00:00:00Z");

    public Situation(String event, String action, String customAction, Declaration declaration, Supplier<Declaration> before, Instant at) {
        this(event, action, customAction, declaration, before, at, Additions.NONE);
    }

    /** An action that changes nothing of what the record says. */
    public Situation(String event, String action, String customAction, Declaration declaration, Instant at) {
        this(event, action, customAction, declaration, () -> declaration, at);
    }

    public Situation {
        Objects.requireNonNull(event, "event");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(declaration, "declaration");
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(at, "at");
        customAction = customAction == null ? "" : customAction;
    }

    /** A time of an action, as text. @throws DateTimeException also for what no calendar of ours holds */
    public static Instant time(String text) {
        Instant time = Instant.parse(text);
        if (time.isBefore(FIRST) || time.isAfter(LAST)) {
            throw new DateTimeException("not within the years 1 to 9999");
        }
        return time;
    }

    /** The same with what has come to it; Core merges it into the record in the same way. */
    public Situation with(Additions more) {
        return more.isEmpty() ? this : new Situation(event, action, customAction, declaration.deepMerge(more.declaration()), before, at, additions.and(more));
    }
}

package io.crvsbridge.rehearsal;

import io.crvsbridge.country.Inquest;
import io.crvsbridge.rule.Question;
import jakarta.json.JsonValue;
import java.util.Map;
import java.util.Optional;

/**
 * What peers would say to the questions of a rule. Who is not spoken for is silent.
 *
 * @param byKey question's key → what would be said
 */
record Replies(Map<String, JsonValue> byKey) implements Inquest.Respondent {

    static final Replies NONE = new Replies(Map.of());

    @Override
    public Inquest.Reply ask(Question question) {
        JsonValue value = byKey.get(question.key());
        return value == null ? new Inquest.Silent(Inquest.Why.LATER, "nobody is asked", Optional.empty()) : new Inquest.Said(value, "as told");
    }

    /** Masked. */
    @Override
    public String toString() {
        return "Replies" + byKey.keySet();
    }
}

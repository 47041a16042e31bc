package io.crvsbridge.country;

import io.crvsbridge.expression.Expression;
import io.crvsbridge.expression.Facts;
import java.util.Optional;

/** One rule of an action: under a condition, or always, it gives its verdict. */
record Rule(String name, Optional<Expression> when, Verdict verdict) {

    boolean applies(Facts facts) {
        try {
            return when.isEmpty() || when.get().holds(facts);
        } catch (Expression.Failed e) {
            throw new JudgementFailed(name);
        }
    }
}

package io.crvsbridge.rule;

import io.crvsbridge.expression.Expression;
import io.crvsbridge.expression.Facts;
import java.util.Optional;

/**
 * One rule of an action: under a condition, or always, it gives its verdict.
 *
 * @param sets what it sets of the record, computed when it decides
 */
record Rule(String name, Optional<Expression> when, Verdict verdict, RuleFields sets) {

    boolean applies(Facts facts) {
        try {
            return when.isEmpty() || when.get().holds(facts);
        } catch (Expression.Failed e) {
            throw new JudgementFailed(name);
        }
    }

    Verdict verdict(Facts facts) {
        try {
            return sets.isEmpty() ? verdict : verdict.setting(sets.values(facts));
        } catch (Expression.Failed e) {
            throw new JudgementFailed(name);
        }
    }
}

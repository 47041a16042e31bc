package io.crvsbridge.expression;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime.Program;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A compiled CEL expression: immutable, safe for any number of threads. */
public final class Expression {

    /** The expression cannot be evaluated on these facts. It carries nothing: an evaluation error may quote data. */
    public static final class Failed extends Exception {

        Failed() {
            super("the expression failed", null, false, false);
        }
    }

    /** For values that are made of an expression's. */
    public static Failed failed() {
        return new Failed();
    }

    private final Program program;
    private final Set<Long> patterns;

    /** @param patterns ids of what gives the patterns of matches */
    Expression(Program program, Set<Long> patterns) {
        this.program = program;
        this.patterns = patterns;
    }

    /** Whether the condition holds. */
    public boolean holds(Facts facts) throws Failed {
        if (value(facts) instanceof Boolean answer) {
            return answer;
        }
        throw new Failed();
    }

    /** The value as text; nothing for null and for blank text. */
    public Optional<String> text(Facts facts) throws Failed {
        try {
            return CelValues.text(value(facts));
        } catch (IllegalArgumentException e) {
            throw new Failed();
        }
    }

    /** The value as a map; nothing for null and for an empty one. */
    public Optional<Map<?, ?>> object(Facts facts) throws Failed {
        Object value = value(facts);
        if (CelValues.isNull(value)) {
            return Optional.empty();
        }
        if (value instanceof Map<?, ?> map) {
            return map.isEmpty() ? Optional.empty() : Optional.of(map);
        }
        throw new Failed();
    }

    Object value(Facts facts) throws Failed {
        try {
            return program.trace(facts::find, new Allowance(patterns));
        } catch (CelEvaluationException | RuntimeException e) {
            // Whatever a value of an unexpected type provokes inside the evaluation ends here.
            throw new Failed();
        }
    }
}

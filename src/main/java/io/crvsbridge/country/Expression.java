package io.crvsbridge.country;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;

/** A compiled CEL expression: immutable, safe for any number of threads. */
final class Expression {

    /** The expression cannot be evaluated on these facts. It carries nothing: an evaluation error may quote data. */
    static final class Failed extends Exception {

        Failed() {
            super("the expression failed", null, false, false);
        }
    }

    private final Program program;

    Expression(Program program) {
        this.program = program;
    }

    Object value(Facts facts) throws Failed {
        try {
            return program.eval(facts);
        } catch (CelEvaluationException | RuntimeException e) {
            // Whatever a value of an unexpected type provokes inside the evaluation ends here.
            throw new Failed();
        }
    }

    boolean holds(Facts facts) throws Failed {
        if (value(facts) instanceof Boolean answer) {
            return answer;
        }
        throw new Failed();
    }
}

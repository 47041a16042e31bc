package io.crvsbridge.rule;

/** A rule could not be evaluated on the data at hand. The caller holds the action and parks it. */
public final class JudgementFailed extends RuntimeException {

    private final String rule;

    JudgementFailed(String rule) {
        // No cause: an evaluation error may quote the declaration.
        super("rule " + rule + " failed");
        this.rule = rule;
    }

    public String rule() {
        return rule;
    }
}

package io.crvsbridge.problem;

/** The one exception that crosses rooms on its way to a caller. Its detail is shown to the caller, so it holds nothing of the inside and no personal data. */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ProblemType type;

    public Problem(ProblemType type, String detail) {
        super(detail, null, false, false);
        this.type = type;
    }

    public ProblemType type() {
        return type;
    }
}

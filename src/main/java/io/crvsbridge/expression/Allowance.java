package io.crvsbridge.expression;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.values.CelByteString;
import dev.cel.runtime.CelEvaluationListener;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/**
 * What one evaluation may use up: a step costs one and the size of what it yields. The bounds of the compiler do not
 * see this: ten thousand rounds of a macro, each building a long text, are a short expression and few iterations.
 */
final class Allowance implements CelEvaluationListener {

    static final int MOST = 2_000_000;

    /** For each letter that a pattern looks at: the library does so in linear time, but with a large factor. */
    private static final int MATCHING = 20;

    private final Set<Long> patterns;
    private long left = MOST;
    /** Lengths of the two texts seen last: where a text is matched, they are text and pattern. */
    private int text;
    private int textBefore;

    /** @param patterns ids of what gives the patterns of matches */
    Allowance(Set<Long> patterns) {
        this.patterns = patterns;
    }

    @Override
    public void callback(CelExpr expr, Object value) {
        if (value instanceof String pattern && patterns.contains(expr.id()) && !Patterns.fits(pattern)) {
            throw new IllegalStateException("the pattern is too large");
        }
        left -= 1 + size(expr, value) + (matches(expr) ? (long) MATCHING * Math.max(text, textBefore) : 0);
        if (value instanceof String seen) {
            textBefore = text;
            text = seen.length();
        }
        if (left < 0) {
            throw new IllegalStateException("too much work");
        }
    }

    private static boolean matches(CelExpr expr) {
        return Patterns.pattern(expr).isPresent();
    }

    private static int size(CelExpr expr, Object value) {
        if (value instanceof String text) {
            return text.length();
        }
        if (value instanceof CelByteString bytes) {
            return bytes.size();
        }
        if (value instanceof Collection<?> list) {
            return passesOnResult(expr) ? 0 : list.size();
        }
        return value instanceof Map<?, ?> map ? map.size() : 0;
    }

    /** A macro adds to its result in place, so that looking at it in each round costs nothing. */
    private static boolean passesOnResult(CelExpr expr) {
        return isResult(expr) || expr.getKind() == Kind.CALL && expr.call().args().stream().anyMatch(Allowance::isResult);
    }

    /** No author can write such a name. */
    private static boolean isResult(CelExpr expr) {
        return expr.getKind() == Kind.IDENT && expr.ident().name().startsWith("@");
    }
}

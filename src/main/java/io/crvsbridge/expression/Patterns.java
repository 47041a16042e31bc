package io.crvsbridge.expression;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How large a pattern of {@code matches} becomes. The library writes counted repetitions out before it looks at its own bound: five of them around each other, in thirty
 * characters, take more memory than any server has.
 */
final class Patterns {

    static final int MOST = 100_000;

    private static final Pattern COUNTED = Pattern.compile("(.?)\\{([0-9]{1,9})(?:,([0-9]{0,9}))?", Pattern.DOTALL);
    /** Behind these a repetition may hold others; behind anything else stands one character or class. Rather too many than too few. */
    private static final String MAY_HOLD_MORE = ")}?*+E";

    private Patterns() {}

    static boolean fits(String pattern) {
        double around = 1;
        double written = pattern.length();
        for (Matcher counted = COUNTED.matcher(pattern); counted.find(); ) {
            if (!counted.group(1).isEmpty() && MAY_HOLD_MORE.contains(counted.group(1))) {
                around *= times(counted);
            } else {
                written += times(counted);
            }
        }
        return around * written <= MOST;
    }

    private static double times(MatchResult counted) {
        double least = Double.parseDouble(counted.group(2));
        return Math.max(1, counted.group(3) == null || counted.group(3).isEmpty() ? least : Math.max(least, Double.parseDouble(counted.group(3))));
    }

    /** The part of a call that is a pattern; nothing for any other expression. */
    static Optional<CelExpr> pattern(CelExpr expr) {
        boolean matches = expr.getKind() == Kind.CALL && expr.call().function().equals("matches") && !expr.call().args().isEmpty();
        return matches ? Optional.of(expr.call().args().get(expr.call().args().size() - 1)) : Optional.empty();
    }
}

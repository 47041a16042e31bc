package io.crvsbridge.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Patterns in expressions: the library matches them in time linear in the text, and there is a bound to how often. */
@Timeout(60)
class RegexBoundsTest {

    private static final String LONG = "{\"child.nid\": \"" + "a".repeat(19_000) + "!\"}";

    @ParameterizedTest
    @ValueSource(strings = {"^(a+)+$", "^(a|aa)+$", "(x+x+)+y", "^(.*a){25}$", "(a?){100}a{100}b"})
    void aPatternThatWouldGoBackAndBackDoesNot(String pattern) {
        assertSoon("child.nid.matches('" + pattern + "')", Duration.ofSeconds(10));
    }

    @Test
    void aLongTextIsNotMatchedOverAndOver() {
        assertSoon("[1,2,3,4,5,6,7,8,9,10].exists(a, [1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20].exists(b, child.nid.matches('(a?){100}a{100}b')))", Duration.ofSeconds(20));
    }

    @Test
    void aPatternThatIsAProgramOfItsOwnIsRefused() {
        List<String> problems = new ArrayList<>();
        var compiled = ExpressionCompiler.forRules(Trial.FIELDS).condition("child.nid.matches('((a{1,100}){1,100}){1,100}')", problems::add);
        assertThat(compiled.isEmpty() || fails(compiled.get())).isTrue();
    }

    private static boolean fails(Expression expression) {
        try {
            expression.holds(Trial.facts("{'child.nid': 'a'}"));
            return false;
        } catch (Expression.Failed e) {
            return true;
        }
    }

    private static void assertSoon(String cel, Duration soon) {
        Expression condition = Trial.condition(cel);
        long began = System.nanoTime();
        try {
            condition.holds(Trial.facts(LONG));
        } catch (Expression.Failed bounded) {
            // As good an end as any.
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(soon);
    }
}

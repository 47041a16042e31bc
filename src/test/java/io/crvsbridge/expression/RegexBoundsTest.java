package io.crvsbridge.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

    /** They are written out before the library looks at their size: this one took all memory there is. */
    @ParameterizedTest
    @ValueSource(strings = {"((((a{1000}){1000}){1000}){1000})", "(((((((a{10}){10}){10}){10}){10}){10}){10})*", "(?:(?:(?:x{900,}){900}){1,900}){900}", "((([a){]{999}){999}){999}){999}"})
    void repetitionsAroundEachOtherAreRefused(String pattern) {
        List<String> problems = new ArrayList<>();
        assertThat(ExpressionCompiler.forRules(Trial.FIELDS).condition("child.nid.matches('" + pattern + "')", problems::add)).isEmpty();
        assertThat(problems).singleElement().asString().contains("matches() is too large");

        assertSoon("child.nid.matches(['x', '" + pattern + "'][1])", Duration.ofSeconds(2));
        Expression fromTheForm = Trial.condition("child.nid.matches(mother.verified)");
        assertThatThrownBy(() -> fromTheForm.holds(Trial.facts("{'child.nid':'a','mother.verified':'" + pattern + "'}"))).isInstanceOf(Expression.Failed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"^[0-9]{12}$|^[0-9]{10}$|^[A-Z]{9}[0-9]{8}$|^[A-Z]{3}-[0-9]{14}$", "^[A-Z]{2}[0-9]{2}([A-Z0-9]{4}){2,7}[A-Z0-9]{0,3}$", "^([0-9]{1,3}\\\\.){3}[0-9]{1,3}$"})
    void patternsOfIdentifiersAreTaken(String pattern) throws Exception {
        assertThat(Trial.condition("child.nid.matches('" + pattern + "')").holds(Trial.facts("{'child.nid':'?'}"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"child.nid.matches('(')", "child.nid.matches('[z-a]')", "timestamp('tomorrow') != timestamp(0)", "duration('a day') > duration('1s')"})
    void whatIsWrittenOutAndIsNoneIsToldWhenThePackIsLoaded(String cel) {
        List<String> problems = new ArrayList<>();
        assertThat(ExpressionCompiler.forRules(Trial.FIELDS).condition(cel, problems::add)).isEmpty();
        assertThat(problems).isNotEmpty();
    }
}

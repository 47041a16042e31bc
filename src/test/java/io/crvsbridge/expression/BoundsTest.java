package io.crvsbridge.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundsTest {

    @ParameterizedTest
    @ValueSource(strings = {
        "documents.all.all(d, documents.all.all(e, true))",
        "documents.all.map(d, documents.all.map(e, [d, e])).size() == 0",
        "documents.all.filter(d, documents.all.exists(e, e < 0)).size() == 0",
    })
    void iterationsOfNestedMacrosAreBoundedTogether(String cel) throws Exception {
        Expression condition = Trial.condition(cel);

        condition.holds(Trial.list(90));
        assertFailsSoon(condition, Trial.list(110));
        assertFailsSoon(condition, Trial.list(CelValues.MAX_ELEMENTS));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "documents.all.all(d, true)",
        "documents.all.map(d, [d, d]).size() == 0",
        "documents.all.filter(d, d >= 0).size() == 0",
    })
    void listsAreBounded(String cel) throws Exception {
        Expression condition = Trial.condition(cel);
        Instant start = Instant.now();

        condition.holds(Trial.list(CelValues.MAX_ELEMENTS));
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(2));
        assertFailsSoon(condition, Trial.list(CelValues.MAX_ELEMENTS + 1));
    }

    /** Few rounds are fine with each of these, many would fill the memory. */
    @ParameterizedTest
    @ValueSource(strings = {
        "documents.all.map(d, other + string(d)).size() == 0",
        "documents.all.map(d, [other + 'x']).size() == 0",
        "documents.all.map(d, {'x': other + 'x'}).size() == 0",
        "documents.all.map(d, join([other, string(d)], '-')).size() == 0",
        "documents.all.map(d, join(['a', 'b'], other)).size() == 0",
        "documents.all.map(d, fullName({'firstname': other, 'surname': string(d)})).size() == 0",
        "documents.all.map(d, bytes(other)).size() == 0",
        "documents.all.map(d, documents.all + documents.all).size() == 0",
        "documents.all.filter(d, (other + string(d)).contains('y')).size() > 0",
        "documents.all.exists(d, other.matches('^(x+)+y$'))",
        "documents.all.exists(d, -1.0 in documents.all)",
        "join(documents.all, other) == ''",
    })
    void whatIsBuiltInMacrosIsBounded(String cel) throws Exception {
        Expression condition = Trial.condition(cel);

        assertThat(condition.holds(Trial.list(9))).isFalse();
        assertFailsSoon(condition, Trial.list(CelValues.MAX_ELEMENTS));
    }

    @Test
    void aLongExpressionThatRepeatsALongTextIsBounded() {
        assertFailsSoon(Trial.condition("[" + "other + 'x', ".repeat(250) + "''].size() == 0"), Trial.list(1));
    }

    @Test
    void namesOfPeopleMayBeJoinedFromAList() throws Exception {
        String people = "{'firstname':'Zuri','surname':'Sakala'},".repeat(500);
        Facts facts = Trial.facts("{'documents.all':[" + people + "{'firstname':'Bwalya'}]}");

        assertThat(Trial.text("join(documents.all.map(d, fullName(d) + '.'), ' ')").text(facts)).hasValueSatisfying(
                text -> assertThat(text).startsWith("Zuri Sakala. Zuri Sakala. ").endsWith(" Bwalya."));
    }

    @Test
    void hostileDeclarationsAreBounded() throws Exception {
        Expression regex = Trial.condition("mother.verified.matches('^(a+)+$')");
        Expression compare = Trial.condition("mother.verified == 'x'");
        Expression nested = Trial.condition("other != null");
        String text = "a".repeat(CelValues.MAX_TEXT - 1);
        String rows = "[" + "1,".repeat(200) + "1],";

        assertThat(nested.holds(Trial.facts("{'other':[" + rows.repeat(40) + "1]}"))).isTrue();
        assertFailsSoon(nested, Trial.facts("{'other':[" + rows.repeat(60) + "1]}"));
        assertThat(regex.holds(Trial.facts("{'mother.verified':'" + text + "!'}"))).isFalse();
        assertFailsSoon(compare, Trial.facts("{'mother.verified':'" + text + "aa'}"));
    }

    private static void assertFailsSoon(Expression condition, Facts facts) {
        Instant start = Instant.now();
        assertThatThrownBy(() -> condition.holds(facts)).isInstanceOf(Expression.Failed.class);
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(2));
    }
}

package io.crvsbridge.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionCompilerTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "''                                             | mismatched input",
        "unknown                                        | undeclared reference",
        "mother.verified                                | must be true or false",
        "mother.alive                                   | must be true or false",
        "declaration['x']                               | must be true or false",
        "child.weight == 'heavy'                        | found no matching overload",
        "under(child.name, 10)                          | found no matching overload",
        "under(child.dob, 'ten')                        | found no matching overload",
        "fullName(child.dob) == 'x'                     | found no matching overload",
        "mother.verified ==                             | mismatched input",
        "java.lang.System.exit(0) == null               | undeclared reference",
        "exec('ls')                                     | undeclared reference",
        "http.get('https://crvs.test') == ''            | undeclared reference",
        "context.registrationNumber == ''               | undeclared reference",
        "dateFormat(child.dob, 'bogus') == ''           | literal date pattern",
        "dateFormat(child.dob, 'HH:mm') == ''           | literal date pattern",
        "dateFormat(child.dob, mother.verified) == ''   | literal date pattern",
        "[1].all(a, [1].all(b, [1].all(c, c == a)))     | nest deeper than 2",
    })
    void badConditionsAreRefused(String cel, String reason) {
        assertThat(Trial.problemsOfCondition(cel)).singleElement().asString().contains(reason);
    }

    @Test
    void longAndDeepConditionsAreRefused() {
        assertThat(Trial.problemsOfCondition("true && ".repeat(500) + "true")).singleElement().asString().contains("longer than");
        assertThat(Trial.problemsOfCondition("(".repeat(1000) + "true" + ")".repeat(1000))).hasSize(1);
        assertThat(Trial.problemsOfCondition("!".repeat(3999) + "x")).isNotEmpty();
        assertThat(Trial.problemsOfCondition("[".repeat(1900) + "]".repeat(1900) + " == []")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "child.weight           | a value must be text",
        "mother.alive           | a value must be text",
        "child.name             | a value must be text",
        "[child.dob]            | a value must be text",
        "1                      | a value must be text",
        "nobody                 | undeclared reference",
    })
    void badValuesAreRefused(String cel, String reason) {
        assertThat(Trial.problemsOfText(cel)).singleElement().asString().contains(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "a.b, text, unknown type 'text'",
        "1a, string, cannot be used in expressions",
        "a b, string, cannot be used in expressions",
        "today, string, cannot be used in expressions",
        "declaration, map, cannot be used in expressions",
    })
    void badFieldsAreRefused(String field, String type, String reason) {
        Map<String, String> problems = new LinkedHashMap<>();
        FormFields.of(Map.of(field, type), problems::put);

        assertThat(problems).hasSize(1).hasEntrySatisfying(field, problem -> assertThat(problem).contains(reason));
    }

    @Test
    void twoFieldsOfOneVariableAreRefused() {
        Map<String, String> problems = new LinkedHashMap<>();
        FormFields fields = FormFields.of(Map.of("a-b", "string", "a_b", "string"), problems::put);

        assertThat(problems).hasSize(1).containsValue("another field has the same variable 'a_b'");
        assertThat(fields.declares("a-b") ^ fields.declares("a_b")).isTrue();
    }
}

package io.crvsbridge.rule;

import io.crvsbridge.expression.Expression;
import io.crvsbridge.expression.ExpressionCompiler;
import io.crvsbridge.expression.Facts;
import io.crvsbridge.expression.FormFields;
import io.crvsbridge.yaml.YamlNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whom the national ID system can be asked about, as the pack says it.
 *
 * @param about  the pack's name for the person
 * @param when   whether there is anything to be asked
 * @param values {@code id}, {@code name}, {@code birthDate}, {@code gender}; all but the first may be missing
 * @param result the form field that takes the answer
 */
record IdentityTerms(String about, Optional<Expression> when, Map<String, Expression> values, String result) {

    private static final Set<String> VALUES = Set.of("id", "name", "birthDate", "gender");

    static IdentityTerms read(String about, YamlNode node, ExpressionCompiler compiler, FormFields fields) {
        Map<String, YamlNode> entries = node.entries(Set.of("id", "result"), Set.of("when", "name", "birthDate", "gender"));
        Map<String, Expression> values = new LinkedHashMap<>();
        entries.forEach((key, value) -> {
            if (VALUES.contains(key)) {
                compiler.text(value.text(), value::problem).ifPresent(expression -> values.put(key, expression));
            }
        });
        if (values.size() < 2) {
            node.problem("an identifier alone proves nothing: a name, a birthDate or a gender is needed beside it");
        }
        Optional<Expression> when = Optional.ofNullable(entries.get("when")).flatMap(value -> compiler.condition(value.text(), value::problem));
        return new IdentityTerms(about, when, Map.copyOf(values), Optional.ofNullable(entries.get("result")).map(result -> declared(result, fields)).orElse(""));
    }

    /** An undeclared field would spoil the record for good, since Core does not check it. */
    private static String declared(YamlNode result, FormFields fields) {
        if (!fields.declares(result.text())) {
            result.problem("the event declares no such field");
        } else if (!fields.takesText(result.text())) {
            result.problem("the field takes no text, so that the record could not be read any more");
        }
        return result.text();
    }

    /** Nothing when there is nothing to be asked: the condition does not hold, there is no identifier, or nothing to compare. */
    Optional<IdentityQuestion> question(Facts facts) throws Expression.Failed {
        if (when.isPresent() && !when.get().holds(facts)) {
            return Optional.empty();
        }
        Optional<String> id = value("id", facts);
        Optional<String> name = value("name", facts);
        Optional<LocalDate> birthDate = value("birthDate", facts).flatMap(IdentityTerms::date);
        Optional<String> gender = value("gender", facts);
        boolean comparable = name.isPresent() || birthDate.isPresent() || gender.isPresent();
        return id.filter(there -> comparable).map(there -> new IdentityQuestion(about, there, name, birthDate, gender, result));
    }

    private Optional<String> value(String what, Facts facts) throws Expression.Failed {
        Expression value = values.get(what);
        return value == null ? Optional.empty() : value.text(facts).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}

package io.crvsbridge.country;

import io.crvsbridge.expression.Expression;
import io.crvsbridge.expression.ExpressionCompiler;
import io.crvsbridge.expression.FormFields;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads whom the national ID system can be asked about. */
final class IdentityReader {

    private static final Set<String> VALUES = Set.of("id", "name", "birthDate", "gender");

    private final ExpressionCompiler compiler;
    private final FormFields fields;

    IdentityReader(ExpressionCompiler compiler, FormFields fields) {
        this.compiler = compiler;
        this.fields = fields;
    }

    IdentityTerms terms(String about, YamlNode node) {
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
        return new IdentityTerms(about, when, Map.copyOf(values), Optional.ofNullable(entries.get("result")).map(this::declared).orElse(""));
    }

    /** An undeclared field would spoil the record for good, since Core does not check it. */
    private String declared(YamlNode result) {
        if (!fields.declares(result.text())) {
            result.problem("the event declares no such field");
        }
        return result.text();
    }
}

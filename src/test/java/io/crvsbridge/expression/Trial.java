package io.crvsbridge.expression;

import io.crvsbridge.kernel.Declaration;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.io.StringReader;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A small form, expressions compiled against it, and declarations written in a test. */
final class Trial {

    static final FormFields FIELDS = FormFields.of(Map.of(
            "child.name", "name",
            "child.dob", "date",
            "child.nid", "string",
            "child.weight", "number",
            "mother.verified", "string",
            "mother.verify-nid-http-fetch", "map",
            "mother.alive", "boolean",
            "documents.all", "list",
            "other", "any"), (field, reason) -> {
                throw new AssertionError(field + ": " + reason);
            });

    private static final Occasion OCCASION = new Occasion("birth", "REGISTER", "", LocalDate.of(2026, 11, 21), "0.2");

    private Trial() {}

    static Expression condition(String cel) {
        return good(ExpressionCompiler.forRules(FIELDS).condition(cel, Trial::unexpected));
    }

    static Expression text(String cel) {
        return good(ExpressionCompiler.forPackets(FIELDS).text(cel, Trial::unexpected));
    }

    /** What is wrong with a condition; the expression itself must then be missing. */
    static List<String> problemsOfCondition(String cel) {
        List<String> problems = new ArrayList<>();
        return checked(ExpressionCompiler.forRules(FIELDS).condition(cel, problems::add), problems);
    }

    static List<String> problemsOfText(String cel) {
        List<String> problems = new ArrayList<>();
        return checked(ExpressionCompiler.forPackets(FIELDS).text(cel, problems::add), problems);
    }

    static Facts facts(String declaration) {
        return facts(Declaration.of(
                Json.createReader(new StringReader(declaration.replace('\'', '"'))).readObject()));
    }

    static Facts list(int size) {
        JsonArrayBuilder list = Json.createArrayBuilder();
        for (int i = 0; i < size; i++) {
            list.add(i);
        }
        return facts(Declaration.of(Json.createObjectBuilder()
                .add("documents.all", list).add("other", "x".repeat(10_000)).build()));
    }

    private static Facts facts(Declaration declaration) {
        return new Facts(OCCASION, FIELDS, declaration, () -> declaration, Map.of("registrationNumber", "R1"), Json.createObjectBuilder().build());
    }

    private static Expression good(Optional<Expression> expression) {
        return expression.orElseThrow(() -> new AssertionError("no expression"));
    }

    private static List<String> checked(Optional<Expression> expression, List<String> problems) {
        if (expression.isPresent() != problems.isEmpty()) {
            throw new AssertionError("either an expression or a problem: " + problems);
        }
        return problems;
    }

    private static void unexpected(String problem) {
        throw new AssertionError(problem);
    }
}

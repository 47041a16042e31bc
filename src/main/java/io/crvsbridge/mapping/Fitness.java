package io.crvsbridge.mapping;

import io.crvsbridge.expression.Expression;
import io.crvsbridge.expression.Facts;
import io.crvsbridge.idschema.IdSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The checks before a packet is sent: the national ID system makes them, too, but tells of them late, or never. */
final class Fitness {

    private static final int MOST_TOLD = 5;

    private final PacketMapping.Terms terms;
    private final IdSchema schema;

    Fitness(PacketMapping.Terms terms, IdSchema schema) {
        this.terms = terms;
        this.schema = schema;
    }

    /**
     * @param identified whether the record has an identifier already
     * @param renames    whether the action changes that identifier
     */
    Optional<Unfit> unfit(PacketContent content, Facts facts, boolean identified, boolean renames) {
        List<String> problems = new ArrayList<>();
        Map<String, String> fields = content.fields();
        if (terms.newPerson() && identified) {
            problems.add("the record has an identifier already, a second one is not made");
        }
        if (!terms.newPerson() && blank(fields, terms.identifier())) {
            problems.add("no " + terms.identifier() + " names the person");
        }
        if (!terms.newPerson() && renames) {
            problems.add("the action changes the identifier itself, so it does not say whom the packet is about");
        }
        terms.mandatory().stream().filter(field -> blank(fields, field)).map(field -> field + " is missing").forEach(problems::add);
        terms.checks().stream().filter(check -> !holds(check.must(), facts)).map(PacketMapping.Terms.Check::reason).forEach(problems::add);
        problems.addAll(schema.violations(fields));
        // Better not sent than sent without: Core gives no way to read the file of a declaration yet.
        content.documents().keySet().stream().sorted().map(category -> "the file of the document " + category + " cannot be read from Core").forEach(problems::add);
        return problems.isEmpty() ? Optional.empty() : Optional.of(new Unfit(String.join("; ", problems.subList(0, Math.min(problems.size(), MOST_TOLD))), terms.refuse()));
    }

    private static boolean blank(Map<String, String> fields, String name) {
        return fields.getOrDefault(name, "").isBlank();
    }

    /** What cannot be told does not hold. */
    private static boolean holds(Expression must, Facts facts) {
        try {
            return must.holds(facts);
        } catch (Expression.Failed e) {
            return false;
        }
    }
}

package io.crvsbridge.rule;

import io.crvsbridge.expression.Expression;
import io.crvsbridge.expression.ExpressionCompiler;
import io.crvsbridge.expression.Facts;
import io.crvsbridge.expression.FormFields;
import io.crvsbridge.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What the rules of an event can have asked: about people, of the national ID system; and for what Core holds. */
public final class Questions {

    private final Map<String, IdentityTerms> identities;
    private final Map<String, ReadingTerms> readings;

    private Questions(Map<String, IdentityTerms> identities, Map<String, ReadingTerms> readings) {
        this.identities = identities;
        this.readings = readings;
    }

    /** The names under which expressions see what was read. @param readings that part of an event's file */
    public static Set<String> names(Map<String, YamlNode> readings) {
        return readings.keySet().stream().filter(ReadingTerms::usable).collect(Collectors.toUnmodifiableSet());
    }

    /** Reads those parts of an event's file. */
    public static Questions read(Map<String, YamlNode> identities, Map<String, YamlNode> readings, ExpressionCompiler compiler, FormFields fields) {
        Map<String, IdentityTerms> people = new LinkedHashMap<>();
        identities.forEach((about, node) -> people.put(about, IdentityTerms.read(about, node, compiler, fields)));
        Map<String, ReadingTerms> things = new LinkedHashMap<>();
        readings.forEach((name, node) -> things.put(name, ReadingTerms.read(name, node, compiler)));
        return new Questions(people, things);
    }

    Set<String> identities() {
        return identities.keySet();
    }

    Set<String> readings() {
        return readings.keySet();
    }

    /**
     * What a step asks. What there is nothing to ask about is left out.
     *
     * @throws JudgementFailed if that cannot be made of these facts
     */
    public List<Question> of(Verdict.Inquire step, Facts facts) {
        List<Question> questions = new ArrayList<>();
        try {
            for (String about : step.checks()) {
                identities.get(about).question(facts).ifPresent(questions::add);
            }
            for (String reading : step.reads()) {
                readings.get(reading).question(facts).ifPresent(questions::add);
            }
        } catch (Expression.Failed e) {
            throw new JudgementFailed(step.rule());
        }
        return questions;
    }
}

package io.crvsbridge.rule;

import io.crvsbridge.expression.ExpressionCompiler;
import io.crvsbridge.expression.Facts;
import io.crvsbridge.expression.FormFields;
import io.crvsbridge.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The rules of an event, by the action that they are for: an action type of Core, {@code CUSTOM:<name>}, {@code CUSTOM:*} for the custom actions that have no rules of their
 * own, or {@code *} for all actions that have none.
 */
public final class Rules {

    static final String ANY_ACTION = "*";
    static final String ANY_CUSTOM = "CUSTOM:*";
    private static final String CUSTOM = "CUSTOM";

    private final Map<String, List<Rule>> byAction;

    private Rules(Map<String, List<Rule>> byAction) {
        this.byAction = byAction;
    }

    /** What a rule may name beside the form's fields: fields of the action's annotation, packets, and what can be asked. */
    public record Named(FormFields fields, FormFields annotations, Set<String> operations, Questions questions) {}

    /** Reads the rules of an event's file. @param packVersion as verdicts tell it */
    public static Rules read(Map<String, YamlNode> actions, ExpressionCompiler compiler, Named named, String packVersion) {
        RuleReader reader = new RuleReader(new VerdictReader(compiler, named, packVersion));
        Map<String, List<Rule>> rules = new LinkedHashMap<>();
        actions.forEach((action, node) -> rules.put(action, reader.rules(action, node)));
        return new Rules(Map.copyOf(rules));
    }

    /** Under which key those of an action stand, if there are any. @param customAction the name of a CUSTOM action, otherwise not looked at */
    public Optional<String> key(String action, String customAction) {
        Stream<String> keys = action.equals(CUSTOM) ? Stream.of(CUSTOM + ":" + customAction, ANY_CUSTOM, ANY_ACTION) : Stream.of(action, ANY_ACTION);
        return keys.filter(byAction::containsKey).findFirst();
    }

    /** Whether there are rules for an action, before the name of a custom one is known. */
    public Naming naming(String action) {
        if (key(action, ANY_ACTION).isPresent()) {
            return Naming.NAMED;
        }
        boolean some = action.equals(CUSTOM) && byAction.keySet().stream().anyMatch(key -> key.startsWith(CUSTOM));
        return some ? Naming.BY_CUSTOM_TYPE : Naming.NOT_NAMED;
    }

    /**
     * The verdict of the first rule that applies.
     *
     * @param key   under which the rules stand
     * @param usable the others are passed over
     * @throws JudgementFailed if a rule cannot be evaluated on these facts, or none is left
     */
    public Verdict judge(String key, Facts facts, Predicate<Verdict> usable) {
        return rules(key).stream().filter(rule -> usable.test(rule.verdict())).filter(rule -> rule.applies(facts)).findFirst().map(rule -> rule.verdict(facts))
                .orElseThrow(() -> new JudgementFailed("(none is left, since the processes of the others are not set up)"));
    }

    /** Whether a rule under a key has something asked. */
    public boolean ask(String key) {
        return rules(key).stream().anyMatch(rule -> rule.verdict() instanceof Verdict.Inquire);
    }

    /** For what there are rules. */
    public Set<String> keys() {
        return byAction.keySet();
    }

    /** The names of the rules under a key. */
    public List<String> names(String key) {
        return rules(key).stream().map(Rule::name).toList();
    }

    private List<Rule> rules(String key) {
        return byAction.getOrDefault(key, List.of());
    }
}

package io.crvsbridge.rule;

import io.crvsbridge.expression.Expression;
import io.crvsbridge.yaml.YamlNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the rules of one action. They are tried in order, and the last one must apply always. */
final class RuleReader {

    /** The types for which Core asks the country (Core contract, section 1; VALIDATE is of Core 1.9), and all of them. */
    private static final Set<String> ACTION_TYPES = Set.of(
            "NOTIFY", "DECLARE", "VALIDATE", "EDIT", "REGISTER", "REJECT", "ARCHIVE", "PRINT_CERTIFICATE",
            "REQUEST_CORRECTION", "APPROVE_CORRECTION", "REJECT_CORRECTION", Rules.ANY_ACTION, Rules.ANY_CUSTOM);
    private static final Pattern CUSTOM = Pattern.compile("CUSTOM:[A-Za-z0-9_.-]{1,100}");
    private static final Set<String> OPTIONAL = Set.of("when", "reason", "operation", "ifDeclined", "check", "read", "set", "annotate");
    private static final Set<String> STEPS = Set.of("check", "read");
    /** It is kept with every action it judged. */
    private static final int MOST_NAME = 200;

    private final VerdictReader verdicts;

    RuleReader(VerdictReader verdicts) {
        this.verdicts = verdicts;
    }

    List<Rule> rules(String action, YamlNode node) {
        if (!ACTION_TYPES.contains(action) && !CUSTOM.matcher(action).matches()) {
            node.problem("unknown action type (a custom one is written CUSTOM:<name>)");
        }
        List<Rule> rules = new ArrayList<>();
        Set<String> names = new HashSet<>();
        boolean closed = false;
        for (YamlNode item : node.items()) {
            if (closed) {
                item.problem("never reached: the rule before it applies always");
            }
            Map<String, YamlNode> entries = item.entries(Set.of("name", "then"), OPTIONAL);
            rule(action, node.place(), item, entries, names).ifPresent(rules::add);
            closed = !entries.containsKey("when") && !step(entries);
        }
        if (!closed) {
            node.problem("the last rule must apply always (one without 'when', and no step)");
        }
        return List.copyOf(rules);
    }

    private static boolean step(Map<String, YamlNode> entries) {
        return entries.containsKey("then") && STEPS.contains(entries.get("then").text());
    }

    private Optional<Rule> rule(String action, String place, YamlNode item, Map<String, YamlNode> entries, Set<String> names) {
        if (!entries.containsKey("name") || !entries.containsKey("then")) {
            return Optional.empty();
        }
        String name = entries.get("name").text();
        YamlNode named = item.called(place + "." + name);
        if (name.length() > MOST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            named.problem("a rule's name is one line of at most " + MOST_NAME + " characters");
        }
        if (!names.add(name)) {
            named.problem("another rule has this name");
        }
        Optional<Expression> when = Optional.ofNullable(entries.get("when")).map(node -> node.called(named.place() + ".when")).flatMap(verdicts::condition);
        return verdicts.verdict(action, name, named, entries).map(verdict -> new Rule(name, when, verdict, verdicts.sets(named.place(), entries)));
    }
}

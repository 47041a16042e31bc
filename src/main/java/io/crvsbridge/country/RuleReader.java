package io.crvsbridge.country;

import io.crvsbridge.expression.Expression;
import io.crvsbridge.expression.ExpressionCompiler;
import io.crvsbridge.kernel.WhenDeclined;
import io.crvsbridge.yaml.YamlNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the rules of one action. They are tried in order, and the last one must apply always. */
final class RuleReader {

    /** The types for which Core asks the country (Core contract, section 1; VALIDATE is of Core 1.9). */
    private static final Set<String> ACTION_TYPES = Set.of(
            "NOTIFY", "DECLARE", "VALIDATE", "EDIT", "REGISTER", "REJECT", "ARCHIVE", "PRINT_CERTIFICATE",
            "REQUEST_CORRECTION", "APPROVE_CORRECTION", "REJECT_CORRECTION");
    /** Core answers a later reject of these with an error (Core contract, section 3). */
    private static final Set<String> NO_LATE_REJECT = Set.of("REJECT", "APPROVE_CORRECTION", "REJECT_CORRECTION");
    /** It is kept with every action it judged. */
    private static final int MOST_NAME = 200;
    private static final Pattern CUSTOM = Pattern.compile("CUSTOM:[A-Za-z0-9_.-]{1,100}");

    private final ExpressionCompiler compiler;
    private final Set<String> operations;
    private final Set<String> identities;
    private final String packVersion;

    RuleReader(ExpressionCompiler compiler, Set<String> operations, Set<String> identities, String packVersion) {
        this.compiler = compiler;
        this.operations = operations;
        this.identities = identities;
        this.packVersion = packVersion;
    }

    List<EventPack.Rule> rules(String action, YamlNode node) {
        if (!ACTION_TYPES.contains(action) && !CUSTOM.matcher(action).matches()) {
            node.problem("unknown action type (a custom one is written CUSTOM:<name>)");
        }
        List<EventPack.Rule> rules = new ArrayList<>();
        Set<String> names = new HashSet<>();
        boolean closed = false;
        for (YamlNode item : node.items()) {
            if (closed) {
                item.problem("never reached: the rule before it applies always");
            }
            Map<String, YamlNode> entries = item.entries(Set.of("name", "then"), Set.of("when", "reason", "operation", "ifDeclined", "check"));
            rule(action, node.place(), item, entries, names).ifPresent(rules::add);
            closed = !entries.containsKey("when") && !entries.containsKey("check");
        }
        if (!closed) {
            node.problem("the last rule must apply always (a rule without 'when' and 'check')");
        }
        return List.copyOf(rules);
    }

    private Optional<EventPack.Rule> rule(String action, String place, YamlNode item, Map<String, YamlNode> entries, Set<String> names) {
        if (!entries.containsKey("name") || !entries.containsKey("then")) {
            return Optional.empty();
        }
        String name = entries.get("name").text();
        YamlNode named = item.called(place + "." + name);
        if (name.length() > MOST_NAME) {
            named.problem("a rule's name has at most " + MOST_NAME + " characters");
        }
        if (!names.add(name)) {
            named.problem("another rule has this name");
        }
        Optional<Expression> when = Optional.ofNullable(entries.get("when"))
                .map(node -> node.called(named.place() + ".when"))
                .flatMap(node -> compiler.condition(node.text(), node::problem));
        return verdict(action, name, named, entries).map(verdict -> new EventPack.Rule(name, when, verdict));
    }

    private Optional<Verdict> verdict(String action, String name, YamlNode rule, Map<String, YamlNode> entries) {
        String then = entries.get("then").text();
        return switch (then) {
            case "accept" -> {
                refuseKeys(rule, entries, "reason", "ifDeclined");
                Optional<String> tells = Optional.ofNullable(entries.get("operation")).map(YamlNode::text);
                tells.ifPresent(operation -> known(rule, operation));
                yield Optional.of(new Verdict.Accept(name, packVersion, tells, checks(entries)));
            }
            case "refuse" -> {
                refuseKeys(rule, entries, "operation", "ifDeclined", "check");
                yield required(rule, entries, "reason").map(reason -> new Verdict.Refuse(name, packVersion, reason));
            }
            case "hold" -> {
                refuseKeys(rule, entries, "reason", "check");
                yield required(rule, entries, "operation").map(operation -> hold(action, name, rule, operation, entries));
            }
            default -> {
                rule.problem("'then' must be accept, refuse or hold");
                yield Optional.empty();
            }
        };
    }

    private Verdict hold(String action, String name, YamlNode rule, String operation, Map<String, YamlNode> entries) {
        known(rule, operation);
        return new Verdict.Hold(name, packVersion, operation, whenDeclined(action, rule, entries));
    }

    private List<String> checks(Map<String, YamlNode> entries) {
        if (!entries.containsKey("check")) {
            return List.of();
        }
        return entries.get("check").items().stream().map(item -> {
            if (!identities.contains(item.text())) {
                item.problem("'identities' of this file has no such entry");
            }
            return item.text();
        }).toList();
    }

    private void known(YamlNode rule, String operation) {
        if (!operations.contains(operation)) {
            rule.problem("the file has no packet for operation '" + operation + "'");
        }
    }

    /** Without a word of the rule, Core rejects what was declined; where it cannot, a human decides. */
    private static WhenDeclined whenDeclined(String action, YamlNode rule, Map<String, YamlNode> entries) {
        boolean rejectable = !NO_LATE_REJECT.contains(action);
        if (!entries.containsKey("ifDeclined")) {
            return rejectable ? WhenDeclined.REJECT : WhenDeclined.PARK;
        }
        String then = entries.get("ifDeclined").text();
        if (then.equals("reject") && !rejectable) {
            rule.problem("Core takes no later rejection of " + action + "; 'ifDeclined' must be accept or park");
        }
        return Stream.of(WhenDeclined.values()).filter(w -> w.name().toLowerCase(Locale.ROOT).equals(then)).findFirst().orElseGet(() -> {
            rule.problem("'ifDeclined' must be reject, accept or park");
            return WhenDeclined.PARK;
        });
    }

    private static Optional<String> required(YamlNode rule, Map<String, YamlNode> entries, String key) {
        if (!entries.containsKey(key)) {
            rule.problem("'" + key + "' is missing");
            return Optional.empty();
        }
        return Optional.of(entries.get(key).text());
    }

    private static void refuseKeys(YamlNode rule, Map<String, YamlNode> entries, String... keys) {
        for (String key : keys) {
            if (entries.containsKey(key)) {
                rule.problem("'" + key + "' does not belong to this 'then'");
            }
        }
    }
}

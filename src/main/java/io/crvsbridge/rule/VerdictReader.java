package io.crvsbridge.rule;

import io.crvsbridge.expression.Expression;
import io.crvsbridge.expression.ExpressionCompiler;
import io.crvsbridge.kernel.Additions;
import io.crvsbridge.kernel.WhenDeclined;
import io.crvsbridge.yaml.YamlNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads what one rule decides. */
final class VerdictReader {

    /** Core answers a later reject of these with an error (Core contract, section 3). */
    private static final Set<String> NO_LATE_REJECT = Set.of("REJECT", "APPROVE_CORRECTION", "REJECT_CORRECTION");
    /** What only some decisions have beside name, when and then. */
    private static final Set<String> SPECIAL = Set.of("reason", "operation", "ifDeclined", "check", "read", "set", "annotate");

    private final ExpressionCompiler compiler;
    private final Rules.Named named;
    private final String packVersion;

    VerdictReader(ExpressionCompiler compiler, Rules.Named named, String packVersion) {
        this.compiler = compiler;
        this.named = named;
        this.packVersion = packVersion;
    }

    Optional<Expression> condition(YamlNode node) {
        return compiler.condition(node.text(), node::problem);
    }

    /** @param rule where it stands, for faults */
    RuleFields sets(String rule, Map<String, YamlNode> entries) {
        return RuleFields.read(rule, entries, compiler, named.fields(), named.annotations());
    }

    Optional<Verdict> verdict(String action, String name, YamlNode rule, Map<String, YamlNode> entries) {
        return switch (entries.get("then").text()) {
            case "accept" -> {
                only(rule, entries, "operation", "set", "annotate");
                Optional<String> tells = Optional.ofNullable(entries.get("operation")).map(YamlNode::text);
                tells.ifPresent(operation -> known(rule, operation));
                yield Optional.of(new Verdict.Accept(name, packVersion, tells));
            }
            case "refuse" -> {
                only(rule, entries, "reason");
                yield required(rule, entries, "reason").map(reason -> new Verdict.Refuse(name, packVersion, reason.text()));
            }
            case "hold" -> {
                only(rule, entries, "operation", "ifDeclined", "set", "annotate");
                yield required(rule, entries, "operation").map(operation -> hold(action, name, rule, operation.text(), entries));
            }
            case "ask" -> {
                only(rule, entries, "reason", "set", "annotate");
                yield required(rule, entries, "reason").map(reason -> new Verdict.Ask(name, packVersion, reason.text(), Additions.NONE));
            }
            case "check" -> {
                only(rule, entries, "check");
                yield required(rule, entries, "check").map(list -> new Verdict.Inquire(name, packVersion, names(list, named.questions().identities(), "identities"), List.of()));
            }
            case "read" -> {
                only(rule, entries, "read");
                yield required(rule, entries, "read").map(list -> new Verdict.Inquire(name, packVersion, List.of(), names(list, named.questions().readings(), "readings")));
            }
            default -> {
                rule.problem("'then' must be accept, refuse, hold, ask, check or read");
                yield Optional.empty();
            }
        };
    }

    private Verdict hold(String action, String name, YamlNode rule, String operation, Map<String, YamlNode> entries) {
        known(rule, operation);
        return new Verdict.Hold(name, packVersion, operation, whenDeclined(action, rule, entries));
    }

    private static List<String> names(YamlNode list, Set<String> there, String section) {
        List<YamlNode> items = list.items();
        if (items.isEmpty()) {
            list.problem("at least one is needed");
        }
        return items.stream().map(item -> {
            if (!there.contains(item.text())) {
                item.problem("'" + section + "' of this file has no such entry");
            }
            return item.text();
        }).distinct().toList();
    }

    private void known(YamlNode rule, String operation) {
        if (!named.operations().contains(operation)) {
            rule.problem("the file has no packet for operation '" + operation + "'");
        }
    }

    /** Without a word of the rule, Core rejects what was declined; where it cannot, a human decides. */
    private static WhenDeclined whenDeclined(String action, YamlNode rule, Map<String, YamlNode> entries) {
        boolean anyAction = action.equals(Rules.ANY_ACTION);
        boolean rejectable = !anyAction && !NO_LATE_REJECT.contains(action);
        if (!entries.containsKey("ifDeclined")) {
            if (anyAction) {
                rule.problem("'ifDeclined' is missing: for '*' it must be accept or park");
            }
            return rejectable ? WhenDeclined.REJECT : WhenDeclined.PARK;
        }
        String then = entries.get("ifDeclined").text();
        if (then.equals("reject") && !rejectable) {
            rule.problem("Core takes no later rejection of " + (anyAction ? "every action" : action) + "; 'ifDeclined' must be accept or park");
        }
        return Stream.of(WhenDeclined.values()).filter(w -> w.name().toLowerCase(Locale.ROOT).equals(then)).findFirst().orElseGet(() -> {
            rule.problem("'ifDeclined' must be reject, accept or park");
            return WhenDeclined.PARK;
        });
    }

    private static Optional<YamlNode> required(YamlNode rule, Map<String, YamlNode> entries, String key) {
        if (!entries.containsKey(key)) {
            rule.problem("'" + key + "' is missing");
        }
        return Optional.ofNullable(entries.get(key));
    }

    private static void only(YamlNode rule, Map<String, YamlNode> entries, String... keys) {
        SPECIAL.stream().sorted().filter(entries::containsKey).filter(key -> !Set.of(keys).contains(key)).forEach(key -> rule.problem("'" + key + "' does not belong to this 'then'"));
    }
}

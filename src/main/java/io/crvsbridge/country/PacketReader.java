package io.crvsbridge.country;

import io.crvsbridge.country.PacketMapping.Target;
import io.crvsbridge.expression.Expression;
import io.crvsbridge.expression.ExpressionCompiler;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the packet of one operation and checks it against the ID schema. */
final class PacketReader {

    private static final Pattern PROCESS = Pattern.compile("[A-Za-z0-9_-]{1,100}");

    private final ExpressionCompiler compiler;
    private final IdSchema schema;

    PacketReader(ExpressionCompiler compiler, IdSchema schema) {
        this.compiler = compiler;
        this.schema = schema;
    }

    PacketMapping packet(String operation, YamlNode node) {
        Map<String, YamlNode> entries = node.entries(Set.of("process", "fields"), Set.of("notification"));
        String process = Optional.ofNullable(entries.get("process")).map(PacketReader::process).orElse("");
        Map<String, Target> targets = new LinkedHashMap<>();
        if (entries.containsKey("fields")) {
            entries.get("fields").entries().forEach((name, field) ->
                    target(name, field).ifPresent(target -> targets.put(name, target)));
        }
        Map<String, Expression> notification = new LinkedHashMap<>();
        if (entries.containsKey("notification")) {
            entries.get("notification").entries(Set.of(), Set.of("name", "phone", "email")).forEach((part, value) ->
                    text(value).ifPresent(expression -> notification.put(part, expression)));
        }
        return new PacketMapping(operation, process, Map.copyOf(targets), Map.copyOf(notification));
    }

    private static String process(YamlNode node) {
        String process = node.text();
        if (!PROCESS.matcher(process).matches()) {
            node.problem("a process is written with letters, digits, '_' and '-'");
        }
        return process;
    }

    private Optional<Target> target(String name, YamlNode node) {
        Map<String, YamlNode> entries = node.entries(Set.of("form", "value"), Set.of());
        if (!entries.containsKey("form") || !entries.containsKey("value")) {
            return Optional.empty();
        }
        Optional<IdSchema.Form> form = IdSchema.Form.named(entries.get("form").text());
        if (form.isEmpty()) {
            node.problem("'form' must be text or simple");
        } else if (!schema.fields().containsKey(name)) {
            node.problem("the ID schema does not list this field, so it would be dropped");
        } else if (schema.fields().get(name) != form.get()) {
            node.problem("the ID schema wants form " + schema.fields().get(name).word());
        }
        Optional<Expression> value = text(entries.get("value"));
        return form.isEmpty() ? Optional.empty() : value.map(expression -> new Target(form.get(), expression));
    }

    private Optional<Expression> text(YamlNode node) {
        return compiler.text(node.text(), node::problem);
    }
}

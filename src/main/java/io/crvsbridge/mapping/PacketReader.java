package io.crvsbridge.mapping;

import io.crvsbridge.expression.Expression;
import io.crvsbridge.expression.ExpressionCompiler;
import io.crvsbridge.field.FieldReader;
import io.crvsbridge.field.FieldValue;
import io.crvsbridge.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the packet of one operation and checks it against the ID schema. */
public final class PacketReader {

    private static final Pattern PROCESS = Pattern.compile("[A-Za-z0-9_-]{1,100}");

    private static final String SETTING = "MOSIP_PACKET_PROCESS_";
    private static final Set<String> SETTINGS = Set.of("BIRTH", "DEATH", "UPDATE", "REVOKE", "REINSTATE");

    private final ExpressionCompiler compiler;
    private final FieldReader fields;

    public PacketReader(ExpressionCompiler compiler, FieldReader fields) {
        this.compiler = compiler;
        this.fields = fields;
    }

    /** Reads one. What is wrong with it is told to its place in the file. */
    public PacketMapping packet(String operation, YamlNode node) {
        Map<String, YamlNode> entries = node.entries(Set.of("process", "fields"),
                Set.of("notification", "labels", "documents", "person", "identifier", "repeats", "outcome", "mandatory", "checks", "unfit"));
        String process = Optional.ofNullable(entries.get("process")).map(PacketReader::process).orElse("");
        Map<String, FieldValue> targets = new LinkedHashMap<>();
        Map<String, Expression> subjects = new LinkedHashMap<>();
        if (entries.containsKey("fields")) {
            entries.get("fields").entries().forEach((name, field) -> {
                if (FieldReader.isUserinfo(field)) {
                    fields.subject(name, field).ifPresent(subject -> subjects.put(name, subject));
                } else {
                    fields.field(name, field).ifPresent(target -> targets.put(name, target));
                }
            });
        }
        Map<String, Expression> notification = new LinkedHashMap<>();
        if (entries.containsKey("notification")) {
            entries.get("notification").entries(Set.of(), Set.of("name", "phone", "email")).forEach((part, value) ->
                    text(value).ifPresent(expression -> notification.put(part, expression)));
        }
        return new PacketMapping(operation, process, Map.copyOf(targets), Map.copyOf(subjects), Map.copyOf(notification),
                Optional.ofNullable(entries.get("labels")).map(fields::labels).orElse(Map.of()),
                Optional.ofNullable(entries.get("documents")).map(fields::documents).orElse(Map.of()), terms(node, entries, targets.keySet()));
    }

    private PacketMapping.Terms terms(YamlNode node, Map<String, YamlNode> entries, Set<String> fields) {
        boolean newPerson = chosen(entries, "person", "new", "known");
        String identifier = Optional.ofNullable(entries.get("identifier")).map(YamlNode::text).orElse("UIN");
        if (!newPerson && !fields.contains(identifier)) {
            node.problem("a packet about a known person needs the field '" + identifier + "' that names the person");
        }
        boolean once = chosen(entries, "repeats", "false", "true");
        if (newPerson && !once) {
            node.problem("a packet that makes an identity cannot repeat");
        }
        boolean credential = entries.containsKey("outcome") ? chosen(entries, "outcome", "credential", "processed") : newPerson;
        return new PacketMapping.Terms(newPerson, identifier, !once, credential, mandatory(entries, fields), checks(entries), !chosen(entries, "unfit", "park", "refuse"));
    }

    /** @return whether it is the first word, which is also the default */
    private static boolean chosen(Map<String, YamlNode> entries, String key, String first, String second) {
        if (!entries.containsKey(key)) {
            return true;
        }
        String word = entries.get(key).text();
        if (!word.equals(first) && !word.equals(second)) {
            entries.get(key).problem("'" + key + "' must be " + first + " or " + second);
        }
        return word.equals(first);
    }

    private static List<String> mandatory(Map<String, YamlNode> entries, Set<String> fields) {
        if (!entries.containsKey("mandatory")) {
            return List.of();
        }
        return entries.get("mandatory").items().stream().map(item -> {
            if (!fields.contains(item.text())) {
                item.problem("the packet has no such field");
            }
            return item.text();
        }).toList();
    }

    private List<PacketMapping.Terms.Check> checks(Map<String, YamlNode> entries) {
        List<PacketMapping.Terms.Check> checks = new ArrayList<>();
        if (entries.containsKey("checks")) {
            for (YamlNode item : entries.get("checks").items()) {
                Map<String, YamlNode> check = item.entries(Set.of("name", "must", "reason"), Set.of());
                if (check.keySet().containsAll(Set.of("name", "must", "reason"))) {
                    YamlNode must = check.get("must");
                    compiler.condition(must.text(), must::problem)
                            .ifPresent(expression -> checks.add(new PacketMapping.Terms.Check(check.get("name").text(), expression, check.get("reason").text())));
                }
            }
        }
        return List.copyOf(checks);
    }

    private static String process(YamlNode node) {
        String process = node.text();
        if (!PROCESS.matcher(process).matches()) {
            node.problem("a process is written with letters, digits, '_' and '-'");
        } else if (process.startsWith(SETTING) && !SETTINGS.contains(process.substring(SETTING.length()))) {
            node.problem("there is no such setting, and the name itself would be sent");
        }
        return process;
    }

    private Optional<Expression> text(YamlNode node) {
        return compiler.text(node.text(), node::problem);
    }
}

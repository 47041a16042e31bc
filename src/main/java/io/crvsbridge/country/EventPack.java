package io.crvsbridge.country;

import io.crvsbridge.expression.CodeTables;
import io.crvsbridge.expression.Expression;
import io.crvsbridge.expression.ExpressionCompiler;
import io.crvsbridge.expression.Facts;
import io.crvsbridge.expression.FormFields;
import io.crvsbridge.field.FieldReader;
import io.crvsbridge.idschema.IdSchema;
import io.crvsbridge.numbering.NumberFormat;
import io.crvsbridge.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the pack says about one type of event. */
record EventPack(FormFields fields, Map<String, List<Rule>> rules, Map<String, PacketMapping> packets, Map<String, IdentityTerms> identities, Optional<NumberFormat> numbers) {

    /** What the files of all events refer to. */
    record Common(String packVersion, List<String> languages, IdSchema schema, CodeTables codes) {}

    /** One rule of an action: under a condition, or always, it gives its verdict. */
    record Rule(String name, Optional<Expression> when, Verdict verdict) {

        boolean applies(Facts facts) {
            try {
                return when.isEmpty() || when.get().holds(facts);
            } catch (Expression.Failed e) {
                throw new JudgementFailed(name);
            }
        }
    }

    static EventPack read(YamlNode root, Common common) {
        Map<String, YamlNode> entries = root.entries(Set.of("fields"), Set.of("actions", "packets", "identities", "registrationNumber"));
        FormFields fields = (entries.containsKey("fields") ? fields(entries.get("fields")) : FormFields.none()).with(common.codes());

        Map<String, PacketMapping> packets = new LinkedHashMap<>();
        if (entries.containsKey("packets")) {
            ExpressionCompiler compiler = ExpressionCompiler.forPackets(fields);
            PacketReader reader = new PacketReader(compiler, new FieldReader(compiler, common.schema(), common.languages(), common.codes()));
            entries.get("packets").entries().forEach((operation, node) ->
                    packets.put(operation, reader.packet(operation, node)));
        }
        Map<String, IdentityTerms> identities = new LinkedHashMap<>();
        if (entries.containsKey("identities")) {
            ExpressionCompiler compiler = ExpressionCompiler.forRules(fields);
            entries.get("identities").entries().forEach((about, node) -> identities.put(about, IdentityTerms.read(about, node, compiler, fields)));
        }
        Map<String, List<Rule>> rules = new LinkedHashMap<>();
        if (entries.containsKey("actions")) {
            RuleReader reader = new RuleReader(ExpressionCompiler.forRules(fields), packets.keySet(), identities.keySet(), common.packVersion());
            entries.get("actions").entries().forEach((action, node) -> rules.put(action, reader.rules(action, node)));
        }
        Optional<NumberFormat> numbers = Optional.ofNullable(entries.get("registrationNumber")).map(node -> NumberFormat.read(node, fields));
        return new EventPack(fields, Map.copyOf(rules), Map.copyOf(packets), Map.copyOf(identities), numbers);
    }

    private static FormFields fields(YamlNode node) {
        Map<String, YamlNode> entries = node.entries();
        Map<String, String> types = new LinkedHashMap<>();
        entries.forEach((id, type) -> types.put(id, type.text()));
        return FormFields.of(types, (id, reason) -> entries.get(id).problem(reason));
    }

    static String key(String action, String customAction) {
        return action.equals("CUSTOM") ? "CUSTOM:" + customAction : action;
    }
}

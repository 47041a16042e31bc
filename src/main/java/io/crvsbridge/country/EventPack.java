package io.crvsbridge.country;

import io.crvsbridge.expression.CodeTables;
import io.crvsbridge.expression.ExpressionCompiler;
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
import java.util.stream.Collectors;

/** What the pack says about one type of event. */
record EventPack(FormFields fields, Rules rules, Map<String, PacketMapping> packets, Map<String, IdentityTerms> identities, Map<String, ReadingTerms> readings, Optional<NumberFormat> numbers) {

    /** What the files of all events refer to. */
    record Common(String packVersion, List<String> languages, IdSchema schema, CodeTables codes) {}

    static EventPack read(YamlNode root, Common common) {
        Map<String, YamlNode> entries = root.entries(Set.of("fields"), Set.of("annotations", "actions", "packets", "identities", "readings", "registrationNumber"));
        Map<String, YamlNode> reading = entries.containsKey("readings") ? entries.get("readings").entries() : Map.of();
        Set<String> usable = reading.keySet().stream().filter(ReadingTerms::usable).collect(Collectors.toUnmodifiableSet());
        FormFields fields = fields(entries.get("fields")).with(common.codes()).reading(usable);
        ExpressionCompiler compiler = ExpressionCompiler.forRules(fields);

        Map<String, PacketMapping> packets = packets(entries.get("packets"), fields, common);
        Map<String, IdentityTerms> identities = new LinkedHashMap<>();
        if (entries.containsKey("identities")) {
            entries.get("identities").entries().forEach((about, node) -> identities.put(about, IdentityTerms.read(about, node, compiler, fields)));
        }
        Map<String, ReadingTerms> readings = new LinkedHashMap<>();
        reading.forEach((name, node) -> ReadingTerms.read(name, node, compiler).ifPresent(terms -> readings.put(name, terms)));
        VerdictReader verdicts = new VerdictReader(compiler,
                new VerdictReader.Named(fields, fields(entries.get("annotations")), packets.keySet(), identities.keySet(), reading.keySet()), common.packVersion());
        Map<String, List<Rule>> rules = new LinkedHashMap<>();
        if (entries.containsKey("actions")) {
            RuleReader reader = new RuleReader(verdicts);
            entries.get("actions").entries().forEach((action, node) -> rules.put(action, reader.rules(action, node)));
        }
        Optional<NumberFormat> numbers = Optional.ofNullable(entries.get("registrationNumber")).map(node -> NumberFormat.read(node, fields));
        return new EventPack(fields, new Rules(Map.copyOf(rules)), packets, Map.copyOf(identities), Map.copyOf(readings), numbers);
    }

    private static Map<String, PacketMapping> packets(YamlNode node, FormFields fields, Common common) {
        Map<String, PacketMapping> packets = new LinkedHashMap<>();
        if (node != null) {
            ExpressionCompiler compiler = ExpressionCompiler.forPackets(fields);
            PacketReader reader = new PacketReader(compiler, new FieldReader(compiler, common.schema(), common.languages(), common.codes()));
            node.entries().forEach((operation, packet) -> packets.put(operation, reader.packet(operation, packet)));
        }
        return Map.copyOf(packets);
    }

    private static FormFields fields(YamlNode node) {
        if (node == null) {
            return FormFields.none();
        }
        Map<String, YamlNode> entries = node.entries();
        Map<String, String> types = new LinkedHashMap<>();
        entries.forEach((id, type) -> types.put(id, type.text()));
        return FormFields.of(types, (id, reason) -> entries.get(id).problem(reason));
    }
}

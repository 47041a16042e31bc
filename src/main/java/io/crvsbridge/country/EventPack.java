package io.crvsbridge.country;

import io.crvsbridge.expression.CodeTables;
import io.crvsbridge.expression.ExpressionCompiler;
import io.crvsbridge.expression.FormFields;
import io.crvsbridge.field.FieldReader;
import io.crvsbridge.idschema.IdSchema;
import io.crvsbridge.mapping.PacketMapping;
import io.crvsbridge.mapping.PacketReader;
import io.crvsbridge.numbering.NumberFormat;
import io.crvsbridge.rule.Questions;
import io.crvsbridge.rule.Rules;
import io.crvsbridge.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the pack says about one type of event. */
record EventPack(FormFields fields, Rules rules, Map<String, PacketMapping> packets, Questions questions, Optional<NumberFormat> numbers) {

    private static final Set<String> OPTIONAL = Set.of("annotations", "actions", "packets", "identities", "readings", "registrationNumber");

    /** What the files of all events refer to. */
    record Common(String packVersion, List<String> languages, IdSchema schema, CodeTables codes) {}

    static EventPack read(YamlNode root, Common common) {
        Map<String, YamlNode> entries = root.entries(Set.of("fields"), OPTIONAL);
        Map<String, YamlNode> readings = part(entries, "readings");
        FormFields fields = fields(part(entries, "fields")).with(common.codes()).reading(Questions.names(readings));
        ExpressionCompiler compiler = ExpressionCompiler.forRules(fields);
        Map<String, PacketMapping> packets = packets(part(entries, "packets"), fields, common);
        Questions questions = Questions.read(part(entries, "identities"), readings, compiler, fields);
        Rules.Named named = new Rules.Named(fields, fields(part(entries, "annotations")), packets.keySet(), questions);
        Rules rules = Rules.read(part(entries, "actions"), compiler, named, common.packVersion());
        Optional<NumberFormat> numbers = Optional.ofNullable(entries.get("registrationNumber")).map(node -> NumberFormat.read(node, fields.reading(Set.of())));
        return new EventPack(fields, rules, packets, questions, numbers);
    }

    private static Map<String, YamlNode> part(Map<String, YamlNode> entries, String name) {
        return entries.containsKey(name) ? entries.get(name).entries() : Map.of();
    }

    private static Map<String, PacketMapping> packets(Map<String, YamlNode> entries, FormFields fields, Common common) {
        ExpressionCompiler compiler = ExpressionCompiler.forPackets(fields);
        PacketReader reader = new PacketReader(compiler, new FieldReader(compiler, common.schema(), common.languages(), common.codes()));
        Map<String, PacketMapping> packets = new LinkedHashMap<>();
        entries.forEach((operation, packet) -> packets.put(operation, reader.packet(operation, packet)));
        return Map.copyOf(packets);
    }

    private static FormFields fields(Map<String, YamlNode> entries) {
        Map<String, String> types = new LinkedHashMap<>();
        entries.forEach((id, type) -> types.put(id, type.text()));
        return FormFields.of(types, (id, reason) -> entries.get(id).problem(reason));
    }
}

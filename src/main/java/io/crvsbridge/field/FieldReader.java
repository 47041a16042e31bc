package io.crvsbridge.field;

import io.crvsbridge.expression.CodeTables;
import io.crvsbridge.expression.Expression;
import io.crvsbridge.expression.ExpressionCompiler;
import io.crvsbridge.idschema.IdSchema;
import io.crvsbridge.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the fields and labels of a packet and checks them against ID schema, languages and tables of codes. */
public final class FieldReader {

    private static final String USERINFO = "userinfo";
    private static final int MOST_LABEL = 100;
    /** What the server itself says about a packet (MOSIP contract, section 2). */
    private static final Set<String> OWN_LABELS = Set.of("registrationType", "machineId", "centerId", "crvsRecordRef", "registrationId", "creationDate", "operationsData",
            "capturedRegisteredDevices");

    private final ExpressionCompiler compiler;
    private final IdSchema schema;
    private final List<String> languages;
    private final CodeTables codes;

    /** @param languages those of the pack */
    public FieldReader(ExpressionCompiler compiler, IdSchema schema, List<String> languages, CodeTables codes) {
        this.compiler = compiler;
        this.schema = schema;
        this.languages = languages;
        this.codes = codes;
    }

    /** Whether a field takes what eSignet signed, so that only its subject is known when the packet is mapped. */
    public static boolean isUserinfo(YamlNode field) {
        YamlNode form = field.entries().get("form");
        return form != null && form.text().equals(USERINFO);
    }

    /** Of whom a field of form userinfo is. */
    public Optional<Expression> subject(String name, YamlNode node) {
        Map<String, YamlNode> entries = node.entries(Set.of("form", "value"), Set.of());
        if (schema.fields().get(name) != IdSchema.Form.TEXT) {
            node.problem("the ID schema must list this field as a text");
        }
        return Optional.ofNullable(entries.get("value")).flatMap(this::text);
    }

    /** A field of form text or simple. */
    public Optional<FieldValue> field(String name, YamlNode node) {
        Map<String, YamlNode> entries = node.entries(Set.of("form", "value"), Set.of("code"));
        if (!entries.containsKey("form") || !entries.containsKey("value")) {
            return Optional.empty();
        }
        Optional<IdSchema.Form> form = IdSchema.Form.named(entries.get("form").text());
        if (form.isEmpty()) {
            node.problem("'form' must be text, simple or userinfo");
        } else if (!schema.fields().containsKey(name)) {
            node.problem("the ID schema does not list this field, so it would be dropped");
        } else if (schema.fields().get(name) != form.get()) {
            node.problem("the ID schema wants form " + schema.fields().get(name).word());
        }
        return form.flatMap(written -> value(written, entries));
    }

    private Optional<FieldValue> value(IdSchema.Form form, Map<String, YamlNode> entries) {
        YamlNode value = entries.get("value");
        if (entries.containsKey("code")) {
            return table(form, entries.get("code")).flatMap(table -> text(value).map(key -> new FieldValue.Coded(form, key, table)));
        }
        return value.isMapping() ? perLanguage(form, value) : text(value).map(expression -> new FieldValue.One(form, expression));
    }

    private Optional<CodeTables.Table> table(IdSchema.Form form, YamlNode node) {
        Optional<CodeTables.Table> table = codes.named(node.text());
        if (table.isEmpty()) {
            node.problem("'codes' has no table '" + node.text() + "'");
        } else if (table.get().byLanguage() && form != IdSchema.Form.SIMPLE) {
            node.problem("the table has a text per language, which only a field of form simple takes");
        }
        return table;
    }

    /** Each language of the pack and no other: one that is forgotten is a mistake oftener than not. */
    private Optional<FieldValue> perLanguage(IdSchema.Form form, YamlNode node) {
        if (form != IdSchema.Form.SIMPLE) {
            node.problem("only a field of form simple has a value per language");
        }
        Map<String, Expression> values = new LinkedHashMap<>();
        Languages.entries(node, languages).forEach((language, value) -> text(value).ifPresent(expression -> values.put(language, expression)));
        return Optional.of(new FieldValue.PerLanguage(Map.copyOf(values)));
    }

    /** Labels for the packet's meta data. */
    public Map<String, Expression> labels(YamlNode node) {
        Map<String, Expression> labels = new LinkedHashMap<>();
        node.entries().forEach((label, value) -> {
            if (OWN_LABELS.contains(label)) {
                value.problem("the server sets this label itself");
            } else if (label.isBlank() || label.length() > MOST_LABEL) {
                value.problem("a label has 1 to " + MOST_LABEL + " characters");
            }
            text(value).ifPresent(expression -> labels.put(label, expression));
        });
        return Map.copyOf(labels);
    }

    /** Files of the declaration that go along. */
    public Map<String, DocumentMapping> documents(YamlNode node) {
        return DocumentMapping.read(node, compiler);
    }

    private Optional<Expression> text(YamlNode node) {
        return compiler.text(node.text(), node::problem);
    }
}

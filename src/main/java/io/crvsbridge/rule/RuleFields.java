package io.crvsbridge.rule;

import io.crvsbridge.expression.Expression;
import io.crvsbridge.expression.ExpressionCompiler;
import io.crvsbridge.expression.Facts;
import io.crvsbridge.expression.FormFields;
import io.crvsbridge.expression.FormValue;
import io.crvsbridge.kernel.Additions;
import io.crvsbridge.kernel.JsonMaking;
import io.crvsbridge.yaml.YamlNode;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a rule sets when it decides: declared fields of the form, and declared fields of the action's annotation. An undeclared one would spoil the record for good, since Core
 * does not check it (Core contract, section 3, trap 4).
 */
record RuleFields(Map<String, FormValue> declaration, Map<String, FormValue> annotation) {

    /** Letters of all that one rule sets: it is sealed, kept, and told to Core. */
    private static final int MOST = 1_000_000;
    private static final RuleFields NONE = new RuleFields(Map.of(), Map.of());

    /** @param rule where it stands, for faults @param entries those of the rule */
    static RuleFields read(String rule, Map<String, YamlNode> entries, ExpressionCompiler compiler, FormFields fields, FormFields annotations) {
        return entries.containsKey("set") || entries.containsKey("annotate")
                ? new RuleFields(values(part(rule, entries, "set"), compiler, fields, "the event declares no such field"), values(part(rule, entries, "annotate"), compiler, annotations, "'annotations' of this file has no such field"))
                : NONE;
    }

    private static YamlNode part(String rule, Map<String, YamlNode> entries, String key) {
        return entries.containsKey(key) ? entries.get(key).called(rule + "." + key) : null;
    }

    private static Map<String, FormValue> values(YamlNode node, ExpressionCompiler compiler, FormFields fields, String undeclared) {
        Map<String, FormValue> values = new TreeMap<>();
        if (node != null) {
            node.entries().forEach((field, value) -> {
                if (fields.declares(field)) {
                    compiler.value(fields, field, value.text(), value::problem).ifPresent(expression -> values.put(field, expression));
                } else {
                    value.problem(undeclared);
                }
            });
        }
        return values;
    }

    boolean isEmpty() {
        return declaration.isEmpty() && annotation.isEmpty();
    }

    /** What has no value is left as it is. */
    Additions values(Facts facts) throws Expression.Failed {
        return Additions.set(values(declaration, facts), values(annotation, facts));
    }

    private static JsonObject values(Map<String, FormValue> values, Facts facts) throws Expression.Failed {
        JsonObjectBuilder json = JsonMaking.object();
        int left = MOST;
        for (Map.Entry<String, FormValue> entry : values.entrySet()) {
            Optional<JsonValue> value = entry.getValue().of(facts);
            value.ifPresent(there -> json.add(entry.getKey(), there));
            left -= value.map(there -> there.toString().length()).orElse(0);
            if (left < 0) {
                throw Expression.failed();
            }
        }
        return json.build();
    }
}

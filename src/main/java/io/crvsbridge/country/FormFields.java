package io.crvsbridge.country;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The form fields that an event file declares: their ids, the variables that stand for them, and their types. */
final class FormFields {

    record FormField(String id, FieldType type) {}

    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*");

    private final Map<String, FormField> byVariable;

    private FormFields(Map<String, FormField> byVariable) {
        this.byVariable = Map.copyOf(byVariable);
    }

    static FormFields read(YamlNode node) {
        Map<String, FormField> byVariable = new LinkedHashMap<>();
        node.entries().forEach((id, typeNode) -> {
            String word = typeNode.text();
            FieldType type = FieldType.named(word).orElseGet(() -> {
                typeNode.problem("unknown type '" + word + "'");
                return FieldType.ANY;
            });
            String variable = id.replace('-', '_');
            if (!VARIABLE.matcher(variable).matches() || Facts.RESERVED.contains(variable)) {
                typeNode.problem("this id cannot be used in expressions");
            } else if (byVariable.put(variable, new FormField(id, type)) != null) {
                typeNode.problem("another field has the same variable '" + variable + "'");
            }
        });
        return new FormFields(byVariable);
    }

    static FormFields none() {
        return new FormFields(Map.of());
    }

    boolean declares(String id) {
        FormField field = byVariable.get(id.replace('-', '_'));
        return field != null && field.id().equals(id);
    }

    /** The field behind a variable of an expression, or null. */
    FormField field(String variable) {
        return byVariable.get(variable);
    }

    Set<Map.Entry<String, FormField>> variables() {
        return byVariable.entrySet();
    }
}

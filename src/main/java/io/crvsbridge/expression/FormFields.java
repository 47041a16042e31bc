package io.crvsbridge.expression;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** The form fields that a country declares for an event: their ids, the variables that stand for them, and their types; and the tables of codes to translate them by. */
public final class FormFields {

    record FormField(String id, FieldType type) {}

    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*");

    private final Map<String, FormField> byVariable;

    private final CodeTables codes;
    private final Set<String> readings;

    private FormFields(Map<String, FormField> byVariable, CodeTables codes, Set<String> readings) {
        this.byVariable = Map.copyOf(byVariable);
        this.codes = codes;
        this.readings = Set.copyOf(readings);
    }

    /**
     * The fields with these ids and types, the types by their words.
     *
     * @param problem is told the field and the reason for each that cannot be used
     */
    public static FormFields of(Map<String, String> types, BiConsumer<String, String> problem) {
        Map<String, FormField> byVariable = new LinkedHashMap<>();
        types.forEach((id, word) -> {
            FieldType type = FieldType.named(word).orElseGet(() -> {
                problem.accept(id, "unknown type '" + word + "'");
                return FieldType.ANY;
            });
            String variable = id.replace('-', '_');
            if (!VARIABLE.matcher(variable).matches() || Facts.RESERVED.contains(variable) || variable.startsWith(Facts.FOUND)) {
                problem.accept(id, "this id cannot be used in expressions");
            } else if (byVariable.put(variable, new FormField(id, type)) != null) {
                problem.accept(id, "another field has the same variable '" + variable + "'");
            }
        });
        return new FormFields(byVariable, CodeTables.NONE, Set.of());
    }

    public static FormFields none() {
        return new FormFields(Map.of(), CodeTables.NONE, Set.of());
    }

    /** The same fields, and tables of codes. */
    public FormFields with(CodeTables tables) {
        return new FormFields(byVariable, tables, readings);
    }

    /** The same fields, and names under which expressions see what was read elsewhere. */
    public FormFields reading(Set<String> names) {
        return new FormFields(byVariable, codes, names);
    }

    Set<String> readings() {
        return readings;
    }

    public CodeTables codes() {
        return codes;
    }

    public boolean declares(String id) {
        FormField field = byVariable.get(id.replace('-', '_'));
        return field != null && field.id().equals(id);
    }

    /** The type of a declared field. */
    FieldType type(String id) {
        return byVariable.get(id.replace('-', '_')).type();
    }

    /** Whether a text that is written into the field is a value that its form could have given. */
    public boolean takesText(String id) {
        return declares(id) && Set.of(FieldType.STRING, FieldType.ANY).contains(byVariable.get(id.replace('-', '_')).type());
    }

    /** The field behind a variable of an expression, or null. */
    FormField field(String variable) {
        return byVariable.get(variable);
    }

    Set<Map.Entry<String, FormField>> variables() {
        return byVariable.entrySet();
    }
}

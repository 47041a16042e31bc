package io.crvsbridge.expression;

import static dev.cel.common.CelFunctionDecl.newFunctionDeclaration;
import static dev.cel.common.CelOverloadDecl.newGlobalOverload;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.NullableType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A country's tables of codes: what stands in a form, and what another system calls it. Expressions ask them by {@code code(table, key)}, and those that have a text per
 * language by {@code code(table, key, language)}. No key gives no code; a key that the table lacks is an error, unless the table has an entry {@link #OTHERWISE}.
 */
public final class CodeTables {

    /** The entry for every key that the table lacks. */
    public static final String OTHERWISE = "otherwise";
    public static final CodeTables NONE = new CodeTables(Map.of());

    static final String FUNCTION = "code";
    /** The language of a text that is the same in all. */
    private static final String ANY = "";

    /**
     * One table.
     *
     * @param byLanguage whether each entry has a text per language
     * @param entries    key → language → text
     */
    public record Table(boolean byLanguage, Map<String, Map<String, String>> entries) {

        public Table {
            entries = Map.copyOf(entries);
        }

        /** One whose texts are the same in every language. */
        public static Table plain(Map<String, String> texts) {
            Map<String, Map<String, String>> entries = new HashMap<>();
            texts.forEach((key, text) -> entries.put(key, Map.of(ANY, text)));
            return new Table(false, entries);
        }

        /** The text for a key in a language. @throws IllegalArgumentException when the table has none */
        public String text(String key, String language) {
            Map<String, String> texts = entries.getOrDefault(key, entries.get(OTHERWISE));
            String text = texts == null ? null : texts.get(byLanguage ? language : ANY);
            if (text == null) {
                throw new IllegalArgumentException("no such code");
            }
            return text;
        }
    }

    private final Map<String, Table> tables;

    public CodeTables(Map<String, Table> tables) {
        this.tables = Map.copyOf(tables);
    }

    public Optional<Table> named(String name) {
        return Optional.ofNullable(tables.get(name));
    }

    static CelFunctionDecl declaration() {
        CelType text = NullableType.create(SimpleType.STRING);
        return newFunctionDeclaration(FUNCTION, newGlobalOverload("pack_code", text, SimpleType.STRING, SimpleType.DYN),
                newGlobalOverload("pack_code_by_language", text, SimpleType.STRING, SimpleType.DYN, SimpleType.STRING));
    }

    Collection<CelFunctionBinding> bindings() {
        return CelFunctionBinding.fromOverloads(FUNCTION,
                CelFunctionBinding.from("pack_code", List.of(Object.class, Object.class), a -> code(a[0], a[1], ANY, false)),
                CelFunctionBinding.from("pack_code_by_language", List.of(Object.class, Object.class, Object.class), a -> code(a[0], a[1], (String) a[2], true)));
    }

    private Object code(Object table, Object key, String language, boolean byLanguage) {
        Table named = tables.get(table);
        if (named == null || named.byLanguage() != byLanguage) {
            throw new IllegalArgumentException("no such table");
        }
        return CelValues.text(key).<Object>map(text -> named.text(text.strip(), language)).orElse(CelValues.NULL);
    }

    /** What is wrong with a call, as far as its literals tell; nothing for any other expression. */
    Optional<String> fault(CelExpr expr) {
        if (expr.getKind() != Kind.CALL || !expr.call().function().equals(FUNCTION)) {
            return Optional.empty();
        }
        List<CelExpr> arguments = expr.call().args();
        return literal(arguments.get(0)).flatMap(name -> fault(name, arguments));
    }

    private Optional<String> fault(String name, List<CelExpr> arguments) {
        Table table = tables.get(name);
        if (table == null) {
            return Optional.of("'codes' has no table '" + name + "'");
        }
        if (table.byLanguage() != (arguments.size() == 3)) {
            return Optional.of(table.byLanguage() ? "the table '" + name + "' has a text per language: code('" + name + "', key, 'eng')" : "the table '" + name + "' has no texts per language");
        }
        boolean unknown = table.byLanguage() && literal(arguments.get(2)).filter(language -> table.entries().values().stream().noneMatch(texts -> texts.containsKey(language))).isPresent();
        return unknown ? Optional.of("the table '" + name + "' has no texts in that language") : Optional.empty();
    }

    static Optional<String> literal(CelExpr expr) {
        return expr.getKind() == Kind.CONSTANT && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE ? Optional.of(expr.constant().stringValue()) : Optional.empty();
    }
}

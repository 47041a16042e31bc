package io.crvsbridge.field;

import io.crvsbridge.expression.CodeTables;
import io.crvsbridge.expression.CodeTables.Table;
import io.crvsbridge.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads the tables of codes of a pack, each a mapping, or the name of a file that holds it. */
public final class CodeReader {

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");
    private static final Pattern FILE = Pattern.compile("([A-Za-z0-9_-]{1,64}/)?[A-Za-z0-9_-]{1,64}\\.yaml");

    private final List<String> languages;
    private final Function<String, Optional<YamlNode>> files;

    /**
     * @param languages those of the pack
     * @param files     gives the root of another file of the pack; what is wrong with it is told already
     */
    public CodeReader(List<String> languages, Function<String, Optional<YamlNode>> files) {
        this.languages = languages;
        this.files = files;
    }

    public CodeTables read(YamlNode node) {
        Map<String, Table> tables = new LinkedHashMap<>();
        node.entries().forEach((name, table) -> {
            if (!NAME.matcher(name).matches()) {
                table.problem("a table is named with letters, digits, '_' and '-'");
            }
            root(table).ifPresent(root -> tables.put(name, table(root)));
        });
        return new CodeTables(tables);
    }

    private Optional<YamlNode> root(YamlNode table) {
        if (table.isMapping()) {
            return Optional.of(table);
        }
        if (!FILE.matcher(table.text()).matches()) {
            table.problem("a table is a mapping, or the name of a file such as codes/areas.yaml");
            return Optional.empty();
        }
        return files.apply(table.text());
    }

    private Table table(YamlNode node) {
        Map<String, YamlNode> entries = node.entries();
        boolean byLanguage = entries.values().stream().anyMatch(YamlNode::isMapping);
        Map<String, String> plain = new LinkedHashMap<>();
        Map<String, Map<String, String>> texts = new LinkedHashMap<>();
        entries.forEach((key, value) -> {
            if (byLanguage != value.isMapping()) {
                value.problem("all entries of a table have a text per language, or none has");
            } else if (byLanguage) {
                texts.put(key.strip(), byLanguage(value));
            } else {
                plain.put(key.strip(), value.text());
            }
        });
        if (entries.isEmpty()) {
            node.problem("the table is empty");
        }
        return byLanguage ? new Table(true, texts) : Table.plain(plain);
    }

    private Map<String, String> byLanguage(YamlNode node) {
        Map<String, String> texts = new LinkedHashMap<>();
        Languages.entries(node, languages).forEach((language, text) -> texts.put(language, text.text()));
        return Map.copyOf(texts);
    }
}

package io.crvsbridge.field;

import io.crvsbridge.expression.CodeTables;
import io.crvsbridge.expression.CodeTables.Table;
import io.crvsbridge.yaml.YamlNode;
import java.util.HashMap;
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

    /** Far more than a country has areas; a server has a few hundred megabytes. */
    static final int MOST = 200_000;

    private final List<String> languages;
    private final Function<String, Optional<YamlNode>> files;
    /** What was read of other files: several tables may be the same. */
    private final Map<String, Optional<Table>> read = new HashMap<>();
    private int entries;

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
            table(table).ifPresent(there -> tables.put(name, there));
        });
        return new CodeTables(tables);
    }

    private Optional<Table> table(YamlNode table) {
        if (table.isMapping()) {
            return Optional.of(entries(table));
        }
        if (!FILE.matcher(table.text()).matches()) {
            table.problem("a table is a mapping, or the name of a file such as codes/areas.yaml");
            return Optional.empty();
        }
        return read.computeIfAbsent(table.text(), file -> files.apply(file).map(this::entries));
    }

    private Table entries(YamlNode node) {
        Map<String, YamlNode> entries = node.entries();
        this.entries += entries.size();
        if (this.entries > MOST) {
            node.problem("the tables have more than " + MOST + " entries in all");
            return Table.plain(Map.of());
        }
        boolean byLanguage = entries.values().stream().anyMatch(YamlNode::isMapping);
        Map<String, String> plain = new LinkedHashMap<>();
        Map<String, Map<String, String>> texts = new LinkedHashMap<>();
        entries.forEach((key, value) -> {
            if (byLanguage != value.isMapping()) {
                value.problem("all entries of a table have a text per language, or none has");
            } else if (byLanguage) {
                once(value, texts.put(key.strip(), byLanguage(value)));
            } else {
                once(value, plain.put(key.strip(), value.text()));
            }
        });
        if (entries.isEmpty()) {
            node.problem("the table is empty");
        }
        return byLanguage ? new Table(true, texts) : Table.plain(plain);
    }

    private static void once(YamlNode value, Object before) {
        if (before != null) {
            value.problem("the key appears twice");
        }
    }

    private Map<String, String> byLanguage(YamlNode node) {
        Map<String, String> texts = new LinkedHashMap<>();
        Languages.entries(node, languages).forEach((language, text) -> texts.put(language, text.text()));
        return Map.copyOf(texts);
    }
}

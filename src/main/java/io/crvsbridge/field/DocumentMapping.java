package io.crvsbridge.field;

import io.crvsbridge.expression.Expression;
import io.crvsbridge.expression.ExpressionCompiler;
import io.crvsbridge.expression.Facts;
import io.crvsbridge.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A document of a packet: which file of the declaration it is, and what the national ID system calls it (MOSIP contract, section 2).
 *
 * @param type   the kind of document there, such as DOC_POB
 * @param name   what the document is called there, such as BirthNotice
 * @param format such as pdf; without it the file's own
 * @param file   gives a FILE value of the declaration (Core contract, section 5)
 */
public record DocumentMapping(String type, String name, Optional<String> format, Expression file) {

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9._/ -]{1,500}");
    /** What Core's forms take, and how it is called there. */
    private static final Map<String, String> FORMATS = Map.of("application/pdf", "pdf", "image/png", "png", "image/jpeg", "jpg", "image/jpg", "jpg");

    /** A file to be sent. @param path where Core keeps it */
    public record Document(String type, String name, String format, String path) {

        /** Masked: paths may name people. */
        @Override
        public String toString() {
            return "Document[" + type + " " + format + "]";
        }
    }

    /** The documents of a packet, by the name of the category there. */
    static Map<String, DocumentMapping> read(YamlNode node, ExpressionCompiler compiler) {
        Map<String, DocumentMapping> documents = new LinkedHashMap<>();
        node.entries().forEach((category, document) -> {
            if (!WORD.matcher(category).matches()) {
                document.problem("a document is named with letters, digits and . _ -");
            }
            one(document, compiler).ifPresent(mapping -> documents.put(category, mapping));
        });
        return Map.copyOf(documents);
    }

    private static Optional<DocumentMapping> one(YamlNode node, ExpressionCompiler compiler) {
        Map<String, YamlNode> entries = node.entries(Set.of("type", "name", "value"), Set.of("format"));
        if (!entries.keySet().containsAll(Set.of("type", "name", "value"))) {
            return Optional.empty();
        }
        YamlNode value = entries.get("value");
        Optional<String> format = Optional.ofNullable(entries.get("format")).map(DocumentMapping::word);
        String type = word(entries.get("type"));
        String name = word(entries.get("name"));
        return compiler.object(value.text(), value::problem).map(file -> new DocumentMapping(type, name, format, file));
    }

    private static String word(YamlNode node) {
        if (!WORD.matcher(node.text()).matches()) {
            node.problem("1 to 64 letters, digits and . _ - are needed");
        }
        return node.text();
    }

    /** The file; nothing when the declaration has none. @throws Expression.Failed when it is no FILE value, or of an unknown format */
    public Optional<Document> document(Facts facts) throws Expression.Failed {
        Optional<Map<?, ?>> found = file.object(facts);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        boolean path = found.get().get("path") instanceof String text && PATH.matcher(text).matches() && !text.contains("..");
        Optional<String> written = format.or(() -> Optional.ofNullable(found.get().get("type")).map(String::valueOf).map(FORMATS::get));
        if (!path || written.isEmpty()) {
            throw Expression.failed();
        }
        return Optional.of(new Document(type, name, written.get(), (String) found.get().get("path")));
    }
}

package io.crvsbridge.field;

import io.crvsbridge.expression.CodeTables;
import io.crvsbridge.expression.Expression;
import io.crvsbridge.expression.Facts;
import io.crvsbridge.idschema.IdSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a field of a packet says. */
public sealed interface FieldValue {

    /**
     * The field as it is written into the packet; nothing when it has no value.
     *
     * @param languages those of the pack
     * @throws Expression.Failed when it cannot be computed, or a code is unknown
     */
    Optional<String> written(Facts facts, List<String> languages) throws Expression.Failed;

    /** One value, in a field of form simple repeated for each language. */
    record One(IdSchema.Form form, Expression value) implements FieldValue {

        @Override
        public Optional<String> written(Facts facts, List<String> languages) throws Expression.Failed {
            return value.text(facts).map(text -> form.encode(text, languages));
        }
    }

    /** An expression for each language. A language in which it gives nothing is left out. */
    record PerLanguage(Map<String, Expression> values) implements FieldValue {

        @Override
        public Optional<String> written(Facts facts, List<String> languages) throws Expression.Failed {
            Map<String, String> texts = new LinkedHashMap<>();
            for (String language : languages) {
                Expression value = values.get(language);
                if (value != null) {
                    value.text(facts).ifPresent(text -> texts.put(language, text));
                }
            }
            return texts.isEmpty() ? Optional.empty() : Optional.of(IdSchema.Form.simple(texts));
        }
    }

    /** A code: the text that a table has for the value, in a field of form simple in each language. */
    record Coded(IdSchema.Form form, Expression key, CodeTables.Table table) implements FieldValue {

        @Override
        public Optional<String> written(Facts facts, List<String> languages) throws Expression.Failed {
            Optional<String> found = key.text(facts).map(String::strip);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            try {
                Map<String, String> texts = new LinkedHashMap<>();
                languages.forEach(language -> texts.put(language, table.text(found.get(), language)));
                return Optional.of(form == IdSchema.Form.SIMPLE ? IdSchema.Form.simple(texts) : texts.values().iterator().next());
            } catch (IllegalArgumentException unknown) {
                throw Expression.failed();
            }
        }
    }
}

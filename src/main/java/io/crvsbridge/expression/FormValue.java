package io.crvsbridge.expression;

import jakarta.json.JsonValue;
import java.util.Optional;

/** An expression whose value goes into a form field. */
public final class FormValue {

    private final Expression expression;
    private final FieldType type;

    FormValue(Expression expression, FieldType type) {
        this.expression = expression;
        this.type = type;
    }

    /** The value; nothing for null and for blank text. @throws Expression.Failed also when it is none for a field of this type, which Core would not notice */
    public Optional<JsonValue> of(Facts facts) throws Expression.Failed {
        Object value = expression.value(facts);
        if (CelValues.isNull(value) || value instanceof String text && text.isBlank()) {
            return Optional.empty();
        }
        if (!type.takes(value)) {
            throw new Expression.Failed();
        }
        try {
            return Optional.of(CelValues.json(value));
        } catch (IllegalArgumentException e) {
            throw new Expression.Failed();
        }
    }
}

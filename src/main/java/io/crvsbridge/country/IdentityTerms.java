package io.crvsbridge.country;

import io.crvsbridge.expression.Expression;
import io.crvsbridge.expression.Facts;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/**
 * Whom the national ID system can be asked about, as the pack says it.
 *
 * @param about  the pack's name for the person
 * @param when   whether there is anything to be asked
 * @param values {@code id}, {@code name}, {@code birthDate}, {@code gender}; all but the first may be missing
 * @param result the form field that takes the answer
 */
record IdentityTerms(String about, Optional<Expression> when, Map<String, Expression> values, String result) {

    /** Nothing when there is nothing to be asked: the condition does not hold, there is no identifier, or nothing to compare. */
    Optional<IdentityQuestion> question(Facts facts) throws Expression.Failed {
        if (when.isPresent() && !when.get().holds(facts)) {
            return Optional.empty();
        }
        Optional<String> id = value("id", facts);
        Optional<String> name = value("name", facts);
        Optional<LocalDate> birthDate = value("birthDate", facts).flatMap(IdentityTerms::date);
        Optional<String> gender = value("gender", facts);
        boolean comparable = name.isPresent() || birthDate.isPresent() || gender.isPresent();
        return id.filter(there -> comparable).map(there -> new IdentityQuestion(about, there, name, birthDate, gender, result));
    }

    private Optional<String> value(String what, Facts facts) throws Expression.Failed {
        Expression value = values.get(what);
        return value == null ? Optional.empty() : value.text(facts).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}

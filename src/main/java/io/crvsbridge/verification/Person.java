package io.crvsbridge.verification;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/**
 * Whom a check is about: an identifier, and what is compared with what MOSIP holds under it. At least one attribute is needed, since an identifier alone proves nothing.
 *
 * @param id        UIN or VID, as the form has it
 * @param type      which of them; by the settings when nothing is said
 * @param name      the full name, in the order in which MOSIP has it
 * @param birthDate date of birth
 * @param gender    in Core's word, such as {@code female}; translated by {@code IDA_GENDERS}
 */
public record Person(String id, Optional<IdType> type, Optional<String> name, Optional<LocalDate> birthDate, Optional<String> gender) {

    /** @throws IllegalArgumentException without an identifier, or without an attribute; the message holds no value */
    public Person {
        Objects.requireNonNull(id, "id");
        if (id.isBlank()) {
            throw new IllegalArgumentException("An identity check needs an identifier");
        }
        if (name.filter(n -> !n.isBlank()).isEmpty() && birthDate.isEmpty() && gender.isEmpty()) {
            throw new IllegalArgumentException("An identity check needs a name, a date of birth or a gender beside the identifier");
        }
    }

    /** Masked: nothing of it belongs in a log. */
    @Override
    public String toString() {
        return "Person[]";
    }
}

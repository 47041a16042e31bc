package io.crvsbridge.rule;

import java.time.LocalDate;
import java.util.Optional;

/**
 * What the national ID system is asked about a person of the declaration: whether the identifier is that person's.
 *
 * @param about     the pack's name for the person, such as {@code mother}
 * @param id        the identifier, as the form has it
 * @param name      full name
 * @param birthDate date of birth
 * @param gender    in the form's word
 * @param result    the form field that takes the answer: {@code verified}, {@code failed} or {@code pending}
 */
public record IdentityQuestion(String about, String id, Optional<String> name, Optional<LocalDate> birthDate, Optional<String> gender, String result) implements Question {

    private static final String KIND = "check:";

    static String key(String about) {
        return KIND + about;
    }

    @Override
    public String key() {
        return key(about);
    }

    /** Masked: the rest is a person's data. */
    @Override
    public String toString() {
        return "IdentityQuestion[" + about + "]";
    }
}

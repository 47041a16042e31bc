package io.crvsbridge.verification;

import java.util.stream.Stream;

/** What is compared about a person. */
public enum Attribute {
    NAME("name"),
    BIRTH_DATE("dob"),
    GENDER("gender"),
    /** One that we did not ask about by that name. */
    OTHER("");

    private final String word;

    Attribute(String word) {
        this.word = word;
    }

    /** IDA's name of it. */
    String word() {
        return word;
    }

    static Attribute of(String word) {
        return Stream.of(NAME, BIRTH_DATE, GENDER).filter(a -> a.word.equals(word)).findFirst().orElse(OTHER);
    }
}

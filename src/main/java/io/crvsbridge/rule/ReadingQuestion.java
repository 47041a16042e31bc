package io.crvsbridge.rule;

/**
 * What is read from Core: another record, a location, a user.
 *
 * @param reading the pack's name for it, under which expressions see what was found
 * @param what    what is looked for
 * @param id      by which it is looked for
 * @param byToken whether it is read with the token of the action itself; otherwise by our system client
 */
public record ReadingQuestion(String reading, What what, String id, boolean byToken) implements Question {

    private static final String KIND = "read:";

    /** What can be read, and by what: a record by its id in Core or by its registration number (Core's search knows it some seconds after the registration), a location and a user by id. */
    public enum What { RECORD, REGISTERED, LOCATION, USER }

    static String key(String reading) {
        return KIND + reading;
    }

    @Override
    public String key() {
        return key(reading);
    }

    /** Masked: an id may be a person's number. */
    @Override
    public String toString() {
        return "ReadingQuestion[" + reading + ", " + what + "]";
    }
}

package io.crvsbridge.identity;

/**
 * Why the work on a record ended badly.
 *
 * @param code    the system's codes and its stages, free of personal data
 * @param comment the system's words, empty when it has none; they may repeat what was sent about people
 */
public record Reason(String code, String comment) {

    /** Masked: the comment may be about a person. */
    @Override
    public String toString() {
        return "Reason[" + code + "]";
    }
}

package io.crvsbridge.texts;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * The messages that a country words, and what each may name. To a registrar whose action was declined, or whose record needs more information: {@code event} is the
 * event's name in the language of the text, {@code trackingId} Core's, {@code reason} what the rule or the national ID
 * system gave.
 */
public enum MessageKey {

    REGISTRAR_DECLINED_SUBJECT("registrar.declined.subject", "event", "trackingId"),
    REGISTRAR_DECLINED_TEXT("registrar.declined.text", "event", "trackingId", "reason"),
    REGISTRAR_NEEDS_INFORMATION_SUBJECT("registrar.needsInformation.subject", "event", "trackingId"),
    REGISTRAR_NEEDS_INFORMATION_TEXT("registrar.needsInformation.text", "event", "trackingId", "reason");

    private final String key;
    private final Set<String> places;

    MessageKey(String key, String... places) {
        this.key = key;
        this.places = Set.of(places);
    }

    /** As it is written in a file of texts. */
    public String key() {
        return key;
    }

    /** What its text may name between braces. */
    public Set<String> places() {
        return places;
    }

    static Optional<MessageKey> named(String key) {
        return Arrays.stream(values()).filter(message -> message.key.equals(key)).findFirst();
    }
}

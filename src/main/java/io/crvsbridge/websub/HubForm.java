package io.crvsbridge.websub;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Form-encoded parameters from the hub, read without ever failing: a pair that cannot be decoded, or a name given twice, counts as absent. */
record HubForm(Map<String, Optional<String>> values) {

    static final int MOST_LETTERS = 4000;
    /** A hub that repeats what we sent it repeats our secret. */
    private static final String LIKE_A_SECRET = "[A-Za-z0-9=-]{24,}";

    static HubForm of(String text) {
        Map<String, Optional<String>> values = new HashMap<>();
        if (text != null && text.length() <= MOST_LETTERS) {
            for (String pair : text.strip().split("&")) {
                String[] parts = pair.split("=", 2);
                decoded(parts[0]).ifPresent(name -> values.merge(name, decoded(parts.length == 2 ? parts[1] : ""), (one, other) -> Optional.empty()));
            }
        }
        return new HubForm(values);
    }

    private static Optional<String> decoded(String text) {
        try {
            return Optional.of(URLDecoder.decode(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException broken) {
            return Optional.empty();
        }
    }

    Optional<String> get(String name) {
        return values.getOrDefault(name, Optional.empty()).filter(v -> !v.isBlank());
    }

    /** Why the hub denies, fit for a log line and a column. */
    String reason() {
        String text = get("hub.reason").orElse("no reason given").replaceAll("[^\\x20-\\x7e]", " ").replaceAll(LIKE_A_SECRET, "...").strip();
        return text.length() > 300 ? text.substring(0, 300) : text;
    }

    boolean denied() {
        return get("hub.mode").filter("denied"::equalsIgnoreCase).isPresent();
    }

    /** The hub denies a subscription that it has: all is well (MOSIP contract, section 4.2). */
    boolean alreadyRegistered() {
        return denied() && reason().toLowerCase(java.util.Locale.ROOT).contains("already registered");
    }
}

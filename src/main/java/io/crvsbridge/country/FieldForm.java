package io.crvsbridge.country;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.spi.JsonProvider;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a value is written into a packet (MOSIP contract, section 2). */
enum FieldForm {

    /** The value itself. */
    TEXT,
    /** A list of the value in each language, as JSON inside the string. */
    SIMPLE;

    private static final JsonProvider JSON = JsonProvider.provider();

    String encode(String value, List<String> languages) {
        if (this == TEXT) {
            return value;
        }
        JsonArrayBuilder array = JSON.createArrayBuilder();
        languages.forEach(language -> array.add(
                JSON.createObjectBuilder().add("language", language).add("value", value)));
        return array.build().toString();
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<FieldForm> named(String word) {
        return Arrays.stream(values()).filter(form -> form.word().equals(word)).findFirst();
    }
}

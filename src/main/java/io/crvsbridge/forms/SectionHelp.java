package io.crvsbridge.forms;

import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the pack offers in one section of a form.
 *
 * @param hidden conditions each of which hides it
 * @param fill   the fields of a 2.0 form, by their ids, with what fills them
 * @param fill18 the same of a 1.8 form, by their names within the section
 */
record SectionHelp(Set<Offer> offers, List<Hidden> hidden, Map<String, Fill> fill, Map<String, Fill> fill18) {

    /** Hidden when that field has that value. */
    record Hidden(String field, JsonValue value) {}

    /** Where in eSignet's answer to the form and in an identity card's data a value lies; dots lead into objects. */
    record Fill(Optional<String> login, Optional<String> reader) {}
}

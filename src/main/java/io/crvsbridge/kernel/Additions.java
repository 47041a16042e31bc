package io.crvsbridge.kernel;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.Set;
import java.util.TreeSet;

/**
 * What has come to an action beside its document: what peers were asked about it and said, and what the rule that decided sets. Mostly personal: sealed wherever it is
 * kept, and silent when printed.
 *
 * @param asked      the questions that need not be asked again, by their keys
 * @param said       form field → what a peer said of a person
 * @param set        form field → what the deciding rule sets
 * @param annotation field of the action's annotation → what the deciding rule sets; goes to Core with the acceptance
 * @param found      reading of the pack → what Core has, or null
 */
public record Additions(Set<String> asked, JsonObject said, JsonObject set, JsonObject annotation, JsonObject found) {

    private static final JsonObject NOTHING = JsonValue.EMPTY_JSON_OBJECT;
    /** Nothing has come. */
    public static final Additions NONE = new Additions(Set.of(), NOTHING, NOTHING, NOTHING, NOTHING);

    public Additions {
        asked = Set.copyOf(asked);
    }

    /** Of what a rule sets. */
    public static Additions set(JsonObject declaration, JsonObject annotation) {
        return declaration.isEmpty() && annotation.isEmpty() ? NONE : new Additions(Set.of(), NOTHING, declaration, annotation, NOTHING);
    }

    /** Of a form field that takes what a peer said. */
    public static Additions field(String field, JsonValue value) {
        return new Additions(Set.of(), JsonMaking.object().add(field, value).build(), NOTHING, NOTHING, NOTHING);
    }

    /** Of what was found in Core. @param value an object, or null */
    public static Additions found(String reading, JsonValue value) {
        return new Additions(Set.of(), NOTHING, NOTHING, NOTHING, JsonMaking.object().add(reading, value).build());
    }

    /** Of questions that need no answer, or have it. */
    public static Additions asked(Set<String> keys) {
        return new Additions(keys, NOTHING, NOTHING, NOTHING, NOTHING);
    }

    /** Form field → value; goes to Core with the acceptance, and until then lies over what the record says. */
    public JsonObject declaration() {
        return both(said, set);
    }

    /** Without what a rule sets: by this the action is judged anew, since the rule that decides then may be another. */
    public Additions learnt() {
        return new Additions(asked, said, NOTHING, NOTHING, found);
    }

    /** These and later ones, which win. */
    public Additions and(Additions later) {
        if (isEmpty() || later.isEmpty()) {
            return isEmpty() ? later : this;
        }
        Set<String> all = new TreeSet<>(asked);
        all.addAll(later.asked);
        return new Additions(all, both(said, later.said), both(set, later.set), both(annotation, later.annotation), both(found, later.found));
    }

    private static JsonObject both(JsonObject earlier, JsonObject later) {
        JsonObjectBuilder both = JsonMaking.object();
        earlier.forEach(both::add);
        later.forEach(both::add);
        return both.build();
    }

    public boolean isEmpty() {
        return equals(NONE);
    }

    /** To be sealed. */
    public String written() {
        return JsonMaking.object().add("asked", JsonMaking.array(new TreeSet<>(asked))).add("said", said).add("set", set).add("annotation", annotation).add("found", found).build().toString();
    }

    /** What {@link #written()} wrote. */
    public static Additions read(String written) {
        try (JsonReader reader = JsonMaking.reader(new StringReader(written))) {
            JsonObject json = reader.readObject();
            Set<String> asked = new TreeSet<>(json.getJsonArray("asked").getValuesAs(JsonString::getString));
            return new Additions(asked, json.getJsonObject("said"), json.getJsonObject("set"), json.getJsonObject("annotation"), json.getJsonObject("found"));
        }
    }

    /** Masked. */
    @Override
    public String toString() {
        return "Additions[" + asked.size() + ", " + said.size() + ", " + set.size() + ", " + annotation.size() + ", " + found.size() + "]";
    }
}

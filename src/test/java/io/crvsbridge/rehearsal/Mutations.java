package io.crvsbridge.rehearsal;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonPatchBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * What a hurried hand makes of a file of a pack: at each place of it each kind of mistake. Places that mean the same (two form fields, two rules of one verdict) have each
 * mistake once: names that the country chooses are '*' in the name of a place.
 */
final class Mutations {

    private static final JsonValue TEXT = Json.createValue("x");
    private static final JsonValue MAPPING = Json.createObjectBuilder().add("x", "y").build();
    private static final JsonValue EMPTY_PACKET = Json.createObjectBuilder().add("process", "CRVS_NONE").add("fields", JsonValue.EMPTY_JSON_OBJECT).build();
    private static final JsonValue NO_SAMPLE = Json.createObjectBuilder().add("sample", "none").add("event", "none").add("action", "NONE").add("declaration", JsonValue.EMPTY_JSON_OBJECT)
            .add("expect", Json.createObjectBuilder().add("decision", "none")).build();
    private static final Set<String> SLOW = Set.of("actions", "packets", "sections");
    private static final String UNKNOWN = "notAKey";
    /** What tells one kind of rule or field from another. */
    private static final List<String> TELLING = List.of("then", "form");
    private static final List<String> VERDICTS = List.of("accept", "refuse", "hold", "ask", "check", "read", "acept");
    private static final JsonValue NAMES = Json.createArrayBuilder().add(TEXT).build();
    private static final Map<String, JsonValue> OF_RULES = Map.of("reason", TEXT, "operation", TEXT, "ifDeclined", Json.createValue("accept"), "check", NAMES, "read", NAMES,
            "set", MAPPING, "annotate", MAPPING, "wen", TEXT);

    private final JsonStructure root;
    private final Predicate<JsonValue> fits;
    private final Set<String> seen;
    private final Map<String, JsonValue> made = new LinkedHashMap<>();

    private Mutations(JsonStructure root, Predicate<JsonValue> fits, Set<String> seen) {
        this.root = root;
        this.fits = fits;
        this.seen = seen;
    }

    /**
     * The file with one mistake, by kind and place of the mistake.
     *
     * @param fits whether a file keeps to its schema, by which is found where names are free
     * @param seen mistakes that other files had already
     */
    static Map<String, JsonValue> of(JsonValue file, Predicate<JsonValue> fits, Set<String> seen) {
        Mutations mutations = new Mutations((JsonStructure) file, fits, seen);
        mutations.take("", "", file);
        return mutations.made;
    }

    private void take(String pointer, String place, JsonValue value) {
        if (value instanceof JsonObject object) {
            mapping(pointer, place, object);
        } else if (value instanceof JsonArray array) {
            list(pointer, place, array);
        } else {
            scalar(pointer, place, value);
        }
    }

    private void mapping(String pointer, String place, JsonObject object) {
        replace("text for a mapping", place, pointer, TEXT);
        replace("emptied mapping", place, pointer, JsonValue.EMPTY_JSON_OBJECT);
        make("unknown key", place, pointer, patch -> patch.add(pointer + "/" + UNKNOWN, TEXT));
        if (object.containsKey("then")) {
            VERDICTS.forEach(then -> make("then: " + then, place, pointer, patch -> patch.replace(pointer + "/then", then)));
            OF_RULES.forEach((key, borrowed) -> make("borrowed key " + key, place, pointer, patch -> patch.add(pointer + "/" + key, borrowed)));
        }
        // The last first: the shipped packets become smaller towards the end, and small ones are read fast.
        List<String> keys = new ArrayList<>(object.keySet());
        Collections.reverse(keys);
        for (String key : keys) {
            JsonValue child = object.get(key);
            String at = pointer + "/" + Json.encodePointer(key);
            boolean free = fits.test(Json.createPatchBuilder().add(at + "x", child).build().apply(root));
            String there = place + "/" + (free ? "*" + telling(child) : key);
            make("removed key", there, at, patch -> patch.remove(at));
            make("misspelt key", there, at, patch -> patch.add(at + "x", child).remove(at));
            take(at, there, child);
        }
    }

    private void list(String pointer, String place, JsonArray array) {
        replace("text for a list", place, pointer, TEXT);
        replace("mapping for a list", place, pointer, MAPPING);
        replace("emptied list", place, pointer, JsonValue.EMPTY_JSON_ARRAY);
        if (!array.isEmpty()) {
            make("repeated item", place, pointer, patch -> patch.add(pointer + "/-", array.get(0)));
        }
        for (int i = 0; i < array.size(); i++) {
            String at = pointer + "/" + i;
            String there = place + "/*" + telling(array.get(i));
            make("removed item", there, at, patch -> patch.remove(at));
            take(at, there, array.get(i));
        }
    }

    private void scalar(String pointer, String place, JsonValue value) {
        String text = value instanceof JsonString string ? string.getString() : value.toString();
        replace("mapping for a text", place, pointer, MAPPING);
        if (!pointer.matches(".*/[0-9]+")) {
            replace("nothing", place, pointer, JsonValue.NULL);
        }
        replace("blank", place, pointer, Json.createValue(" "));
        replace("number", place, pointer, Json.createValue(5));
        replace("misspelt", place, pointer, Json.createValue(text + "x"));
        replace("two lines", place, pointer, Json.createValue(text + "\n" + text));
        replace("unfit characters", place, pointer, Json.createValue("{ü: /$"));
        replace("too long", place, pointer, Json.createValue("x".repeat(5_000)));
    }

    private static String telling(JsonValue child) {
        return child instanceof JsonObject object ? TELLING.stream().filter(object::containsKey).findFirst().map(key -> "(" + object.getString(key) + ")").orElse("") : "";
    }

    private void replace(String kind, String place, String pointer, JsonValue other) {
        if (pointer.isEmpty()) {
            made.put(kind + " at the root", other);
        } else {
            make(kind, place, pointer, patch -> patch.replace(pointer, other));
        }
    }

    private void make(String kind, String place, String pointer, UnaryOperator<JsonPatchBuilder> change) {
        String name = kind + " at " + place;
        if (seen.add(name)) {
            JsonStructure lean = lean(pointer);
            made.put(name, change.apply(Json.createPatchBuilder()).build().apply(lean));
            made.putIfAbsent("no mistake beside " + pointer.replaceFirst("(/[^/]*/[^/]*).*", "$1"), lean);
        }
    }

    /** The file with little beside that place, since expressions are slow to read: of packets, rules, sections of forms and samples the place's own. */
    private JsonStructure lean(String pointer) {
        List<String> steps = List.of(pointer.split("/"));
        if (root instanceof JsonArray samples) {
            return steps.size() < 2 ? root : lean(samples, Integer.parseInt(steps.get(1)));
        }
        return steps.size() < 3 ? root : lean((JsonObject) root, steps.get(1), steps.subList(2, Math.min(4, steps.size())));
    }

    private static JsonArray lean(JsonArray samples, int own) {
        JsonArrayBuilder lean = Json.createArrayBuilder();
        for (int i = 0; i < samples.size(); i++) {
            lean.add(i == own ? samples.get(i) : NO_SAMPLE);
        }
        return lean.build();
    }

    private static JsonObject lean(JsonObject file, String top, List<String> below) {
        JsonObjectBuilder lean = Json.createObjectBuilder();
        file.forEach((key, value) -> {
            if (!SLOW.contains(key)) {
                lean.add(key, value);
            } else if (key.equals(top)) {
                lean.add(key, only(value.asJsonObject(), key.equals("sections") ? below : below.subList(0, 1)));
            } else if (top.equals("actions")) {
                JsonObjectBuilder names = Json.createObjectBuilder();
                value.asJsonObject().keySet().forEach(name -> names.add(name, EMPTY_PACKET));
                lean.add(key, names);
            } else {
                lean.add(key, JsonValue.EMPTY_JSON_OBJECT);
            }
        });
        return lean.build();
    }

    private static JsonObject only(JsonObject object, List<String> path) {
        JsonValue kept = object.get(path.get(0));
        return Json.createObjectBuilder().add(path.get(0), path.size() > 1 ? only(kept.asJsonObject(), path.subList(1, path.size())) : kept).build();
    }
}

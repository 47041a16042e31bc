package io.crvsbridge.forms;

import io.crvsbridge.forms.Texts.Message;
import io.crvsbridge.kernel.JsonMaking;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One following of a template. Its directives ({@code docs/country-pack.md}, "Forms"): <code>{{name}}</code>, {@code $if}, {@code $each} with {@code $do}, {@code $use},
 * {@code $message}, {@code $text}, {@code $join} with {@code $by}, {@code $noValue}, and <code>{{hash}}</code> in {@code $id}. What falls away takes its member along, and so does a list
 * of which everything fell away.
 */
final class Rendering {

    private static final int DEEPEST = 64;
    private static final int MOST = 20_000;
    private static final int MOST_LETTERS = 2_000_000;
    private static final String IF = "$if";
    private static final String HASH = "{{hash}}";
    private static final Set<String> SILENT = Set.of(IF, "$noValue");

    private final JsonObject define;
    private final Texts texts;
    private final Map<String, Message> used = new TreeMap<>();
    private final Set<String> withoutValue = new TreeSet<>();
    private int depth;
    private int made;
    private long letters;

    Rendering(JsonObject define, Texts texts) {
        this.define = define;
        this.texts = texts;
    }

    /** The messages that were named, by their ids. */
    Map<String, Message> used() {
        return used;
    }

    /** The ids or names of fields that hold no value, and so never come with a declaration. */
    Set<String> withoutValue() {
        return withoutValue;
    }

    /** @throws BadTemplate naming the place */
    Optional<JsonValue> value(JsonValue value, Scope scope, String place) {
        if (++depth > DEEPEST) {
            throw new BadTemplate("it goes too deep; does a definition use itself?").at(place);
        }
        if (++made > MOST) {
            throw new BadTemplate("more than " + MOST + " values come of it").at(place);
        }
        try {
            return switch (value.getValueType()) {
                case STRING -> Optional.of(written(scope.filled(((JsonString) value).getString())));
                case ARRAY -> array(value.asJsonArray(), scope, place);
                case OBJECT -> directive(value.asJsonObject(), scope, place);
                default -> Optional.of(value);
            };
        } catch (BadTemplate e) {
            throw e.at(place);
        } finally {
            depth--;
        }
    }

    /** Few parts that are used often make a long form. */
    private JsonValue written(JsonValue value) {
        if (value instanceof JsonString text) {
            spend(text.getString().length());
        }
        return value;
    }

    private void spend(long more) {
        letters += more;
        if (letters > MOST_LETTERS) {
            throw new BadTemplate("more than " + MOST_LETTERS + " letters come of it");
        }
    }

    private Optional<JsonValue> array(JsonArray array, Scope scope, String place) {
        List<JsonValue> elements = elements(array, scope, place);
        if (elements.isEmpty() && !array.isEmpty()) {
            return Optional.empty();
        }
        JsonArrayBuilder all = JsonMaking.array();
        elements.forEach(all::add);
        return Optional.of(all.build());
    }

    private List<JsonValue> elements(JsonArray array, Scope scope, String place) {
        List<JsonValue> elements = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            String here = place + "[" + (i + 1) + "]";
            if (array.get(i) instanceof JsonObject each && each.containsKey("$each")) {
                list(scope.get(text(each, "$each"))).forEach(item -> value(need(each, "$do"), scope.with(item(item)), here).ifPresent(elements::add));
            } else {
                value(array.get(i), scope, here).ifPresent(elements::add);
            }
        }
        return elements;
    }

    private Optional<JsonValue> directive(JsonObject object, Scope scope, String place) {
        if (object.containsKey(IF) && names(object.get(IF)).stream().noneMatch(scope::has)) {
            return Optional.empty();
        }
        if (object.containsKey("$use")) {
            String name = text(object, "$use");
            return value(need(define, name), scope, "define." + name);
        }
        if (object.containsKey("$message")) {
            return Optional.of(message(text(object, "$message")));
        }
        if (object.containsKey("$join")) {
            List<String> texts = elements(list(object.get("$join")), scope, place).stream().map(Rendering::string).toList();
            spend(texts.stream().mapToLong(String::length).sum() + (long) texts.size() * text(object, "$by").length());
            String joined = String.join(text(object, "$by"), texts);
            return joined.isEmpty() ? Optional.empty() : Optional.of(JsonMaking.text(joined));
        }
        if (object.containsKey("$text")) {
            return value(object.get("$text"), scope, place);
        }
        return Optional.of(object(object, scope, place));
    }

    private JsonObject object(JsonObject object, Scope scope, String place) {
        JsonObjectBuilder made = JsonMaking.object();
        object.forEach((key, value) -> {
            if (!SILENT.contains(key) && !hashed(key, value)) {
                value(value, scope, place + "." + key).ifPresent(v -> made.add(named(scope.text(key)), v));
            }
        });
        JsonObject whole = made.build();
        if (object.get("$noValue") == JsonValue.TRUE) {
            withoutValue.add(string(need(whole, whole.containsKey("id") ? "id" : "name")));
        }
        return object.entrySet().stream().filter(e -> hashed(e.getKey(), e.getValue())).findFirst()
                .map(id -> withId(whole, ((JsonString) id.getValue()).getString())).orElse(whole);
    }

    private String named(String key) {
        spend(key.length());
        return key;
    }

    private static boolean hashed(String key, JsonValue value) {
        return key.equals("$id") && value instanceof JsonString text && text.getString().contains(HASH);
    }

    /** The same content has the same id, wherever it stands; other content has another. */
    private static JsonObject withId(JsonObject content, String id) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.toString().getBytes(StandardCharsets.UTF_8));
            JsonObjectBuilder named = JsonMaking.object().add("$id", id.replace(HASH, HexFormat.of().formatHex(digest, 0, 20)));
            content.forEach(named::add);
            return named.build();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonObject message(String name) {
        Message message = texts.messages().get(name);
        if (message == null) {
            throw new BadTemplate("forms.yaml has no message '" + name + "'");
        }
        used.put(message.id(), message);
        return message.descriptor();
    }

    private static List<String> names(JsonValue names) {
        return names instanceof JsonArray several ? several.stream().map(Rendering::string).toList() : List.of(string(names));
    }

    private static JsonObject item(JsonValue value) {
        if (value instanceof JsonObject item) {
            return item;
        }
        throw new BadTemplate("only fill, fill18 and hiddenWhen are lists to go through");
    }

    private static JsonArray list(JsonValue value) {
        if (value instanceof JsonArray array) {
            return array;
        }
        throw new BadTemplate("a list is needed");
    }

    private static JsonValue need(JsonObject object, String key) {
        if (object.containsKey(key)) {
            return object.get(key);
        }
        throw new BadTemplate("'" + key + "' is missing");
    }

    private static String text(JsonObject object, String key) {
        return string(need(object, key));
    }

    private static String string(JsonValue value) {
        if (value instanceof JsonString text) {
            return text.getString();
        }
        throw new BadTemplate("a text is needed");
    }
}

package io.crvsbridge.forms;

import io.crvsbridge.kernel.JsonMaking;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names that stand for values in a template: <code>{{name}}</code>. */
record Scope(Map<String, JsonValue> values) {

    private static final int LONGEST = 1_000_000;
    private static final Pattern NAME = Pattern.compile("\\{\\{([A-Za-z0-9]+)}}");

    Scope with(Map<String, JsonValue> more) {
        Map<String, JsonValue> all = new HashMap<>(values);
        all.putAll(more);
        return new Scope(all);
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    JsonValue get(String name) {
        JsonValue value = values.get(name);
        if (value == null) {
            throw new BadTemplate("nothing is called '" + name + "' here");
        }
        return value;
    }

    /** A text that is one name alone becomes its value, whatever that is; within a longer text its words are put in. */
    JsonValue filled(String text) {
        Matcher name = NAME.matcher(text);
        return name.matches() ? get(name.group(1)) : JsonMaking.text(text(text));
    }

    String text(String text) {
        Matcher name = NAME.matcher(text);
        StringBuilder made = new StringBuilder();
        while (name.find()) {
            name.appendReplacement(made, Matcher.quoteReplacement(words(get(name.group(1)))));
            if (made.length() > LONGEST) {
                throw new BadTemplate("a text of more than " + LONGEST + " letters comes of it");
            }
        }
        return name.appendTail(made).toString();
    }

    private static String words(JsonValue value) {
        return value instanceof JsonString text ? text.getString() : value.toString();
    }
}

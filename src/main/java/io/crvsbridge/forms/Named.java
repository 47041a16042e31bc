package io.crvsbridge.forms;

import io.crvsbridge.expression.FormFields;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The fields that a piece of a form makes, and those that it speaks of. An undeclared one would be lost on the rules, or worse: Core keeps what a form sends, and the
 * pack would not know it.
 *
 * @param made   ids of fields of its own
 * @param spoken ids that references and conditions name
 * @param local  names that expressions of a 1.8 form speak of, within their own section
 */
record Named(Set<String> made, Set<String> spoken, Set<String> local) {

    private static final Pattern LOCAL = Pattern.compile("\\$form\\?\\.([A-Za-z_][A-Za-z0-9_]*)");

    static Named of(JsonObject piece, String section) {
        Named named = new Named(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
        named.take(piece, section);
        return named;
    }

    private void take(JsonValue value, String section) {
        if (value instanceof JsonArray array) {
            array.forEach(element -> take(element, section));
        } else if (value instanceof JsonString text) {
            Matcher name = LOCAL.matcher(text.getString());
            while (name.find()) {
                local.add(name.group(1));
            }
        } else if (value instanceof JsonObject object) {
            note(object, section);
            object.values().forEach(member -> take(member, section));
        }
    }

    private void note(JsonObject object, String section) {
        if (object.get("type") instanceof JsonString && object.get("id") instanceof JsonString id) {
            made.add(id.getString());
        }
        if (object.get("type") instanceof JsonString && object.get("name") instanceof JsonString name) {
            made.add(section + "." + name.getString());
        }
        if (object.get("$$field") instanceof JsonString field) {
            spoken.add(field.getString());
        }
        if (object.get("$form") instanceof JsonObject form && form.get("properties") instanceof JsonObject properties) {
            spoken.addAll(properties.keySet());
        }
    }

    /** @param withoutValue ids or names of fields that hold none */
    Set<String> undeclared(FormFields fields, Set<String> withoutValue) {
        Set<String> undeclared = new TreeSet<>(made);
        undeclared.removeIf(id -> withoutValue.contains(id) || withoutValue.contains(id.substring(id.indexOf('.') + 1)));
        undeclared.addAll(spoken);
        undeclared.removeIf(fields::declares);
        return undeclared;
    }

    /** @param filled names that the country's form has for certain */
    Set<String> unknownNames(FormFields fields, String section, Set<String> filled) {
        Set<String> unknown = new TreeSet<>(local);
        unknown.removeIf(name -> filled.contains(name) || made.contains(section + "." + name) || fields.declares(section + "." + name));
        return unknown;
    }
}

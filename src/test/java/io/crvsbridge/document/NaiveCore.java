package io.crvsbridge.document;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Core's merging and aggregating once more, sentence by sentence from the contract (section 5), on plain collections and without a thought for speed. It shares no line with
 * the code that it is compared with.
 */
final class NaiveCore {

    private NaiveCore() {}

    /** JSON as plain collections; a JSON null is a null. */
    static Object plain(JsonValue json) {
        return switch (json.getValueType()) {
            case OBJECT -> object(json.asJsonObject());
            case ARRAY -> list(json.asJsonArray());
            case STRING -> ((JsonString) json).getString();
            case NUMBER -> ((JsonNumber) json).bigDecimalValue().stripTrailingZeros();
            case TRUE -> Boolean.TRUE;
            case FALSE -> Boolean.FALSE;
            case NULL -> null;
        };
    }

    static Map<String, Object> object(JsonObject json) {
        Map<String, Object> map = new HashMap<>();
        for (String key : json.keySet()) {
            map.put(key, plain(json.get(key)));
        }
        return map;
    }

    private static List<Object> list(JsonArray json) {
        List<Object> list = new ArrayList<>();
        for (JsonValue value : json) {
            list.add(plain(value));
        }
        return list;
    }

    /** Objects merge recursively; arrays, null and scalars replace; a missing key keeps the old value; an array meeting an object keeps the array. */
    static Map<String, Object> merge(Map<String, Object> old, Map<String, Object> change) {
        Map<String, Object> merged = new HashMap<>(old);
        for (String key : change.keySet()) {
            Object before = old.get(key);
            Object after = change.get(key);
            if (after instanceof Map && before instanceof Map) {
                merged.put(key, merge(map(before), map(after)));
            } else if (after instanceof Map && before instanceof List) {
                merged.put(key, before);
            } else {
                merged.put(key, after);
            }
        }
        return merged;
    }

    /** What the record says. */
    static Map<String, Object> aggregate(List<Map<String, Object>> actions) {
        List<Map<String, Object>> sorted = new ArrayList<>();
        for (Map<String, Object> action : actions) {
            boolean counts = is(action, "status", "Accepted") && !is(action, "type", "REQUEST_CORRECTION") && !is(action, "type", "PRINT_CERTIFICATE") && !is(action, "type", "REJECT_CORRECTION");
            if (counts) {
                int at = sorted.size();
                while (at > 0 && text(sorted.get(at - 1), "createdAt").compareTo(text(action, "createdAt")) > 0) {
                    at--;
                }
                sorted.add(at, action);
            }
        }
        Map<String, Object> record = new HashMap<>();
        for (Map<String, Object> action : sorted) {
            if (is(action, "type", "APPROVE_CORRECTION")) {
                Map<String, Object> request = byId(actions, text(action, "requestId"));
                if (request == null || !is(request, "status", "Accepted")) {
                    continue;
                }
                record = applied(record, request, actions);
            }
            record = applied(record, action, actions);
        }
        return record;
    }

    /** What it says once the pending action is accepted: that one is marked so, and then all is aggregated. */
    static Map<String, Object> aggregateWith(List<Map<String, Object>> actions, String pending) {
        List<Map<String, Object>> marked = new ArrayList<>();
        for (Map<String, Object> action : actions) {
            Map<String, Object> copy = new HashMap<>(action);
            if (is(action, "id", pending)) {
                copy.put("status", "Accepted");
            }
            marked.add(copy);
        }
        return aggregate(marked);
    }

    private static Map<String, Object> applied(Map<String, Object> record, Map<String, Object> action, List<Map<String, Object>> actions) {
        Map<String, Object> original = byId(actions, text(action, "originalActionId"));
        Map<String, Object> result = record;
        if (original != null && is(original, "status", "Requested")) {
            result = merge(result, declared(original));
        }
        return merge(result, declared(action));
    }

    private static Map<String, Object> declared(Map<String, Object> action) {
        return action.get("declaration") instanceof Map ? map(action.get("declaration")) : new HashMap<>();
    }

    private static Map<String, Object> byId(List<Map<String, Object>> actions, String id) {
        for (Map<String, Object> action : actions) {
            if (id != null && is(action, "id", id)) {
                return action;
            }
        }
        return null;
    }

    private static boolean is(Map<String, Object> action, String key, String value) {
        return value.equals(action.get(key));
    }

    private static String text(Map<String, Object> action, String key) {
        return action.get(key) instanceof String text ? text : null;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }
}

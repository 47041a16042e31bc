package io.crvsbridge.expression;

import dev.cel.common.values.NullValue;
import io.crvsbridge.kernel.JsonMaking;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Form values as expressions see them: text, doubles, booleans, maps, lists, null. */
final class CelValues {

    static final Object NULL = NullValue.NULL_VALUE;

    /** Longer text than any form field holds would only serve to make a rule slow. */
    static final int MAX_TEXT = 20_000;
    static final int MAX_ELEMENTS = 10_000;
    /** Letters of one value that goes into a form: a short expression can name a long text many times. */
    static final int MAX_LETTERS = 400_000;
    private static final int MAX_DEPTH = 64;

    private CelValues() {}

    static Object of(JsonValue value) {
        return new Conversion().of(value, 0);
    }

    /** One conversion, with what it may still take in. */
    private static final class Conversion {

        private int elementsLeft = MAX_ELEMENTS;

        Object of(JsonValue value, int depth) {
            if (depth > MAX_DEPTH) {
                throw new IllegalArgumentException("nested too deeply");
            }
            if (value instanceof JsonString text) {
                return bounded(text.getString());
            }
            if (value instanceof JsonNumber number) {
                return number.doubleValue();
            }
            if (value instanceof JsonObject object) {
                return map(object, depth);
            }
            if (value instanceof JsonArray array) {
                return list(array, depth);
            }
            return value == JsonValue.NULL ? NULL : (Object) (value == JsonValue.TRUE);
        }

        private Map<String, Object> map(JsonObject object, int depth) {
            take(object.size());
            Map<String, Object> map = new LinkedHashMap<>();
            object.forEach((key, value) -> map.put(key, of(value, depth + 1)));
            return map;
        }

        private List<Object> list(JsonArray array, int depth) {
            take(array.size());
            List<Object> list = new ArrayList<>(array.size());
            array.forEach(value -> list.add(of(value, depth + 1)));
            return list;
        }

        private void take(int elements) {
            elementsLeft -= elements;
            if (elementsLeft < 0) {
                throw new IllegalArgumentException("too many elements");
            }
        }

        private static String bounded(String text) {
            if (text.length() > MAX_TEXT) {
                throw new IllegalArgumentException("text too long");
            }
            return text;
        }
    }

    /** The other way round, for what goes into a form. @throws IllegalArgumentException for what no form holds, or too much of it */
    static JsonValue json(Object value) {
        return new Making().of(value, 0);
    }

    private static final class Making {

        private int elementsLeft = MAX_ELEMENTS;
        private int lettersLeft = MAX_LETTERS;

        JsonValue of(Object value, int depth) {
            if (depth > MAX_DEPTH || --elementsLeft < 0) {
                throw new IllegalArgumentException("too much");
            }
            if (isNull(value)) {
                return JsonValue.NULL;
            }
            if (value instanceof Boolean truth) {
                return truth ? JsonValue.TRUE : JsonValue.FALSE;
            }
            if (value instanceof Map<?, ?> map) {
                JsonObjectBuilder object = JsonMaking.object();
                map.forEach((key, inner) -> object.add(key(key), of(inner, depth + 1)));
                return object.build();
            }
            if (value instanceof List<?> list) {
                JsonArrayBuilder array = JsonMaking.array();
                list.forEach(inner -> array.add(of(inner, depth + 1)));
                return array.build();
            }
            return single(value);
        }

        private String key(Object key) {
            if (key instanceof String text) {
                return bounded(text);
            }
            throw new IllegalArgumentException("no form holds a mapping by anything but texts");
        }

        private String bounded(String text) {
            lettersLeft -= text.length();
            if (text.length() > MAX_TEXT || lettersLeft < 0) {
                throw new IllegalArgumentException("too much");
            }
            return text;
        }

        /** A whole number is written as a form writes it, 5 and not 5.0. */
        private JsonValue single(Object value) {
            if (value instanceof Double || value instanceof Long) {
                return JsonMaking.number(new BigDecimal(text(value).orElseThrow()));
            }
            if (value instanceof String text) {
                return JsonMaking.text(bounded(text));
            }
            throw new IllegalArgumentException("no form holds such a value");
        }
    }

    static boolean isNull(Object value) {
        return value == null || value == NULL;
    }

    /** A single value as text; nothing for null and for blank text; no text for maps and lists. */
    static Optional<String> text(Object value) {
        if (isNull(value)) {
            return Optional.empty();
        }
        if (value instanceof String text) {
            return text.isBlank() ? Optional.empty() : Optional.of(text);
        }
        if (value instanceof Double number) {
            // A form's 5 is a JSON number: nobody wants to read 5.0 or 5E0.
            return Optional.of(BigDecimal.valueOf(number).stripTrailingZeros().toPlainString());
        }
        if (value instanceof Boolean || value instanceof Long) {
            return Optional.of(value.toString());
        }
        throw new IllegalArgumentException("not a single value");
    }
}

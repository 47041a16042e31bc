package io.crvsbridge.esignet;

import io.crvsbridge.kernel.BoundedJson;
import io.crvsbridge.kernel.JsonMaking;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which claim fills which field of the answer to the form ({@code docs/esignet.md}). A field that no claim fills is left out. What the bridge itself vouches for,
 * {@code verificationStatus} and {@code sub}, no mapping can give.
 */
final class ClaimMapping {

    private static final String SHIPPED = "/esignet/claims.json";
    private static final Pattern FIELD = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,99}(\\.[A-Za-z][A-Za-z0-9_-]{0,99})?");
    private static final Set<String> OWN = Set.of("verificationStatus", "sub");
    private static final Set<String> OPTIONS = Set.of("claim", "date", "lowercase", "values");
    private static final int MOST_FIELDS = 100;

    private final Map<String, Optional<Source>> fields;

    private ClaimMapping(Map<String, Optional<Source>> fields) {
        this.fields = fields;
    }

    /** Where a field comes from: the first of the claims that says something, and what is made of it. */
    private record Source(List<String> claims, List<DateTimeFormatter> dates, boolean lowercase, Map<String, String> values) {

        Optional<String> value(JsonObject all) {
            return claims.stream().flatMap(claim -> text(at(all, claim)).stream()).findFirst().flatMap(this::made);
        }

        private Optional<String> made(String text) {
            String valued = values.getOrDefault(text, lowercase ? text.toLowerCase(Locale.ROOT) : text);
            return dates.isEmpty() ? Optional.of(valued) : dates.stream().flatMap(d -> date(valued, d).stream()).findFirst();
        }

        private static Optional<String> date(String text, DateTimeFormatter form) {
            try {
                return Optional.of(LocalDate.parse(text, form).toString());
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }
    }

    static ClaimMapping shipped() {
        try (InputStream in = ClaimMapping.class.getResourceAsStream(SHIPPED)) {
            return of(in.readAllBytes());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws IllegalArgumentException saying what is wrong with the file */
    static ClaimMapping read(Path file) {
        try {
            return of(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new IllegalArgumentException("the file cannot be read", e);
        }
    }

    static ClaimMapping of(byte[] json) {
        JsonObject document;
        try {
            document = BoundedJson.read(json);
        } catch (BoundedJson.Unfit e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        check(document.size() <= MOST_FIELDS, "it has more than " + MOST_FIELDS + " fields");
        Map<String, Optional<Source>> fields = new LinkedHashMap<>();
        document.forEach((field, source) -> fields.put(named(field, document.keySet()), source(field, source)));
        return new ClaimMapping(fields);
    }

    private static String named(String field, Set<String> all) {
        check(FIELD.matcher(field).matches() && !OWN.contains(field), "'" + field + "' cannot be a field");
        check(!field.contains(".") || !all.contains(field.substring(0, field.indexOf('.'))) && !OWN.contains(field.substring(0, field.indexOf('.'))), "'" + field + "' lies within another field");
        return field;
    }

    private static Optional<Source> source(String field, JsonValue value) {
        if (value == JsonValue.NULL) {
            return Optional.empty();
        }
        if (!(value instanceof JsonObject object)) {
            return Optional.of(new Source(texts(field, value), List.of(), false, Map.of()));
        }
        check(OPTIONS.containsAll(object.keySet()) && object.containsKey("claim"), "'" + field + "' needs claim, and may have date, lowercase and values");
        List<DateTimeFormatter> dates = object.containsKey("date") ? texts(field, object.get("date")).stream().map(d -> form(field, d)).toList() : List.of();
        boolean lowercase = object.get("lowercase") == JsonValue.TRUE;
        check(lowercase || !object.containsKey("lowercase") || object.get("lowercase") == JsonValue.FALSE, "lowercase of '" + field + "' is true or false");
        return Optional.of(new Source(texts(field, object.get("claim")), dates, lowercase, values(field, object.get("values"))));
    }

    private static List<String> texts(String field, JsonValue value) {
        List<? extends JsonValue> all = value instanceof JsonArray several ? several : List.of(value);
        check(!all.isEmpty() && all.stream().allMatch(v -> v instanceof JsonString text && !text.getString().isBlank()), "'" + field + "' needs a text or a list of texts");
        return all.stream().map(v -> ((JsonString) v).getString()).toList();
    }

    private static DateTimeFormatter form(String field, String pattern) {
        try {
            return DateTimeFormatter.ofPattern(pattern.replace('y', 'u'), Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("date of '" + field + "' is no pattern such as yyyy/MM/dd", e);
        }
    }

    private static Map<String, String> values(String field, JsonValue value) {
        Map<String, String> values = new TreeMap<>();
        check(value == null || value instanceof JsonObject o && o.values().stream().allMatch(JsonString.class::isInstance), "values of '" + field + "' need texts for texts");
        if (value != null) {
            value.asJsonObject().forEach((from, to) -> values.put(from, ((JsonString) to).getString()));
        }
        return values;
    }

    private static void check(boolean right, String otherwise) {
        if (!right) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** The answer to the form. */
    JsonObject answer(String subject, JsonObject claims) {
        Map<String, Map<String, JsonValue>> nested = new LinkedHashMap<>();
        fields.forEach((field, source) -> value(source, claims).ifPresent(v -> nested.computeIfAbsent(outer(field), f -> new LinkedHashMap<>()).put(inner(field), v)));
        JsonObjectBuilder answer = JsonMaking.object();
        nested.forEach((field, values) -> answer.add(field, values.containsKey("") ? values.get("") : object(values)));
        return answer.add("verificationStatus", "authenticated").add("sub", subject).build();
    }

    private static Optional<JsonValue> value(Optional<Source> source, JsonObject claims) {
        return source.isEmpty() ? Optional.of(JsonValue.NULL) : source.get().value(claims).map(JsonMaking::text);
    }

    private static String outer(String field) {
        return field.contains(".") ? field.substring(0, field.indexOf('.')) : field;
    }

    private static String inner(String field) {
        return field.contains(".") ? field.substring(field.indexOf('.') + 1) : "";
    }

    private static JsonObject object(Map<String, JsonValue> values) {
        JsonObjectBuilder object = JsonMaking.object();
        values.forEach(object::add);
        return object.build();
    }

    /** The claim of that very name, or else what lies where dots lead, as in {@code address.region}. */
    private static JsonValue at(JsonObject claims, String name) {
        if (claims.containsKey(name) || !name.contains(".")) {
            return claims.get(name);
        }
        List<String> steps = new ArrayList<>(List.of(name.split("\\.")));
        JsonValue at = claims;
        for (String step : steps) {
            at = at instanceof JsonObject object ? object.get(step) : null;
        }
        return at;
    }

    private static Optional<String> text(JsonValue value) {
        return Stream.of(value instanceof JsonString text ? text.getString() : value instanceof JsonNumber number ? number.toString() : "").map(String::strip).filter(t -> !t.isEmpty()).findFirst();
    }
}

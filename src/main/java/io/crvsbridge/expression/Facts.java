package io.crvsbridge.expression;

import io.crvsbridge.kernel.Declaration;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * The variables of the expressions of one judgement or mapping. Values are converted when an expression first asks for
 * them; an object belongs to one judgement, hence to one thread.
 */
public final class Facts {

    static final String TODAY = "today";
    /** No author can write it. */
    static final String DRAWS = "@draws";
    /** Before the name of what was read elsewhere. */
    static final String FOUND = "found.";
    static final Set<String> RESERVED =
            Set.of("event", "action", "customAction", "declaration", "before", "changed", "schemaVersion", "context", "trackingId", "office", "found", TODAY);

    private final Occasion occasion;
    private final FormFields fields;
    private final Declaration declaration;
    private final Supplier<Declaration> before;
    private final Map<String, String> context;
    private final JsonObject readings;
    private final Map<String, Optional<Object>> found = new HashMap<>();
    private final Optional<Draws.Value> draws;

    /**
     * @param before  what the record says without the action; asked at most once
     * @param context what the bridge knows beside the declaration, for packets; otherwise empty
     * @param readings what was read elsewhere, by its name
     */
    public Facts(Occasion occasion, FormFields fields, Declaration declaration, Supplier<Declaration> before, Map<String, String> context, JsonObject readings) {
        this.occasion = occasion;
        this.fields = fields;
        this.declaration = declaration;
        this.before = before;
        this.context = Map.copyOf(context);
        this.readings = readings;
        this.draws = Optional.empty();
    }

    private Facts(Facts facts, Draws draws) {
        this.occasion = facts.occasion;
        this.fields = facts.fields;
        this.declaration = facts.declaration;
        this.before = facts.before;
        this.context = facts.context;
        this.readings = facts.readings;
        this.draws = Optional.of(new Draws.Value(draws));
    }

    /** The same, for one registration number. */
    public Facts drawing(Draws from) {
        return new Facts(this, from);
    }

    Optional<Object> find(String name) {
        Optional<Object> known = found.get(name);
        if (known == null) {
            known = compute(name);
            found.put(name, known);
        }
        return known;
    }

    private Optional<Object> compute(String name) {
        FormFields.FormField field = fields.field(name);
        return field != null ? Optional.of(valueOf(field)) : Optional.ofNullable(general(name));
    }

    private Object valueOf(FormFields.FormField field) {
        JsonValue value = declaration.values().get(field.id());
        return value == null || value == JsonValue.NULL ? field.type().missing() : CelValues.of(value);
    }

    /** The ids of the fields whose values differ; a value that is null is none. */
    private List<String> changed() {
        Declaration earlier = before.get();
        Set<String> ids = new TreeSet<>(declaration.values().keySet());
        ids.addAll(earlier.values().keySet());
        ids.removeIf(id -> declaration.value(id).equals(earlier.value(id)));
        return List.copyOf(ids);
    }

    /** Null until it was read, and when there is no such thing. */
    private Object reading(String name) {
        JsonValue value = readings.get(name);
        return !fields.readings().contains(name) ? null : value == null ? CelValues.NULL : CelValues.of(value);
    }

    private Object general(String name) {
        return switch (name) {
            case "event" -> occasion.event();
            case "action" -> occasion.action();
            case "customAction" -> occasion.customAction();
            case "declaration" -> CelValues.of(declaration.values());
            case "before" -> CelValues.of(before.get().values());
            case "changed" -> changed();
            case "schemaVersion" -> occasion.schemaVersion();
            case "context" -> context;
            case TODAY -> occasion.today().toString();
            case "trackingId", "office" -> context.containsKey(name) ? context.get(name) : CelValues.NULL;
            case DRAWS -> draws.orElse(null);
            default -> name.startsWith(FOUND) ? reading(name.substring(FOUND.length())) : null;
        };
    }
}

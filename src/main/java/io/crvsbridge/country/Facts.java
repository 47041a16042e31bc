package io.crvsbridge.country;

import dev.cel.runtime.CelVariableResolver;
import jakarta.json.JsonValue;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The variables of an expression for one situation. Values are converted when an expression first asks for them; an
 * object belongs to one judgement, hence to one thread.
 */
final class Facts implements CelVariableResolver {

    static final String TODAY = "today";
    static final Set<String> RESERVED =
            Set.of("event", "action", "customAction", "declaration", "schemaVersion", "context", TODAY);

    private final Situation situation;
    private final FormFields fields;
    private final String today;
    private final String schemaVersion;
    private final Map<String, String> context;
    private final Map<String, Optional<Object>> found = new HashMap<>();

    Facts(Situation situation, FormFields fields, ZoneId zone, String schemaVersion, Map<String, String> context) {
        this.situation = situation;
        this.fields = fields;
        this.today = situation.at().atZone(zone).toLocalDate().toString();
        this.schemaVersion = schemaVersion;
        this.context = context;
    }

    @Override
    public Optional<Object> find(String name) {
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
        JsonValue value = situation.declaration().values().get(field.id());
        return value == null || value == JsonValue.NULL ? field.type().missing() : CelValues.of(value);
    }

    private Object general(String name) {
        return switch (name) {
            case "event" -> situation.event();
            case "action" -> situation.action();
            case "customAction" -> situation.customAction();
            case "declaration" -> CelValues.of(situation.declaration().values());
            case "schemaVersion" -> schemaVersion;
            case "context" -> context;
            case TODAY -> today;
            default -> null;
        };
    }
}

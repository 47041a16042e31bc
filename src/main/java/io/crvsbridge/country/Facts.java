package io.crvsbridge.country;

import dev.cel.runtime.CelVariableResolver;
import jakarta.json.JsonValue;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The variables of an expression for one situation. Values are converted only when an expression asks for them. */
final class Facts implements CelVariableResolver {

    static final String TODAY = "today";
    static final Set<String> RESERVED =
            Set.of("event", "action", "customAction", "declaration", "schemaVersion", "context", TODAY);

    private final Situation situation;
    private final FormFields fields;
    private final String today;
    private final String schemaVersion;
    private final Map<String, String> context;

    Facts(Situation situation, FormFields fields, ZoneId zone, String schemaVersion, Map<String, String> context) {
        this.situation = situation;
        this.fields = fields;
        this.today = situation.at().atZone(zone).toLocalDate().toString();
        this.schemaVersion = schemaVersion;
        this.context = context;
    }

    @Override
    public Optional<Object> find(String name) {
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

package io.crvsbridge.forms;

import dev.harrel.jsonschema.Dialects;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.JakartaJsonNode;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A form of OpenCRVS 2.0, as far as it concerns the fields that help with identities: values by field id, references resolved, conditions evaluated as JSON Schema
 * (Core contract, section 5: the values of QUERY_PARAM_READER, HTTP, ID_READER and VERIFICATION_STATUS).
 */
public final class FilledForm {

    private static final Validator SCHEMAS = new ValidatorFactory().withJsonNodeFactory(new JakartaJsonNode.Factory()).withDefaultDialect(new Dialects.Draft7Dialect()).createValidator();

    private final JsonObject help;
    private final Map<String, JsonValue> values = new LinkedHashMap<>();

    public FilledForm(JsonObject help) {
        this.help = help;
    }

    public FilledForm set(String field, JsonValue value) {
        values.put(field, value);
        return settled();
    }

    public FilledForm set(String field, String value) {
        return set(field, Json.createValue(value));
    }

    /** The person comes back from eSignet with these parameters in the address. */
    public void returned(String reader, Map<String, String> query) {
        JsonObjectBuilder picked = Json.createObjectBuilder();
        field(reader).getJsonObject("configuration").getJsonArray("pickParams").getValuesAs(JsonString.class).forEach(name -> picked.add(name.getString(), query.get(name.getString())));
        set(reader, Json.createObjectBuilder().add("data", picked).build());
    }

    /** What the HTTP field sends: its parameters, filled. */
    public Map<String, String> parameters(String http) {
        Map<String, String> parameters = new LinkedHashMap<>();
        field(http).getJsonObject("configuration").getJsonObject("params").forEach((name, reference) -> parameters.put(name, ((JsonString) resolved(reference.asJsonObject())).getString()));
        return parameters;
    }

    void fetching(String http) {
        set(http, Json.createObjectBuilder().add("loading", true).addNull("error").addNull("data").build());
    }

    public void fetched(String http, JsonValue data) {
        set(http, Json.createObjectBuilder().add("loading", false).addNull("error").add("data", data).build());
    }

    void notFetched(String http, int status) {
        set(http, Json.createObjectBuilder().add("loading", false).add("error", Json.createObjectBuilder().add("statusCode", status)).addNull("data").build());
    }

    void scanned(String reader, JsonObject data) {
        set(reader, Json.createObjectBuilder().add("data", data).build());
    }

    public JsonObject field(String id) {
        return help.getJsonArray("fields").getValuesAs(JsonObject.class).stream().filter(f -> f.getString("id").equals(id)).findFirst().orElseThrow();
    }

    public JsonValue value(String field) {
        return values.get(field);
    }

    public boolean shows(String field) {
        return holds(field(field), "SHOW");
    }

    boolean enables(String field) {
        return holds(connected(field), "ENABLE");
    }

    /** What Core is sent: fields with a value. */
    public JsonObject declaration() {
        JsonObjectBuilder declaration = Json.createObjectBuilder();
        values.forEach(declaration::add);
        return declaration.build();
    }

    private JsonObject connected(String id) {
        return help.getJsonArray("connect").getValuesAs(JsonObject.class).stream().filter(f -> f.getString("id").equals(id)).findFirst().orElseThrow();
    }

    private boolean holds(JsonObject field, String type) {
        JsonObject form = Json.createObjectBuilder().add("$form", declaration()).add("$now", "2026-11-22").add("$online", true).build();
        JsonArray conditionals = field.containsKey("conditionals") ? field.getJsonArray("conditionals") : JsonValue.EMPTY_JSON_ARRAY;
        List<JsonObject> asked = conditionals.getValuesAs(JsonObject.class).stream().filter(c -> c.getString("type").equals(type)).toList();
        return asked.stream().allMatch(c -> SCHEMAS.validate(SCHEMAS.registerSchema(plain(c.getJsonObject("conditional"))), form).isValid());
    }

    /** Registered under an address of its own each time. */
    private static JsonObject plain(JsonObject schema) {
        return Json.createObjectBuilder(schema).remove("$id").build();
    }

    /** A field takes the first of its sources that says something. */
    private FilledForm settled() {
        for (String list : List.of("fields", "connect")) {
            for (JsonObject field : help.getJsonArray(list).getValuesAs(JsonObject.class)) {
                if (field.containsKey("value")) {
                    field.getJsonArray("value").getValuesAs(JsonObject.class).stream().map(this::resolved).filter(v -> v != null && v != JsonValue.NULL).findFirst()
                            .ifPresent(v -> values.put(field.getString("id"), v));
                }
            }
        }
        return this;
    }

    private JsonValue resolved(JsonObject reference) {
        JsonValue at = values.get(reference.getString("$$field"));
        for (JsonString step : reference.getJsonArray("$$subfield").getValuesAs(JsonString.class)) {
            at = at instanceof JsonObject object ? object.get(step.getString()) : null;
        }
        return at;
    }
}

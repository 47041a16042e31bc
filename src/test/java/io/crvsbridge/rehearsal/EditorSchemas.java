package io.crvsbridge.rehearsal;

import dev.harrel.jsonschema.Dialects;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.JakartaJsonNode;
import io.crvsbridge.yaml.Faults;
import io.crvsbridge.yaml.YamlNode;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** The schemas that come with the shipped pack for whoever writes one in an editor. */
final class EditorSchemas {

    static final Path SHIPPED = Path.of("src/main/resources/country/default");
    static final Path FOLDER = SHIPPED.resolve(".schema");
    static final List<String> NAMES = List.of("pack", "event", "forms", "samples", "texts", "codes");

    private final Validator validator = validator();
    private final Map<String, URI> schemas = new TreeMap<>();

    /** Takes them as drafts of JSON Schema 7; one that is none is refused. */
    EditorSchemas() throws IOException {
        for (String name : NAMES) {
            schemas.put(name, validator.registerSchema(read(name)));
        }
    }

    static Validator validator() {
        return new ValidatorFactory().withJsonNodeFactory(new JakartaJsonNode.Factory()).withDefaultDialect(new Dialects.Draft7Dialect()).withDisabledSchemaValidation(false)
                .createValidator();
    }

    static JsonObject read(String name) throws IOException {
        try (Reader text = Files.newBufferedReader(FOLDER.resolve(name + ".json")); JsonReader reader = Json.createReader(text)) {
            return reader.readObject();
        }
    }

    /** YAML as editors see it. */
    static JsonValue yaml(String text) {
        Faults faults = new Faults();
        JsonValue value = YamlNode.parse(faults, "", text).map(YamlNode::json).orElse(JsonValue.NULL);
        if (!faults.found().isEmpty()) {
            throw new IllegalArgumentException(faults.found().toString());
        }
        return value;
    }

    /** What an editor would underline: place and keyword. */
    List<String> faults(String schema, JsonValue value) {
        Validator.Result result = validator.validate(schemas.get(schema), value);
        return result.isValid() ? List.of() : result.getErrors().stream().map(error -> error.getInstanceLocation() + " " + error.getKeyword() + ": " + error.getError()).toList();
    }

    /** Tells each part of a schema with its place. */
    static void walk(String place, JsonValue part, BiConsumer<String, JsonValue> told) {
        told.accept(place, part);
        if (part instanceof JsonObject object) {
            object.forEach((key, value) -> walk(place + "/" + key, value, told));
        } else if (part instanceof JsonArray array) {
            array.forEach(item -> walk(place + "/*", item, told));
        }
    }
}

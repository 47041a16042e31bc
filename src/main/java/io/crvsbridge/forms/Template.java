package io.crvsbridge.forms;

import io.crvsbridge.kernel.BoundedJson;
import io.crvsbridge.yaml.Faults;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * How a version of OpenCRVS writes the fields of a form: JSON with directives ({@link Rendering}).
 *
 * @param file   told with what is wrong with it
 * @param define parts that are used more than once, by their names
 * @param answer what is made of it for a section: {@code fields} and {@code connect}
 */
record Template(String file, JsonObject define, JsonObject answer) {

    static Template shipped(FormVersion version) {
        try (InputStream in = Template.class.getResourceAsStream("/forms/" + version.text() + ".json")) {
            return of(version.file(), BoundedJson.read(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (BoundedJson.Unfit e) {
            throw new IllegalStateException(e);
        }
    }

    /** A pack's own; nothing, with a fault noted, if it is none. */
    static Optional<Template> read(Faults faults, FormVersion version, String json) {
        try {
            return Optional.of(of(version.file(), BoundedJson.read(json)));
        } catch (BoundedJson.Unfit | BadTemplate e) {
            faults.add(version.file(), 0, "", e.getMessage());
            return Optional.empty();
        }
    }

    private static Template of(String file, JsonObject json) {
        if (!(json.get("define") instanceof JsonObject define) || !(json.get("answer") instanceof JsonObject answer) || json.size() != 2) {
            throw new BadTemplate("a template has the two objects define and answer");
        }
        return new Template(file, define, answer);
    }
}

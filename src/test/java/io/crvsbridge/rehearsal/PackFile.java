package io.crvsbridge.rehearsal;

import io.crvsbridge.country.BadCountryPack;
import io.crvsbridge.country.CountryPack;
import io.crvsbridge.country.PackFiles;
import io.crvsbridge.country.PackFolder;
import io.crvsbridge.yaml.Faults;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A YAML file of a pack, which may be read again as if something else were written in it. What does not matter to it is not read along, as far as that takes time. */
final class PackFile {

    private final String name;
    private final Path copy;
    private final CountryPack loaded;
    private final Map<String, byte[]> beside;

    private PackFile(String name, Path copy, CountryPack loaded, Map<String, byte[]> beside) {
        this.name = name;
        this.copy = copy;
        this.loaded = loaded;
        this.beside = beside;
    }

    /** @param copy a folder that is not there yet, for a copy of the pack */
    static List<PackFile> of(Path folder, Path copy) throws IOException, BadCountryPack {
        PackFolder pack = PackFolder.read(folder);
        pack.copyTo(copy);
        Map<String, byte[]> beside = new LinkedHashMap<>();
        List<PackFile> files = new ArrayList<>();
        CountryPack loaded = CountryPack.load(pack, ZoneOffset.UTC);
        for (String name : pack.names("")) {
            beside.put(name, pack.read(name));
            if (name.endsWith(".yaml")) {
                PackFile file = new PackFile(name, copy, loaded, beside);
                files.add(file);
                if (file.schema().equals("event")) {
                    JsonObject event = file.content().asJsonObject();
                    beside.put(name, bytes(Json.createObjectBuilder().add("fields", event.get("fields")).build()));
                }
            }
        }
        beside.remove("forms.yaml");
        return files;
    }

    /** The name of the schema that it is written by. */
    String schema() {
        if (name.contains("/")) {
            return name.substring(0, name.indexOf('/'));
        }
        return name.equals("pack.yaml") || name.equals("forms.yaml") ? name.replace(".yaml", "") : "event";
    }

    String text() throws IOException {
        return Files.readString(copy.resolve(name));
    }

    JsonValue content() throws IOException {
        return EditorSchemas.yaml(text());
    }

    /** What the pack's readers say when this is its content. */
    List<String> faults(JsonValue content) {
        return schema().equals("samples") ? faultsOfSamples(content) : faultsOfPack(content);
    }

    private List<String> faultsOfPack(JsonValue content) {
        PackFolder none = PackFolder.shipped();
        PackFiles files = asked -> asked.equals(name) ? bytes(content) : beside.containsKey(asked) ? beside.get(asked) : none.read("no such file");
        try {
            CountryPack.load(files, ZoneOffset.UTC);
            return List.of();
        } catch (BadCountryPack bad) {
            return bad.problems();
        }
    }

    /** As {@link LoadedPack} runs them, without loading the rest of the pack anew. */
    private synchronized List<String> faultsOfSamples(JsonValue content) {
        Faults faults = new Faults();
        try {
            String text = text();
            Files.write(copy.resolve(name), bytes(content));
            SampleReader.read(PackFolder.read(copy), faults, new Faults()).forEach(sample -> sample.compare(sample.outcome(loaded)));
            Files.writeString(copy.resolve(name), text);
            return faults.found();
        } catch (BadCountryPack noFolder) {
            return noFolder.problems();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As YAML; what is nothing is left empty, since the word null is a text. */
    private static byte[] bytes(JsonValue content) {
        return content.toString().replace(":null", ": ").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return name;
    }
}

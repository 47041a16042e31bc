package io.crvsbridge.rehearsal;

import io.crvsbridge.country.BadCountryPack;
import io.crvsbridge.country.PackFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;

/** A small pack in a folder on disk, any file of which a test may write anew. */
public final class TrialFolder {

    private final Path folder;

    public TrialFolder(Path folder) {
        this.folder = folder;
        write("pack.yaml", "name: trial\nversion: \"7\"\nlanguages: [eng, fra]\nschemaVersion: \"0.2\"\nevents: [birth]\nresponse:\n  birth:\n    child.nid: VID\n");
        write("id-schema.json", """
                {"properties": {"identity": {"properties": {
                  "note": {"fieldCategory": "pvt", "type": "string", "maxLength": 20},
                  "name": {"fieldCategory": "pvt", "$ref": "#/definitions/simpleType"}}}},
                 "definitions": {"simpleType": {"type": "array"}}}
                """);
        write("birth.yaml", """
                fields:
                  child.name: name
                  child.dob: date
                  child.nid: string
                  child.weight: number
                  mother.nid: string
                  mother.verified: string
                identities:
                  mother: {id: mother.nid, birthDate: child.dob, result: mother.verified}
                actions:
                  REGISTER:
                    - name: heavy
                      when: child.weight != null && child.weight > 4.5
                      then: hold
                      operation: create
                    - name: unnamed
                      when: child.name == {}
                      then: refuse
                      reason: a name is needed
                    - name: asked
                      when: mother.nid != null
                      then: check
                      check: [mother]
                    - name: otherwise
                      then: accept
                packets:
                  create:
                    process: CRVS_NEW
                    fields:
                      name: {form: simple, value: fullName(child.name)}
                      note: {form: text, value: text(child.weight)}
                    notification: {name: fullName(child.name)}
                """);
    }

    public TrialFolder write(String file, String text) {
        try {
            Path path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public TrialFolder replace(String file, String what, String by) {
        try {
            String text = Files.readString(folder.resolve(file));
            if (!text.contains(what)) {
                throw new IllegalArgumentException(file + " does not have " + what);
            }
            return write(file, text.replace(what, by));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path path() {
        return folder;
    }

    public PackFolder files() throws BadCountryPack {
        return PackFolder.read(folder);
    }

    public LoadedPack load() throws BadCountryPack {
        return LoadedPack.load(files(), ZoneOffset.UTC);
    }

    /** What is wrong with it; nothing when it loads. */
    public List<String> faults() {
        try {
            load();
            return List.of();
        } catch (BadCountryPack e) {
            return e.problems();
        }
    }
}

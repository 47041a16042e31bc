package io.crvsbridge.country;

import io.crvsbridge.kernel.Declaration;
import jakarta.json.Json;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/** A small pack written in a test: three files in memory, any of which a test may replace. */
final class TrialPack {

    static final String FIELDS = """
            fields:
              child.name: name
              child.dob: date
              child.nid: string
              child.weight: number
              mother.verified: string
              mother.verify-nid-http-fetch: map
              mother.alive: boolean
              documents.all: list
              other: any
            """;

    private final Map<String, String> files = new HashMap<>();

    TrialPack() {
        with("pack.yaml", """
                name: trial
                version: 7
                languages: [eng, fra]
                schemaVersion: 0.2
                events: [birth]
                response:
                  birth:
                    child.nid: VID
                """);
        with("id-schema.json", """
                {"properties": {"identity": {"properties": {
                  "note": {"fieldCategory": "pvt", "type": "string"},
                  "name": {"fieldCategory": "pvt", "$ref": "#/definitions/simpleType"}}}}}
                """);
        event("");
    }

    TrialPack with(String file, String text) {
        files.put(file, text);
        return this;
    }

    TrialPack without(String file) {
        files.remove(file);
        return this;
    }

    /** The birth file: the trial's form fields and whatever follows. */
    TrialPack event(String rest) {
        return with("birth.yaml", FIELDS + rest);
    }

    /** One rule on REGISTER that refuses when the condition holds. */
    TrialPack condition(String cel) {
        return event("""
                actions:
                  REGISTER:
                    - name: tried
                      when: >-
                        %s
                      then: refuse
                      reason: tried
                    - name: otherwise
                      then: accept
                """.formatted(cel));
    }

    /** One packet with the text field 'note'. */
    TrialPack note(String cel) {
        return event("""
                packets:
                  create:
                    process: CRVS_NEW
                    fields:
                      note:
                        form: text
                        value: >-
                          %s
                """.formatted(cel));
    }

    CountryPack load() throws BadCountryPack {
        return PackReader.read(name -> {
            if (!files.containsKey(name)) {
                throw new PackFiles.Missing();
            }
            return files.get(name).getBytes(StandardCharsets.UTF_8);
        }, ZoneOffset.UTC);
    }

    static Situation register(String declaration) {
        return situation("REGISTER", null, declaration);
    }

    static Situation situation(String action, String custom, String declaration) {
        return new Situation("birth", action, custom,
                Declaration.of(Json.createReader(new StringReader(declaration.replace('\'', '"'))).readObject()),
                Instant.parse("2026-11-21T10:00:00Z"));
    }
}

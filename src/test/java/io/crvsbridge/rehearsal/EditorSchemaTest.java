package io.crvsbridge.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crvsbridge.country.BadCountryPack;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the schemas tell an editor of a pack's files is what the pack's readers take: not less, and not more than what a schema can say. */
class EditorSchemaTest {

    /** Of the mistakes in events, whose expressions are slow to read, every so many is made; {@code -Deditor.every=1} makes all. */
    private static final int EVERY = Integer.getInteger("editor.every", 5);
    private static final Path PACKS = Path.of("src/test/resources/country");

    /** What only the readers can see: the words of their faults. */
    private static final List<Pattern> ONLY_READERS = Stream.of(
            // Expressions are texts to an editor.
            "undeclared reference", "extraneous input", "token recognition error", "mismatched input", "a value must be text", "a form field's whole value is needed",
            // What a file says of others, or of another place of its own.
            "the file has no packet for operation", "the packet has no such field", "the ID schema does not list", "the ID schema wants form", "the ID schema must list",
            "'codes' has no table", "the table has a text per language", "the event declares no such field", "the pack has no such event", "the file is missing", "that names the person",
            // Order and likeness: the last rule of a list, two of one name.
            "never reached", "the last rule must apply always", "another rule has this name",
            // The languages and events of the pack.
            "the language .* is missing", "'languages' of the pack does not list", "the first language needs every text", "there is no such message",
            // What templates make of forms.yaml.
            "forms.yaml has no message", "nothing is called", "this field is not of the section", "would have the field", "would speak of its field",
            // 0-9A-Z is ten characters and more, xxxxxxxxxx is one.
            "must be at least ten letters and digits",
            // What comes out of a sample.
            ": expected .*, is ", "[A-Za-z0-9]: is missing", "is not what was expected", "was not expected", "must not be there, and is").map(Pattern::compile).toList();

    /** Where an editor is the stricter one: to expect that what cannot be there is not there is a slip of the pen. */
    private static final Pattern ONLY_EDITORS = Pattern.compile("misspelt key at .*/expect/notification/.*");

    /** What a branch, or a further condition, says of a property is said beside its description. */
    private static final Pattern PROPERTY = Pattern.compile("(?!.*/(if|then|else|allOf|anyOf|dependencies|notRejectedLater|declinedInSoManyWords)/).*/(properties|patternProperties)/[^/]+");
    private static final String EVENT = "{fields: {child.nid: string}, actions: {REGISTER: [%s, {name: last, then: accept}]}}";

    @TempDir
    Path folder;

    private final EditorSchemas schemas;

    EditorSchemaTest() throws IOException {
        schemas = new EditorSchemas();
    }

    @Test
    void everyFileOfTheShippedPackNamesItsSchema() throws IOException, BadCountryPack {
        for (PackFile file : PackFile.of(EditorSchemas.SHIPPED, folder.resolve("shipped"))) {
            Path own = EditorSchemas.SHIPPED.resolve(file.toString());
            String path = own.getParent().relativize(EditorSchemas.FOLDER.resolve(file.schema() + ".json")).toString().replace('\\', '/');
            assertThat(file.text().lines().findFirst()).contains("# yaml-language-server: $schema=" + path);
            assertThat(own.resolveSibling(path)).isRegularFile();
        }
    }

    @Test
    void everyFileOfEveryPackFitsItsSchema() throws IOException, BadCountryPack {
        try (Stream<Path> packs = Stream.concat(Stream.of(EditorSchemas.SHIPPED), Files.list(PACKS))) {
            for (Path pack : packs.toList()) {
                for (PackFile file : PackFile.of(pack, folder.resolve(pack.getFileName()))) {
                    assertThat(schemas.faults(file.schema(), file.content())).as("%s of %s", file, pack).isEmpty();
                }
            }
        }
    }

    @Test
    void theSchemasAndTheReadersAgreeOnMistakes() throws IOException, BadCountryPack {
        Map<String, Set<String>> seen = new HashMap<>();
        List<String> disagreements = new ArrayList<>();
        int made = 0;
        for (Path pack : List.of(EditorSchemas.SHIPPED, PACKS.resolve("wide"))) {
            for (PackFile file : PackFile.of(pack, folder.resolve(pack.getFileName()))) {
                List<Map.Entry<String, JsonValue>> mistakes = List.copyOf(Mutations.of(file.content(), content -> schemas.faults(file.schema(), content).isEmpty(),
                        seen.computeIfAbsent(file.schema(), schema -> new HashSet<>())).entrySet());
                int every = file.schema().equals("event") ? EVERY : 1;
                disagreements.addAll(IntStream.range(0, mistakes.size()).filter(i -> i % every == 0).parallel().mapToObj(mistakes::get)
                        .flatMap(mistake -> disagreement(file, mistake.getKey(), mistake.getValue())).toList());
                made += mistakes.size();
            }
        }
        assertThat(disagreements).isEmpty();
        assertThat(made).isGreaterThan(1_500);
    }

    private Stream<String> disagreement(PackFile file, String mistake, JsonValue content) {
        List<String> editor = schemas.faults(file.schema(), content);
        List<String> reader = file.faults(content);
        if (mistake.startsWith("no mistake")) {
            return Stream.concat(editor.stream(), reader.stream()).map(fault -> file + ", as it is: " + fault);
        }
        if (!editor.isEmpty() && reader.isEmpty() && !ONLY_EDITORS.matcher(mistake).matches()) {
            return Stream.of(file + ", " + mistake + ": the schema refuses what the readers take: " + editor);
        }
        return editor.isEmpty() ? reader.stream().filter(fault -> ONLY_READERS.stream().noneMatch(words -> words.matcher(fault).find()))
                .map(fault -> file + ", " + mistake + ": the schema takes what the readers refuse: " + fault) : Stream.empty();
    }

    @Test
    void theWholeGrammarOfAnEventFits() {
        assertThat(schemas.faults("event", EditorSchemas.yaml("""
                fields: {child.nid: string, child.placeOfBirth: string, mother.nid: string, mother.dob: date, mother.verified: string}
                annotations: {review.comment: string}
                readings:
                  mothersBirth: {record: "first([mother.recordId])"}
                  office: {location: office, as: token}
                identities:
                  mother: {id: mother.nid, birthDate: mother.dob, result: mother.verified}
                actions:
                  REGISTER:
                    - {name: asks-first, when: mother.nid != null, then: check, check: [mother]}
                    - {name: reads-first, then: read, read: [mothersBirth, office]}
                    - {name: by-a-human, when: found.office == null, then: ask, reason: nobody knows the office, set: {child.nid: "'1'"}}
                    - {name: goes-on, then: accept, set: {child.placeOfBirth: "'HOME'"}, annotate: {review.comment: "'set by rule'"}}
                  CUSTOM:*:
                    - {name: held, then: hold, operation: flag, set: {child.nid: "'1'"}}
                  '*':
                    - {name: held, then: hold, operation: flag, ifDeclined: park}
                packets:
                  flag: {process: CRVS_FLAG, person: known, fields: {UIN: {form: text, value: child.nid}}}
                """))).isEmpty();
        assertThat(schemas.faults("samples", EditorSchemas.yaml("""
                - sample: what others say is told
                  event: birth
                  action: REGISTER
                  declaration: {}
                  answers: {check: {mother: verified}, read: {mothersBirth: {declaration: {child.nid: '123'}}, office: }}
                  expect: {decision: accept, check: [mother], read: {mothersBirth: '1'}, set: {child.placeOfBirth: HOME}, annotate: {review.comment: }}
                """))).isEmpty();
    }

    /** Readers of these come with the steps; until then nobody else refuses them. */
    @ParameterizedTest
    @ValueSource(strings = {
        "{name: a, then: check}", "{name: a, then: read}", "{name: a, then: ask}", "{name: a, then: accept, check: [mother]}", "{name: a, then: check, check: [mother], reason: no}",
        "{name: a, then: read, read: [office], set: {child.nid: x}}", "{name: a, then: refuse, reason: no, set: {child.nid: x}}", "{name: a, then: ask, reason: no, operation: flag}",
        "{name: a, then: check, check: mother}", "{name: a, then: accept, annotate: [x]}", "{name: a, then: wait}"})
    void aStepThatDoesNotGoWithItsKeysIsRefused(String rule) {
        assertThat(schemas.faults("event", EditorSchemas.yaml(EVENT.formatted("{name: first, when: 'true', then: accept}")))).isEmpty();
        assertThat(schemas.faults("event", EditorSchemas.yaml(EVENT.formatted(rule)))).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "event   | {fields: {}, readings: {r: {record: x, user: y}}}",
        "event   | {fields: {}, readings: {r: {as: client}}}",
        "event   | {fields: {}, readings: {r: {record: x, as: admin}}}",
        "event   | {fields: {}, readings: {1r: {record: x}}}",
        "event   | {fields: {found: string}}",
        "event   | {fields: {}, annotations: {review.comment: text}}",
        "event   | {fields: {}, actions: {'*': [{name: a, then: hold, operation: flag}]}}",
        "event   | {fields: {}, actions: {'*': [{name: a, then: hold, operation: flag, ifDeclined: reject}]}}",
        "event   | {fields: {}, actions: {REGISTER: [{name: a, then: check, check: [mother]}]}}",
        "event   | {fields: {}, actions: {REJECT: [{name: a, then: hold, operation: flag, ifDeclined: reject}]}}",
        "samples | [{sample: a, document: b, answers: {check: {mother: yes}}, expect: {decision: accept}}]",
        "samples | [{sample: a, document: b, answers: {set: {}}, expect: {decision: accept}}]",
        "samples | [{sample: a, document: b, expect: {decision: wait}}]"})
    void whatIsToComeIsRefusedWhereItIsWrong(String schema, String text) {
        assertThat(schemas.faults(schema, EditorSchemas.yaml(text))).isNotEmpty();
    }

    @Test
    void theSchemasAreOfDraft7AndDescribeEachProperty() throws IOException {
        JsonObject wrong = Json.createObjectBuilder().add("$schema", "http://json-schema.org/draft-07/schema#").add("type", "objekt").build();
        assertThatThrownBy(() -> EditorSchemas.validator().registerSchema(wrong)).isInstanceOf(RuntimeException.class);
        Map<String, JsonValue> definitions = new HashMap<>();
        for (String name : EditorSchemas.NAMES) {
            JsonObject schema = EditorSchemas.read(name);
            assertThat(schema.getString("$schema")).isEqualTo("http://json-schema.org/draft-07/schema#");
            EditorSchemas.walk(name, schema, (place, part) -> {
                if (PROPERTY.matcher(place).matches() && part instanceof JsonObject property) {
                    assertThat(property.getString("description", "")).as(place).isNotBlank();
                }
                if (place.endsWith("/pattern")) {
                    Pattern.compile(((JsonString) part).getString());
                }
            });
            schema.getOrDefault("definitions", JsonValue.EMPTY_JSON_OBJECT).asJsonObject().forEach((definition, part) ->
                    assertThat(definitions.computeIfAbsent(definition, first -> part)).as("%s in %s, and elsewhere", definition, name).isEqualTo(part));
        }
    }

    @Test
    void theSchemasAreWrittenWithTwoSpaces() throws IOException {
        for (String name : EditorSchemas.NAMES) {
            int depth = 0;
            for (String line : Files.readAllLines(EditorSchemas.FOLDER.resolve(name + ".json"))) {
                depth -= line.strip().matches("[}\\]],?") ? 1 : 0;
                assertThat(line).as(name).startsWith("  ".repeat(depth)).isEqualTo("  ".repeat(depth) + line.strip());
                depth += line.endsWith("{") || line.endsWith("[") ? 1 : 0;
            }
            assertThat(depth).isZero();
        }
    }
}

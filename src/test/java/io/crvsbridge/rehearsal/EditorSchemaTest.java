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
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the schemas tell an editor of a pack's files is what the pack's readers take: not less, and not more than what a schema can say. */
class EditorSchemaTest {

    /** Of the mistakes in events, whose expressions are slow to read, every so many is made; {@code -Deditor.every=1} makes all. */
    private static final int EVERY = Integer.getInteger("editor.every", 10);
    private static final Path PACKS = Path.of("src/test/resources/country");

    /** What only the readers can see: the words of their faults. */
    private static final List<Pattern> ONLY_READERS = Stream.of(
            // Expressions are texts to an editor.
            "undeclared reference", "extraneous input", "token recognition error", "mismatched input", "a value must be text", "a form field's whole value is needed",
            // What a file says of others, or of another place of its own.
            "the file has no packet for operation", "the packet has no such field", "the ID schema does not list", "the ID schema wants form", "the ID schema must list",
            "'codes' has no table", "the table has a text per language", "the event declares no such field", "'annotations' of this file has no such field", "of this file has no such entry", "the field takes no text", "the field is of type", "the pack has no such event", "the file is missing", "that names the person",
            // Order and likeness: the last rule of a list, two of one name.
            "never reached", "the last rule must apply always", "another rule has this name",
            // The languages and events of the pack.
            "the language .* is missing", "messages.*text: '[a-z]{2,3}' is missing", "'languages' of the pack does not list", "the first language needs every text", "there is no such message",
            // What templates make of forms.yaml.
            "forms.yaml has no message", "nothing is called", "this field is not of the section", "would have the field", "would speak of its field",
            // 0-9A-Z is ten characters and more, xxxxxxxxxx is one, Z-A is none.
            "must be at least ten letters and digits", "a range such as",
            // What comes out of a sample; a fault that quotes what is too long is cut off.
            ": expected .*, is ", "x{500}…$", "[A-Za-z0-9]: is missing", "is not what was expected", "was not expected", "must not be there, and is").map(Pattern::compile).toList();

    /** Where an editor is the stricter one: to expect that what cannot be there is not there is a slip of the pen. */
    private static final Pattern ONLY_EDITORS = Pattern.compile("misspelt key at .*/expect/notification/.*");

    /** What a branch, or a further condition, says of a property is said beside its description. */
    private static final Pattern PROPERTY = Pattern.compile("(?!.*/(if|then|else|allOf|anyOf|dependencies|notRejectedLater|declinedInSoManyWords)/).*/(properties|patternProperties)/[^/]+");
    private static final String EVENT = """
            fields: {child.nid: string, child.dob: date}
            annotations: {review.count: number}
            identities: {mother: {id: child.nid, birthDate: child.dob, result: child.nid}}
            readings: {office: {location: child.nid}}
            actions: {REGISTER: [{name: first, when: child.nid == null, %s}, {name: last, then: accept}]}
            packets: {flag: {process: CRVS_FLAG, person: known, identifier: nationalId, fields: {nationalId: {form: text, value: child.nid}}}}
            """;

    private static List<PackFile> wide;
    /** Those in which mistakes are made: between them they say all that can be said. */
    private static List<PackFile> files;

    @TempDir
    Path folder;

    private final EditorSchemas schemas;

    EditorSchemaTest() throws IOException {
        schemas = new EditorSchemas();
    }

    @BeforeAll
    static void load(@TempDir Path copies) throws IOException, BadCountryPack {
        wide = PackFile.of(PACKS.resolve("wide"), copies.resolve("wide"));
        files = new ArrayList<>(PackFile.of(EditorSchemas.SHIPPED, copies.resolve("shipped")));
        files.addAll(wide);
        PackFile.of(PACKS.resolve("isle"), copies.resolve("isle")).stream().filter(file -> file.schema().equals("forms")).forEach(files::add);
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
    void theSchemasAndTheReadersAgreeOnMistakes() throws IOException {
        Map<String, Set<String>> seen = new HashMap<>();
        List<String> disagreements = new ArrayList<>();
        int made = 0;
        for (PackFile file : files) {
            List<Map.Entry<String, JsonValue>> mistakes = List.copyOf(Mutations.of(file.content(), content -> schemas.faults(file.schema(), content).isEmpty(),
                    seen.computeIfAbsent(file.schema(), schema -> new HashSet<>())).entrySet());
            int every = file.schema().equals("event") ? EVERY : 1;
            disagreements.addAll(IntStream.range(0, mistakes.size()).filter(i -> i % every == 0).parallel().mapToObj(mistakes::get)
                    .flatMap(mistake -> disagreement(file, mistake.getKey(), mistake.getValue())).toList());
            made += mistakes.size();
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

    @ParameterizedTest
    @ValueSource(strings = {
        "then: accept", "then: accept, operation: flag, set: {child.nid: \"'1'\"}, annotate: {review.count: 1}", "then: refuse, reason: no", "then: hold, operation: flag",
        "then: hold, operation: flag, ifDeclined: park, set: {child.nid: 'null'}, annotate: {}", "then: ask, reason: why, set: {child.nid: child.nid}, annotate: {review.count: '1'}",
        "then: check, check: [mother, mother]", "then: read, read: [office]"})
    void aRuleHasWhatGoesWithItsVerdict(String rule) throws IOException {
        assertThat(schemas.faults("event", EditorSchemas.yaml(EVENT.formatted(rule)))).isEmpty();
        assertThat(readers("event", EVENT.formatted(rule))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "then: check | 'check' is missing",
        "then: read | 'read' is missing",
        "then: ask | 'reason' is missing",
        "then: accept, check: [mother] | does not belong",
        "then: check, check: [mother], reason: no | does not belong",
        "then: read, read: [office], set: {child.nid: child.nid} | does not belong",
        "then: refuse, reason: no, set: {child.nid: child.nid} | does not belong",
        "then: refuse, reason: no, annotate: {} | does not belong",
        "then: ask, reason: no, operation: flag | does not belong",
        "then: check, check: mother | expected a list",
        "then: check, check: [] | at least one",
        "then: read, read: [] | at least one",
        "then: accept, annotate: [x] | expected a mapping",
        "then: accept, set: {child.nid: [x]} | expected text",
        "then: wait | 'then' must be"})
    void aRuleHasNothingElse(String rule, String words) throws IOException {
        refused("event", EVENT.formatted(rule), words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "event   | {fields: {}, readings: {r: {record: event, user: event}}} | exactly one",
        "event   | {fields: {}, readings: {r: {as: client}}} | exactly one",
        "event   | {fields: {}, readings: {r: {record: event, as: admin}}} | must be client or token",
        "event   | {fields: {}, readings: {r: {user: event, as: client}}} | must be token",
        "event   | {fields: {}, readings: {1r: {record: event}}} | letters and digits",
        "event   | {fields: {}, readings: {off-ice: {record: event}}} | letters and digits",
        "event   | {fields: {}, readings: {abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxy: {record: event}}} | at most 50",
        "event   | {fields: {found: string}} | cannot be used",
        "event   | {fields: {found.office: string}} | cannot be used",
        "event   | {fields: {}, annotations: {review.comment: text}} | unknown type",
        "event   | {fields: {}, actions: {CUSTOM: [{name: a, then: accept}]}} | unknown action type",
        "event   | {fields: {}, packets: {p: {process: MOSIP_PACKET_PROCESS_BRITH, fields: {}}}} | no such setting",
        "event   | {fields: {}, actions: {'*': [{name: a, then: hold, operation: flag}]}} | 'ifDeclined' is missing",
        "event   | {fields: {}, actions: {'*': [{name: a, then: hold, operation: flag, ifDeclined: reject}]}} | no later rejection",
        "event   | {fields: {}, actions: {REJECT: [{name: a, then: hold, operation: flag, ifDeclined: reject}]}} | no later rejection",
        "event   | {fields: {}, actions: {REGISTER: [{name: a, then: check, check: [mother]}]}} | the last rule must apply always",
        "samples | [{sample: a, event: e, action: A, declaration: {}, answers: {check: {mother: yes}}, expect: {decision: none}}] | verified, failed or pending",
        "samples | [{sample: a, event: e, action: A, declaration: {}, answers: {read: {office: here}}, expect: {decision: none}}] | a mapping, or null",
        "samples | [{sample: a, event: e, action: A, declaration: {}, answers: {set: {}}, expect: {decision: none}}] | unknown key",
        "samples | [{sample: a, event: e, action: 'CUSTOM:A', declaration: {}, expect: {decision: none}}] | a custom action is written",
        "samples | [{sample: a, document: b, office: o, expect: {decision: none}}] | either 'document' or the short form",
        "samples | [{sample: a, event: e, action: A, declaration: {}, expect: {decision: wait}}] | expected wait"})
    void whatIsWrongIsRefusedByBoth(String schema, String text, String words) throws IOException {
        refused(schema, text, words);
    }

    private void refused(String schema, String text, String words) throws IOException {
        assertThat(schemas.faults(schema, EditorSchemas.yaml(text))).isNotEmpty();
        assertThat(readers(schema, text)).anySatisfy(fault -> assertThat(fault).contains(words));
    }

    /** What the readers say of the file of the wide pack, if that were its text. */
    private static List<String> readers(String schema, String text) throws IOException {
        PackFile file = wide.stream().filter(one -> one.schema().equals(schema) && one.toString().endsWith("birth.yaml")).findFirst().orElseThrow();
        return file.faults(EditorSchemas.yaml(text)).stream().filter(fault -> fault.startsWith(file + ":")).toList();
    }

    @Test
    void theReadersTakeEveryActionThatTheSchemaNames() throws IOException {
        Set<String> actions = EditorSchemas.read("event").getValue("/properties/actions/properties").asJsonObject().keySet();
        String rules = actions.stream().map(action -> "'" + action + "': [{name: a, then: accept}]").collect(Collectors.joining(", "));
        assertThat(readers("event", "{fields: {}, actions: {" + rules + "}}")).isEmpty();
    }

    /** Otherwise nobody would look whether a schema and the readers mean the same by it. */
    @Test
    void everyPropertyOfTheSchemasStandsInAFileThatIsTried() throws IOException {
        assertThat(EditorSchemas.read("samples").getValue("/items/properties/expect/properties").asJsonObject().keySet()).isEqualTo(Outcome.NAMES);
        Map<String, Set<String>> written = new HashMap<>();
        for (PackFile file : files) {
            EditorSchemas.walk("", file.content(), (place, part) -> written.computeIfAbsent(file.schema(), schema -> new HashSet<>()).add(place.substring(place.lastIndexOf('/') + 1)));
        }
        Set<String> unwritten = new TreeSet<>();
        for (String name : EditorSchemas.NAMES) {
            EditorSchemas.walk(name, EditorSchemas.read(name), (place, part) -> {
                if (PROPERTY.matcher(place).matches() && part instanceof JsonObject && !place.matches(".*/(actions/properties|patternProperties)/.*")
                        && !written.get(name).contains(place.substring(place.lastIndexOf('/') + 1))) {
                    unwritten.add(place);
                }
            });
        }
        assertThat(unwritten).isEmpty();
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

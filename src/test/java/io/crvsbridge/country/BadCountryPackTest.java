package io.crvsbridge.country;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadCountryPackTest {

    /** The trial pack's form fields fill the file's first lines. */
    private static final int FIRST = TrialPack.FIELDS.split("\n").length + 1;

    @TempDir
    Path folder;

    @Test
    void aGoodPackLoads() throws Exception {
        assertThat(new TrialPack().load()).hasToString("CountryPack[trial 7]");
    }

    @Test
    void everyProblemIsToldAtOnceWithFileLineRuleAndReason() {
        List<String> problems = problems(new TrialPack().event("""
                actions:
                  REGISTER:
                    - name: first
                      when: mother.verifyed == 'x'
                      then: accept
                    - name: second
                      when: child.dob
                      then: accept
                    - name: third
                      wen: "true"
                      then: maybe
                """));

        assertThat(problems).satisfiesExactlyInAnyOrder(
                problem -> assertThat(problem).startsWith("birth.yaml:" + (FIRST + 3) + ": actions.REGISTER.first.when: ")
                        .contains("undeclared reference"),
                problem -> assertThat(problem).startsWith("birth.yaml:" + (FIRST + 6) + ": actions.REGISTER.second.when: ")
                        .contains("must be true or false"),
                problem -> assertThat(problem).startsWith("birth.yaml:" + (FIRST + 9) + ": ").contains("unknown key 'wen'"),
                problem -> assertThat(problem).startsWith("birth.yaml:" + (FIRST + 8) + ": actions.REGISTER.third: ")
                        .contains("'then' must be accept, refuse, hold, ask, check or read"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "unknown                                        | undeclared reference",
        "mother.verified                                | must be true or false",
        "java.lang.System.exit(0) == null               | undeclared reference",
        "dateFormat(child.dob, 'bogus') == ''           | literal date pattern",
        "[1].all(a, [1].all(b, [1].all(c, c == a)))     | nest deeper than 2",
    })
    void badConditionsAreRefused(String cel, String reason) {
        assertThat(problems(new TrialPack().condition(cel))).singleElement().asString()
                .startsWith("birth.yaml:").contains("actions.REGISTER.tried.when").contains(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "child.weight           | a value must be text",
        "mother.alive           | a value must be text",
        "child.name             | a value must be text",
        "[child.dob]            | a value must be text",
        "1                      | a value must be text",
        "nobody                 | undeclared reference",
    })
    void badValuesAreRefused(String cel, String reason) {
        assertThat(problems(new TrialPack().note(cel))).singleElement().asString()
                .contains("packets.create.fields.note.value").contains(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{REGISTERED: [{name: a, then: accept}]}                            | unknown action type",
        "{CUSTOM: [{name: a, then: accept}]}                                | unknown action type",
        "{'CUSTOM:': [{name: a, then: accept}]}                             | unknown action type",
        "{READ: [{name: a, then: accept}]}                                  | unknown action type",
        "{REGISTER: [{name: a, when: 'true', then: accept}]}                | the last rule must apply always",
        "{REGISTER: []}                                                     | the last rule must apply always",
        "{REGISTER: {name: a}}                                              | expected a list",
        "{REGISTER: [{name: a, then: accept}, {name: b, then: accept}]}     | never reached",
        "{REGISTER: [{name: a, when: 'true', then: accept}, {name: a, then: accept}]} | another rule has this name",
        "{REGISTER: [{then: accept}]}                                       | 'name' is missing",
        "{REGISTER: [{name: a}]}                                            | 'then' is missing",
        "{REGISTER: [{name: a, then: refuse}]}                              | 'reason' is missing",
        "{REGISTER: [{name: a, then: hold}]}                                | 'operation' is missing",
        "{REGISTER: [{name: a, then: hold, operation: create}]}             | no packet for operation 'create'",
        "{REGISTER: [{name: a, then: accept, reason: why}]}                 | 'reason' does not belong",
        "{REGISTER: [&x {name: a, then: accept}]}                           | anchors and aliases",
        "{REGISTER: [{name: a, name: b, then: accept}]}                     | the key appears twice",
        "{REGISTER: [{name: '', then: accept}]}                             | expected text",
    })
    void badRulesAreRefused(String actions, String reason) {
        assertThat(problems(new TrialPack().event("actions: " + actions + "\n")))
                .anySatisfy(problem -> assertThat(problem).startsWith("birth.yaml:" + FIRST + ": actions.").contains(reason));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{create: {fields: {}}}                                                           | 'process' is missing",
        "{create: {process: a b, fields: {}}}                                             | a process is written",
        "{create: {process: A, fields: {note: {form: simple, value: child.dob}}}}         | wants form text",
        "{create: {process: A, fields: {name: {form: text, value: child.dob}}}}           | wants form simple",
        "{create: {process: A, fields: {other: {form: text, value: child.dob}}}}          | would be dropped",
        "{create: {process: A, fields: {note: {form: json, value: child.dob}}}}           | must be text, simple or userinfo",
        "{create: {process: A, fields: {note: {form: text}}}}                             | 'value' is missing",
        "{create: {process: A, fields: {}, notification: {fax: child.dob}}}               | unknown key 'fax'",
    })
    void badPacketsAreRefused(String packets, String reason) {
        assertThat(problems(new TrialPack().event("packets: " + packets + "\n")))
                .anySatisfy(problem -> assertThat(problem).contains(reason));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{a.b: text}                    | unknown type 'text'",
        "{1a: string}                   | cannot be used in expressions",
        "{'a b': string}                | cannot be used in expressions",
        "{today: string}                | cannot be used in expressions",
        "{a-b: string, a_b: string}     | same variable",
    })
    void badFieldsAreRefused(String fields, String reason) {
        assertThat(problems(new TrialPack().with("birth.yaml", "fields: " + fields + "\n")))
                .anySatisfy(problem -> assertThat(problem).contains(reason));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "schemaVersion: 0.2     | schemaVersion: one              | must be a number",
        "languages: [eng, fra]  | languages: [english]            | language code",
        "languages: [eng, fra]  | languages: []                   | language code",
        "events: [birth]        | events: [birth, birth]          | the event appears twice",
        "events: [birth]        | events: [birth, ../birth]       | an event is written",
        "events: [birth]        | events: [birth, death]          | death.yaml: the file is missing",
        "name: trial            | title: trial                    | unknown key 'title'",
        "name: trial            | title: trial                    | 'name' is missing",
        "child.nid: VID         | child.vid: VID                  | no such field",
        "response:              | respond:                        | unknown key 'respond'",
        "version: 7             | version: {a: b}                 | expected text",
        "name: trial            | registrationNumber: {length: 4, characters: 0-9}       | from 8 to 32",
        "name: trial            | registrationNumber: {length: 12, characters: ABC}      | at least ten",
        "name: trial            | registrationNumber: {length: 12, characters: 0-9-}     | letters and digits",
    })
    void aBadPackFileIsRefused(String line, String instead, String reason) {
        String good = """
                name: trial
                version: 7
                languages: [eng, fra]
                schemaVersion: 0.2
                events: [birth]
                response:
                  birth:
                    child.nid: VID
                """;
        String replaced = good.replace(line, instead.startsWith("registration") ? line + "\n" + instead : instead);

        assertThat(replaced).isNotEqualTo(good);
        assertThat(problems(new TrialPack().with("pack.yaml", replaced)))
                .anySatisfy(problem -> assertThat(problem).contains(reason));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "just text", "[a, b]", "{", "a: b: c", "\tname: x", "name: 'x"})
    void aFileThatIsNoYamlMappingIsRefused(String text) {
        assertThat(problems(new TrialPack().with("pack.yaml", text))).anyMatch(p -> p.startsWith("pack.yaml"));
        assertThat(problems(new TrialPack().with("birth.yaml", text))).anyMatch(p -> p.startsWith("birth.yaml"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{                                                                                   | not JSON",
        "[]                                                                                  | not JSON",
        "{}                                                                                  | properties.identity.properties is missing",
        "{\"properties\":{\"identity\":{\"properties\":{\"note\":{}}}}}                      | fieldCategory must be one of",
        "{\"properties\":{\"identity\":{\"properties\":{\"note\":{\"fieldCategory\":\"x\"}}}}} | fieldCategory must be one of",
    })
    void aBadSchemaIsRefused(String json, String reason) {
        assertThat(problems(new TrialPack().with("id-schema.json", json))).singleElement().asString()
                .startsWith("id-schema.json:").contains(reason);
    }

    @Test
    void whatFormsAreOfferedIsCheckedWithThePack() throws Exception {
        assertThat(new TrialPack().load().forms().events()).as("a pack may do without").isEmpty();
        String forms = """
                messages: {}
                sections:
                  birth:
                    mother: {offers: [], hiddenWhen: {mother.asleep: true}}
                  death: {}
                """;
        assertThat(problems(new TrialPack().with("forms.yaml", forms).with("forms-1.8.json", "{}"))).contains(
                "forms.yaml:4: sections.birth.mother.hiddenWhen.mother.asleep: the event declares no such field",
                "forms.yaml:5: sections.death: the pack has no such event",
                "forms-1.8.json: a template has the two objects define and answer");
        assertThat(problems(new TrialPack().with("forms.yaml", "{"))).singleElement().asString().startsWith("forms.yaml:").contains("not YAML");
        Files.createDirectories(folder.resolve("odd/texts"));
        Files.createSymbolicLink(folder.resolve("odd/forms.yaml"), folder.resolve("nowhere"));
        for (String file : List.of("pack.yaml", "birth.yaml", "death.yaml", "id-schema.json", "texts/eng.yaml")) {
            Files.copy(Path.of("src/main/resources/country/default", file), folder.resolve("odd").resolve(file));
        }
        assertThatThrownBy(() -> CountryPack.load(folder.resolve("odd"), ZoneOffset.UTC)).hasMessage("forms.yaml: not a regular file of the folder");
    }

    @Test
    void missingFilesAreNamed() {
        assertThat(problems(new TrialPack().without("pack.yaml"))).containsExactly("pack.yaml: the file is missing");
        assertThat(problems(new TrialPack().without("birth.yaml"))).contains("birth.yaml: the file is missing");
        assertThat(problems(new TrialPack().without("id-schema.json"))).contains("id-schema.json: the file is missing");
        assertThatThrownBy(() -> CountryPack.load(folder.resolve("nowhere"), ZoneOffset.UTC))
                .isInstanceOf(BadCountryPack.class).hasMessage("pack.yaml: the folder is missing");
    }

    @Test
    void deepYamlIsRefused() {
        assertThat(problems(new TrialPack().with("birth.yaml", "fields: " + "[".repeat(200_000))))
                .contains("birth.yaml:1: not YAML: nested deeper than 16");
    }

    @Test
    void aLinkThatLeadsOutOfTheFolderIsRefused() throws Exception {
        Path outside = Files.writeString(folder.resolve("outside.yaml"), "name: secret");
        Path pack = copyOfTheShippedPack();
        Files.delete(pack.resolve("birth.yaml"));
        Files.createSymbolicLink(pack.resolve("birth.yaml"), outside);

        assertThatThrownBy(() -> CountryPack.load(pack, ZoneOffset.UTC))
                .isInstanceOf(BadCountryPack.class)
                .message().contains("birth.yaml: not a regular file of the folder").doesNotContain("secret");
    }

    @Test
    void aLinkInsideTheFolderIsHowConfigurationIsMounted() throws Exception {
        Path pack = copyOfTheShippedPack();
        Files.createDirectory(pack.resolve("..data"));
        Files.move(pack.resolve("birth.yaml"), pack.resolve("..data/birth.yaml"));
        Files.createSymbolicLink(pack.resolve("birth.yaml"), Path.of("..data/birth.yaml"));

        assertThat(CountryPack.load(pack, ZoneOffset.UTC).name()).isEqualTo("default");
    }

    @Test
    void aHugeFileIsRefused() throws Exception {
        Path pack = copyOfTheShippedPack();
        Files.writeString(pack.resolve("death.yaml"), "#".repeat(PackFiles.MAX_BYTES + 1));

        assertThatThrownBy(() -> CountryPack.load(pack, ZoneOffset.UTC))
                .isInstanceOf(BadCountryPack.class).hasMessage("death.yaml: larger than 512 KiB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pack.yaml", "birth.yaml", "death.yaml", "id-schema.json"})
    void aFileInAnotherEncodingIsRefusedWithItsLine(String file) throws Exception {
        Path pack = copyOfTheShippedPack();
        String text = Files.readString(pack.resolve(file));
        int line = text.split("\n").length;
        Files.write(pack.resolve(file), (text.stripTrailing() + " # Peñón\n").getBytes(StandardCharsets.ISO_8859_1));
        assertThat(refusal(pack)).contains(file + ":" + line + ": not UTF-8");

        Files.write(pack.resolve(file), text.getBytes(StandardCharsets.UTF_16));
        assertThat(refusal(pack)).contains(file + ":1: not UTF-8");

        // The first byte of a letter that never comes; a letter written longer than it may be; half of a pair.
        for (byte[] bad : new byte[][] {{(byte) 0xc3}, {(byte) 0xc0, (byte) 0xaf}, {(byte) 0xed, (byte) 0xa0, (byte) 0x80}}) {
            Files.writeString(pack.resolve(file), text);
            Files.write(pack.resolve(file), bad, StandardOpenOption.APPEND);
            assertThat(refusal(pack)).contains(file + ":" + (line + 1) + ": not UTF-8");
        }
    }

    @Test
    void controlCharactersAreRefusedWithTheirLine() {
        String text = "fields:\n  # \uD83D\uDC76\n  child.name: name\n";

        assertThat(problems(new TrialPack().with("birth.yaml", text + "  child.nid: \u0000\n")))
                .contains("birth.yaml:4: not YAML: a control character");
        assertThat(problems(new TrialPack().with("birth.yaml", text + "  # \uD83D\uDC76 ä\n".repeat(2_000) + "\u0007")))
                .contains("birth.yaml:2004: not YAML: a control character");
    }

    @Test
    void aByteOrderMarkIsNoFault() throws Exception {
        Path pack = copyOfTheShippedPack();
        Files.writeString(pack.resolve("birth.yaml"), "\uFEFF" + Files.readString(pack.resolve("birth.yaml")));

        assertThat(CountryPack.load(pack, ZoneOffset.UTC).name()).isEqualTo("default");
    }

    @Test
    void aFaultOfTheSchemaIsToldWithItsLine() {
        String schema = """
                {"required": ["note", "name"],
                 "properties": {"identity": {"required": ["note"], "properties": {
                  "name": {"fieldCategory": "pvt", "properties": {"note": true}},
                  "note": {"fieldCategory": "x"}}}}}
                """;

        assertThat(problems(new TrialPack().with("id-schema.json", schema))).singleElement().asString()
                .startsWith("id-schema.json:4: note: fieldCategory must be");
        assertThat(problems(new TrialPack().with("id-schema.json", schema.replace("\"x\"}", "\"pvt\"")))).singleElement()
                .asString().startsWith("id-schema.json:5: not JSON");
    }

    private Path copyOfTheShippedPack() throws Exception {
        Path pack = Files.createDirectory(folder.resolve("pack"));
        Files.createDirectory(pack.resolve("texts"));
        for (String file : List.of("pack.yaml", "birth.yaml", "death.yaml", "id-schema.json", "texts/eng.yaml")) {
            Files.copy(Path.of("src/main/resources/country/default", file), pack.resolve(file));
        }
        return pack;
    }

    private static List<String> refusal(Path pack) {
        return catchThrowableOfType(BadCountryPack.class, () -> CountryPack.load(pack, ZoneOffset.UTC)).problems();
    }

    private static List<String> problems(TrialPack pack) {
        return catchThrowableOfType(BadCountryPack.class, pack::load).problems();
    }

    @Test
    void aPackWithoutAnyEventIsTold() {
        assertThatExceptionOfType(BadCountryPack.class).isThrownBy(() -> new TrialPack().with("pack.yaml", "name: trial\nversion: 7\nlanguages: [eng]\nschemaVersion: 0.2\nevents: []\n").load())
                .withMessageContaining("pack.yaml:5: events: at least one event is needed");
    }

    @Test
    void aProcessThatLooksLikeASettingIsOne() throws Exception {
        String packet = "packets:\n  create:\n    process: %s\n    fields: {note: {form: text, value: child.nid}}\n";
        assertThatExceptionOfType(BadCountryPack.class).isThrownBy(() -> new TrialPack().event(packet.formatted("MOSIP_PACKET_PROCESS_BITRH")).load())
                .withMessageContaining("packets.create.process: there is no such setting");
        new TrialPack().event(packet.formatted("MOSIP_PACKET_PROCESS_REINSTATE")).load();
    }

    /** YAML's word for nothing would be sent as the word. */
    @Test
    void nullIsNoText() throws Exception {
        String pack = "name: trial\nversion: 7\nlanguages: [eng]\nschemaVersion: 0.2\nevents: [birth]\ncodes:\n  g: {male: MLE, unknown: %s}\n";
        for (String nothing : List.of("null", "~")) {
            assertThatExceptionOfType(BadCountryPack.class).isThrownBy(() -> new TrialPack().with("pack.yaml", pack.formatted(nothing)).load())
                    .withMessageContaining("pack.yaml:7: codes.g.unknown: expected text");
        }
        new TrialPack().with("pack.yaml", pack.formatted("'null'")).load();
    }

    @Test
    void anAnchorOnAKeyIsToldToo() {
        assertThatExceptionOfType(BadCountryPack.class).isThrownBy(() -> new TrialPack().with("birth.yaml", "fields:\n  &k child.nid: string\n").load())
                .withMessageContaining("anchors and aliases are not allowed");
    }
}

package io.crvsbridge.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.country.BadCountryPack;
import io.crvsbridge.country.PackFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplesTest {

    private static final String GOOD = """
            - sample: a heavy child
              event: birth
              action: REGISTER
              declaration:
                child.name: {firstname: Pretend, surname: Person}
                child.weight: 5
              identifiers: {VID: "0000111122223333"}
              expect:
                decision: hold
                rule: heavy
                operation: create
                ifDeclined: reject
                fields: [note, name]
                packet:
                  name: {eng: Pretend Person, fra: Pretend Person}
                  note: "5"
                notification: {name: Pretend Person, phone: null}
                response: {child.nid: "0000111122223333"}
            """;

    @TempDir
    Path folder;

    private TrialFolder trial;

    @BeforeEach
    void begin() {
        trial = new TrialFolder(folder);
    }

    private List<String> faults(String what, String by) {
        trial.write("samples/births.yaml", GOOD);
        return trial.replace("samples/births.yaml", what, by).faults();
    }

    @Test
    void aSampleThatComesOutAsExpectedLetsThePackServe() throws BadCountryPack {
        LoadedPack loaded = trial.write("samples/births.yaml", GOOD).load();
        assertThat(loaded.samples()).isEqualTo(1);
        assertThat(loaded.title()).startsWith("trial 7 (");
        assertThat(loaded.warnings()).containsExactly(
                "birth.yaml: actions.REGISTER.unnamed: no sample shows this rule",
                "birth.yaml: actions.REGISTER.asked: no sample shows this rule",
                "birth.yaml: actions.REGISTER.otherwise: no sample shows this rule");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "decision: hold          | decision: accept        | births.yaml:9: a heavy child: decision: expected accept, is hold",
        "rule: heavy             | rule: otherwise         | births.yaml:10: a heavy child: rule: expected otherwise, is heavy",
        "operation: create       | operation: null         | births.yaml:11: a heavy child: operation: must not be there, and is",
        "ifDeclined: reject      | ifDeclined: park        | births.yaml:12: a heavy child: ifDeclined: expected park, is reject",
        "fields: [note, name]    | fields: [note]          | births.yaml:13: a heavy child: fields: expected note, is name, note",
        "note: '\"5\"'           | note: '\"6\"'           | births.yaml:16: a heavy child: packet.note: is not what was expected (values are not shown)",
        "eng: Pretend Person     | eng: Another Person     | births.yaml:15: a heavy child: packet.name.eng: is not what was expected (values are not shown)",
        "fra: Pretend Person     | spa: Pretend Person     | births.yaml:15: a heavy child: packet.name.spa: is missing",
        "phone: null             | phone: '\"1\"'          | births.yaml:17: a heavy child: notification.phone: is missing",
        "child.nid: '\"0000111122223333\"' | child.nid: null | births.yaml:18: a heavy child: response.child.nid: must not be there, and is",
    })
    void whatComesOutOtherwiseIsAFaultWithFileAndLineAndWithoutValues(String what, String by, String fault) {
        List<String> faults = faults(what.replace("'", ""), by.replace("'", ""));
        assertThat(faults).containsExactly("samples/" + fault);
        assertThat(faults.toString()).doesNotContain("Person", "00001111");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "decision: hold    | decisions: hold       | unknown key 'decisions'",
        "expect:           | expected:             | 'expect' is missing",
        "event: birth      | document: none.json   | samples/none.json: the file is missing",
        "action: REGISTER  | at: yesterday         | a sample needs 'document', or 'event', 'action' and 'declaration'",
        "identifiers:      | at:                   | a time such as",
    })
    void aSampleThatIsWrittenWronglyIsAFault(String what, String by, String fault) {
        assertThat(faults(what, by)).anySatisfy(found -> assertThat(found).startsWith("samples/births.yaml:").contains(fault));
    }

    @Test
    void whatNobodyExpectedIsAFaultToo() {
        assertThat(trial.write("samples/a.yaml", """
                - sample: an endless weight
                  event: birth
                  action: REGISTER
                  declaration: {child.name: {firstname: A}, child.weight: 5.1234567890123456789012345678}
                  expect: {decision: hold}
                - sample: a name that is no name
                  event: birth
                  action: REGISTER
                  declaration: {child.name: [1], child.weight: 5}
                  expect: {decision: hold}
                """).replace("id-schema.json", "\"maxLength\": 20", "\"maxLength\": 2").faults()).containsExactly(
                "samples/a.yaml:1: an endless weight: 'unfit' was not expected: note does not keep to the ID schema (maxLength)",
                "samples/a.yaml:6: a name that is no name: 'failed' was not expected: create.name");
    }

    @Test
    void whomTheRuleAsksAboutCanBeExpected() throws BadCountryPack {
        String sample = """
                - sample: a mother with an identifier
                  event: birth
                  action: REGISTER
                  declaration: {child.name: {firstname: A}, child.dob: 2026-01-02, mother.nid: "42"}
                  expect: {decision: check, rule: asked, check: {mother: {id: "42", birthDate: 2026-01-02}}}
                """;
        assertThat(trial.write("samples/a.yaml", sample).load().samples()).isEqualTo(1);
        assertThat(trial.write("samples/a.yaml", sample.replace("\"42\", birth", "\"43\", birth")).faults()).singleElement().asString()
                .contains("check.mother.id: is not what was expected");
    }

    @Test
    void moreSamplesThanAreTakenAreAFault() {
        String one = "- {sample: s, event: birth, action: DECLARE, declaration: {}, expect: {decision: none}}\n";
        assertThat(trial.write("samples/a.yaml", one.repeat(SampleReader.MOST)).faults()).isEmpty();
        assertThat(trial.write("samples/a.yaml", one.repeat(SampleReader.MOST + 1)).faults()).singleElement().asString().contains("more than 1000 samples");
    }

    @Test
    void aFileThatNoSampleNamesIsAWarningAndAPackWithoutSamplesToo() throws BadCountryPack {
        assertThat(trial.load().warnings()).containsExactly("samples: the pack has none, so nothing shows that it does what its country wants");
        assertThat(trial.write("samples/births.yaml", GOOD).write("samples/left-over.json", "{}").load().warnings()).contains("samples/left-over.json: no sample names this file");
    }

    @Test
    void everyRuleOfTheShippedPackIsShownByItsSamples() throws BadCountryPack {
        LoadedPack shipped = LoadedPack.load(PackFolder.shipped(), ZoneOffset.UTC);
        assertThat(shipped.warnings()).isEmpty();
        assertThat(shipped.samples()).isGreaterThanOrEqualTo(shipped.pack().rules().size());
    }

    /** A decision keeps a hundred characters (pack_version); a longer text would keep every action from being stored. */
    @Test
    void theLongestVersionFitsIntoADecisionTogetherWithItsMark() throws BadCountryPack {
        trial.replace("pack.yaml", "version: \"7\"", "version: \"" + "7".repeat(80) + "\"");
        assertThat(trial.load().pack().recordedVersion()).hasSizeLessThanOrEqualTo(100).matches("7{80}\\+[0-9a-f]{8}");
        trial.replace("pack.yaml", "7".repeat(80), "7".repeat(81));
        assertThat(trial.faults()).containsExactly("pack.yaml:2: version: a version has at most 80 characters");
    }

    @Test
    void everyFileOfTheShippedPackIsShipped() throws IOException, BadCountryPack {
        Path source = Path.of("src/main/resources/country/default");
        try (Stream<Path> files = Files.walk(source)) {
            assertThat(PackFolder.shipped().names("")).containsExactlyInAnyOrderElementsOf(
                    files.filter(Files::isRegularFile).map(file -> source.relativize(file).toString().replace('\\', '/')).filter(name -> !name.startsWith(".")).toList());
        }
        assertThat(PackFolder.shipped().fingerprint()).isEqualTo(PackFolder.read(source).fingerprint());
    }

    @Test
    void theDocumentsOfTheShippedSamplesAreThoseThatCoreSent() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/country/default/samples"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".json"))).isNotEmpty()
                    .allSatisfy(file -> assertThat(file).hasSameTextualContentAs(Path.of("src/test/resources/core").resolve(file.getFileName())));
        }
    }

    @Test
    void twoPacksAreComparedOnTheSamplesOfBoth() throws BadCountryPack {
        LoadedPack before = trial.write("samples/births.yaml", GOOD).load();
        LoadedPack after = trial.replace("birth.yaml", "> 4.5", "> 5.5").replace("birth.yaml", "CRVS_NEW", "CRVS_OTHER")
                .replace("samples/births.yaml", "child.weight: 5", "child.weight: 6").replace("samples/births.yaml", "note: \"5\"", "note: \"6\"")
                .replace("samples/births.yaml", "a heavy child", "a very heavy child").load();
        assertThat(before.differences(before)).isEmpty();
        assertThat(before.differences(after)).extracting(Difference::toString).containsExactly(
                "a very heavy child: hold by heavy -> hold by heavy [process]",
                "a heavy child: hold by heavy -> accept by otherwise [decision, fields, ifDeclined, notification.name, operation, packet.name.eng, packet.name.fra, packet.note, process, rule]");
    }

    @Test
    void aPacketThatIsUnfitToBeSentTurnsAHoldIntoARefusalWhereThePackSaysSo() {
        trial.replace("birth.yaml", "    process: CRVS_NEW\n", "    process: CRVS_NEW\n    mandatory: [name]\n    unfit: refuse\n");
        trial.write("samples/a.yaml", "- {sample: s, event: birth, action: REGISTER, declaration: {child.weight: 5}, expect: {decision: refuse, rule: heavy, unfit: name is missing}}\n");
        assertThat(trial.faults()).isEmpty();
        trial.replace("samples/a.yaml", "decision: refuse", "decision: hold");
        assertThat(trial.faults()).containsExactly("samples/a.yaml:1: s: decision: expected hold, is refuse");
    }
}

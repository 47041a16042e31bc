package io.crvsbridge.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.crvsbridge.country.BadCountryPack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pack that is made to hurt is refused, and soon. */
@Timeout(120)
class HostilePackTest {

    @TempDir
    Path folder;

    @TempDir
    Path outside;

    private TrialFolder trial;

    @BeforeEach
    void begin() {
        trial = new TrialFolder(folder);
    }

    private void refused(String... why) {
        assertThat(trial.faults()).isNotEmpty();
        assertThat(String.join("\n", trial.faults())).contains(why);
    }

    @Test
    void aFileThatIsTooLarge() {
        trial.write("birth.yaml", "# " + "x".repeat(600 * 1024));
        refused("birth.yaml: larger than 512 KiB");
    }

    @Test
    void tooManyFilesOrTooMuchOfThem() {
        for (int i = 0; i < 1_001; i++) {
            trial.write("files/" + i + ".txt", "x");
        }
        refused("the folder holds more than 1000 files");
    }

    @Test
    void tooMuchInAll() {
        for (int i = 0; i < 40; i++) {
            trial.write("large/" + i + ".txt", "x".repeat(500 * 1024));
        }
        refused("16 MiB");
    }

    @Test
    void foldersInFoldersAndLinksInCircles() throws IOException {
        Files.createSymbolicLink(folder.resolve("circle"), folder);
        refused("folders nest deeper than 4");
        Files.delete(folder.resolve("circle"));
        assertThat(trial.faults()).isEmpty();
    }

    @Test
    void linksThatLeadOut() throws IOException {
        Path secret = Files.writeString(outside.resolve("secret.yaml"), "fields: {}\n");
        Files.delete(folder.resolve("birth.yaml"));
        Files.createSymbolicLink(folder.resolve("birth.yaml"), secret);
        Files.createSymbolicLink(folder.resolve("samples"), outside);
        refused("birth.yaml: not a regular file of the folder");
        Files.delete(folder.resolve("birth.yaml"));
        Files.createSymbolicLink(folder.resolve("birth.yaml"), Path.of("/dev/zero"));
        refused("birth.yaml: not a regular file of the folder");
    }

    @Test
    void aLinkThatStaysInsideIsTaken() throws IOException {
        Files.createDirectories(folder.resolve("..data"));
        Files.move(folder.resolve("birth.yaml"), folder.resolve("..data/birth.yaml"));
        Files.createSymbolicLink(folder.resolve("birth.yaml"), Path.of("..data/birth.yaml"));
        assertThat(trial.faults()).isEmpty();
    }

    @Test
    void documentsThatNameFilesOutside() throws IOException {
        Files.writeString(outside.resolve("secret.json"), "{}");
        trial.write("samples/a.yaml", "- {sample: s, document: " + "../".repeat(20) + outside.resolve("secret.json").toString().substring(1) + ", expect: {decision: none}}\n");
        refused("the file is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "a: &a [x]\nb: &b [*a, *a, *a, *a]\nc: &c [*b, *b, *b, *b]\nd: [*c, *c, *c, *c]",
        "&a [*a]",
        "a: !!java.lang.ProcessBuilder [[x]]\nfields: 7",
        "? {a: b}\n: c",
    })
    void yamlThatGrowsOrMakesThings(String yaml) {
        trial.write("birth.yaml", yaml);
        refused("birth.yaml");
        trial = new TrialFolder(folder).write("samples/a.yaml", yaml.startsWith("&") ? yaml : "- " + yaml.replace("\n", "\n  "));
        refused("samples/a.yaml");
    }

    @Test
    void nestingWithoutEnd() {
        trial.write("birth.yaml", "[".repeat(200_000)).write("id-schema.json", "[".repeat(200_000));
        refused("birth.yaml", "id-schema.json");
        trial = new TrialFolder(folder).write("id-schema.json", "{\"a\":".repeat(100_000));
        refused("id-schema.json");
        trial = new TrialFolder(folder).write("samples/a.yaml", "- {sample: s, document: deep.json, expect: {decision: none}}\n").write("samples/deep.json", "{\"a\":".repeat(100_000));
        refused("samples/deep.json is no document of Core: nested too deeply");
    }

    @Test
    void expressionsWithoutEnd() {
        for (String cel : List.of("(".repeat(1_900) + "1" + ")".repeat(1_900) + " == 1", "!".repeat(3_500) + "true", "true ? ".repeat(500) + "true" + " : true".repeat(500),
                "[[[[[[".repeat(600), "1 + ".repeat(990) + "1 == 1", "a.b.c.".repeat(600) + "d", "'" + "x".repeat(5_000) + "' == ''", "{" + "'a': {".repeat(600))) {
            trial = new TrialFolder(folder).replace("birth.yaml", "child.weight != null && child.weight > 4.5", "\"" + cel + "\"");
            assertThat(trial.faults()).allSatisfy(fault -> assertThat(fault).startsWith("birth.yaml:13"));
        }
    }

    @Test
    void rulesByTheThousandAreLoadedOrRefusedInTime() {
        StringBuilder rules = new StringBuilder("actions:\n  REGISTER:\n");
        for (int i = 0; i < 4_000; i++) {
            rules.append("    - {name: r").append(i).append(", when: \"child.weight == ").append(i).append(".0\", then: accept}\n");
        }
        trial.write("birth.yaml", "fields:\n  child.weight: number\n" + rules + "    - {name: last, then: accept}\n").replace("pack.yaml", "response:\n  birth:\n    child.nid: VID\n", "");
        assertThat(trial.faults()).isEmpty();
    }

    @Test
    void loadingThatTakesTooLongIsGivenUpAndStops() throws Exception {
        StringBuilder rules = new StringBuilder("actions:\n  REGISTER:\n");
        for (int i = 0; i < 6_000; i++) {
            rules.append("    - {name: r").append(i).append(", when: \"child.weight == ").append(i).append(".0\", then: accept}\n");
        }
        trial.write("birth.yaml", "fields:\n  child.weight: number\n" + rules + "    - {name: last, then: accept}\n");
        assertThatExceptionOfType(BadCountryPack.class).isThrownBy(() -> LoadedPack.load(trial.files(), ZoneOffset.UTC, Duration.ofMillis(50))).withMessageContaining("takes longer than");
        for (int i = 0; i < 100 && loading(); i++) {
            Thread.sleep(100);
        }
        assertThat(loading()).as("the thread has ended").isFalse();
    }

    private static boolean loading() {
        return Thread.getAllStackTraces().keySet().stream().anyMatch(thread -> thread.getName().equals("loading a country pack"));
    }

    @Test
    void samplesThatWorkWithoutEndFailOneByOne() {
        String work = "[1,2,3,4,5,6,7,8,9].all(a, [1,2,3,4,5,6,7,8,9].all(b, child.name.size() >= 0 && declaration.size() + before.size() > 0 && ('x' + text(a) + text(b)).size() > 0))";
        trial.replace("birth.yaml", "child.weight != null && child.weight > 4.5", work);
        trial.write("samples/a.yaml", "- {sample: s, event: birth, action: REGISTER, declaration: {child.name: {firstname: A}}, expect: {decision: hold}}\n".repeat(1_000));
        assertThat(trial.faults().size()).isLessThanOrEqualTo(100);
    }

    /** Three folders and two hundred links would be a million walks. */
    @Test
    void linksToFoldersOfLinks() throws IOException {
        for (int depth = 1; depth <= 4; depth++) {
            Files.createDirectories(folder.resolve(".d" + depth));
        }
        for (int depth = 1; depth <= 3; depth++) {
            for (int i = 0; i < 200; i++) {
                Files.createSymbolicLink(folder.resolve(".d" + depth + "/l" + i), Path.of("../.d" + (depth + 1)));
            }
        }
        Files.createSymbolicLink(folder.resolve("x"), Path.of(".d1"));
        long began = System.nanoTime();
        refused("the folder holds more than 1000 folders");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void aTableOfCodesThatIsNamedByTheThousandIsReadOnce() {
        trial.write("codes/areas.yaml", areas(40_000));
        StringBuilder codes = new StringBuilder("codes:\n");
        for (int i = 0; i < 2_000; i++) {
            codes.append("  t").append(i).append(": codes/areas.yaml\n");
        }
        trial.replace("pack.yaml", "response:", codes + "response:");
        assertThat(trial.faults()).isEmpty();
    }

    @Test
    void tablesOfCodesThatFillTheMemory() {
        StringBuilder codes = new StringBuilder("codes:\n");
        for (int i = 0; i < 6; i++) {
            trial.write("codes/a" + i + ".yaml", areas(40_000));
            codes.append("  t").append(i).append(": codes/a").append(i).append(".yaml\n");
        }
        trial.replace("pack.yaml", "response:", codes + "response:");
        refused("codes/a5.yaml:1: the tables have more than 200000 entries in all");
    }

    private static String areas(int many) {
        StringBuilder areas = new StringBuilder();
        for (int i = 0; i < many; i++) {
            areas.append("k").append(i).append(": v\n");
        }
        return areas.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e99999999", "1e-99999999", "11111111111111111111111111111111111111111111111111"})
    void aNumberInTheIdSchemaThatWouldBeWrittenOut(String number) {
        trial.replace("id-schema.json", "\"maxLength\": 20", "\"maxLength\": " + number);
        long began = System.nanoTime();
        refused("id-schema.json: a number has more than 40 digits");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void keysWithoutEndAndLinesThatForgeTheLog() {
        trial.write("birth.yaml", "? " + "x".repeat(300_000) + "\n: {? " + "z".repeat(100_000) + "\n  : 1}\n\"a\\nCB999 forged\": 1\n");
        assertThat(trial.faults()).isNotEmpty().allSatisfy(fault -> assertThat(fault).hasSizeLessThan(1_100).doesNotContain("\n"));
        assertThat(trial.faults()).anySatisfy(fault -> assertThat(fault).contains("unknown key 'a CB999 forged'"));
        trial = new TrialFolder(folder).replace("pack.yaml", "name: trial", "name: \"trial\\nCB999 forged\"").replace("pack.yaml", "version: \"7\"", "version: \"7\\u2028\"");
        refused("pack.yaml:1: name: a name is one line of text", "pack.yaml:2: version: a version is one line of text");
    }
}

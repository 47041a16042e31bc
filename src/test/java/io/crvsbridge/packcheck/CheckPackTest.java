package io.crvsbridge.packcheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.rehearsal.TrialFolder;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckPackTest {

    private static final String SHIPPED = "src/main/resources/country/default";

    @TempDir
    Path folder;

    @TempDir
    Path other;

    private String printed;

    private int check(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int status = CheckPack.run(arguments, new PrintStream(out, true, StandardCharsets.UTF_8));
        printed = out.toString(StandardCharsets.UTF_8);
        return status;
    }

    @Test
    void theShippedPackIsGoodEvenStrictly() {
        assertThat(check(SHIPPED, "--strict")).isZero();
        assertThat(printed).matches("default 1 \\([0-9a-f]{8}\\) may serve: \\d+ rules, \\d+ samples, 0 warnings\\R");
    }

    @Test
    void aBadPackIsToldWithEveryFault() {
        new TrialFolder(folder).replace("birth.yaml", "child.weight > 4.5", "child.wait > 4.5").replace("birth.yaml", "reason: a name", "raison: a name");
        assertThat(check(folder.toString())).isEqualTo(1);
        assertThat(printed.lines()).hasSizeGreaterThanOrEqualTo(3).last().asString().endsWith("faults: the pack may not serve");
        assertThat(printed).contains("birth.yaml:13: actions.REGISTER.heavy.when: ").contains("unknown key 'raison'");
    }

    @Test
    void warningsCountOnlyStrictly() {
        new TrialFolder(folder);
        assertThat(check(folder.toString())).isZero();
        assertThat(printed).contains("warning: samples: the pack has none");
        assertThat(check(folder.toString(), "--strict")).isEqualTo(1);
    }

    @Test
    void twoPacksAreCompared() {
        new TrialFolder(folder).replace("birth.yaml", "a name is needed", "everybody has a name")
                .write("samples/a.yaml", "- {sample: nameless, event: birth, action: REGISTER, declaration: {}, expect: {decision: refuse}}\n");
        new TrialFolder(other);
        assertThat(check(folder.toString(), "--against", other.toString(), "--zone", "Africa/Lusaka")).isZero();
        assertThat(printed).contains("nameless: refuse by unnamed -> refuse by unnamed [reason]").contains("1 differences");
    }

    @Test
    void whatCannotBeBegunHasAStatusOfItsOwn() {
        assertThat(check()).isEqualTo(2);
        assertThat(check(SHIPPED, SHIPPED)).isEqualTo(2);
        assertThat(check(SHIPPED, "--agains", "x")).isEqualTo(2);
        assertThat(check(SHIPPED, "--against")).isEqualTo(2);
        assertThat(check(SHIPPED, "--zone", "Nowhere/At_All")).isEqualTo(2);
        assertThat(printed).contains("--zone");
        assertThat(check(folder.resolve("none").toString())).isEqualTo(1);
        assertThat(printed).contains("the folder is missing");
    }

    @Test
    void faultsOfTheOtherPackAreNotTakenForThisOnes() {
        new TrialFolder(folder);
        new TrialFolder(other).replace("birth.yaml", "child.weight > 4.5", "child.wait > 4.5");
        assertThat(check(folder.toString(), "--against", other.toString())).isEqualTo(1);
        assertThat(printed).contains(other + ": birth.yaml:13: ").contains("1 faults in the pack to compare with, so nothing was compared").doesNotContain("may not serve");
    }
}

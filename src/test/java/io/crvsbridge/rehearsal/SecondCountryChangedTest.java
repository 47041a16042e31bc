package io.crvsbridge.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.country.BadCountryPack;
import io.crvsbridge.country.PackFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The samples of the second country hold its rules: whichever of the two is changed, the pack does not serve. */
class SecondCountryChangedTest {

    private static final Path ISLE = Path.of("src/test/resources/country/isle");
    private static final Pattern DECISION = Pattern.compile("(decision: )([a-z]+)");

    @TempDir
    Path folder;

    /** What is wrong with the pack once these texts are replaced: in which file, what, by what. */
    private List<String> faults(List<String[]> changes) throws IOException, BadCountryPack {
        PackFolder.read(ISLE).copyTo(folder);
        for (String[] change : changes) {
            Path file = folder.resolve(change[0]);
            String text = Files.readString(file);
            assertThat(text).as(change[0]).contains(change[1]);
            Files.writeString(file, text.replace(change[1], change[2]));
        }
        return faults();
    }

    private List<String> faults() {
        try {
            LoadedPack.load(PackFolder.read(folder), ZoneOffset.UTC);
            return List.of();
        } catch (BadCountryPack e) {
            return e.problems();
        }
    }

    /** None of the samples says something that would be true of anything. */
    @ParameterizedTest
    @ValueSource(strings = {"births", "after-birth", "deaths", "marriages", "adoptions", "any"})
    void everySampleFailsWhenItExpectsAnotherDecision(String samples) throws Exception {
        PackFolder.read(ISLE).copyTo(folder);
        Path file = folder.resolve("samples/" + samples + ".yaml");
        String text = Files.readString(file);
        Files.writeString(file, DECISION.matcher(text).replaceAll(found -> found.group(1) + (found.group(2).equals("accept") ? "refuse" : "accept")));
        assertThat(faults()).hasSize((int) DECISION.matcher(text).results().count())
                .allSatisfy(fault -> assertThat(fault).startsWith("samples/" + samples + ".yaml:").contains("decision: expected"));
    }

    @Test
    void everyKindOfExpectationThatIsNotMetIsAFault() throws Exception {
        List<String[]> kinds = List.of(
                new String[] {"births", "On the ferry", "On the boat", "packet.placeOfBirth.eng: is not what was expected"},
                new String[] {"births", "Driftwood Pearl Tide", "Pearl Tide Driftwood", "packet.fullName.fra: is not what was expected"},
                new String[] {"births", "fra: Anse-du-Nord", "spa: Cala del Norte", "packet.parish.spa: is missing"},
                new String[] {"births", "{newborn.personalNumber: \"4000000009\"", "{newborn.personalNumber: \"9000000000000001\"", "response.newborn.personalNumber: is not what was expected"},
                new String[] {"births", "gender: F}", "gender: female}", "check.parent1.gender: is not what was expected"},
                new String[] {"births", "gender is missing; parish", "parish", "unfit: expected"},
                new String[] {"births", "failed: enrol.parish", "failed: enrol.cove", "failed: expected"},
                new String[] {"after-birth", "rule: name-is-told", "rule: name-is-bestowed", "rule: expected"},
                new String[] {"after-birth", "process: ISLE_WITHDRAW", "process: ISLE_AMEND", "process: expected"},
                new String[] {"deaths", "ifDeclined: accept", "ifDeclined: reject", "ifDeclined: expected"},
                new String[] {"deaths", "reason: The day of death", "reason: Some day", "reason: expected"},
                new String[] {"deaths", "number: IX/D/2026/00001", "number: IX/D/26/00001", "number: expected"},
                new String[] {"marriages", "check: [spouse1]", "check: [spouse2]", "check: expected"});
        List<String> faults = faults(kinds.stream().map(kind -> new String[] {"samples/" + kind[0] + ".yaml", kind[1], kind[2]}).toList());
        assertThat(faults).hasSameSizeAs(kinds);
        kinds.forEach(kind -> assertThat(faults).anySatisfy(fault -> assertThat(fault).startsWith("samples/" + kind[0] + ".yaml:").contains(kind[3])));
    }

    /** A rule or mapping that is changed does not go unseen. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "birth.yaml    | !under(newborn.bornOn, 1) && (first        | !under(newborn.bornOn, 2) && (first",
        "birth.yaml    | late.witnesses.size() < 2                  | late.witnesses.size() < 1",
        "birth.yaml    | under(newborn.bornOn, 1) && under(newborn.bornOn, 5) | under(newborn.bornOn, 1) && under(newborn.bornOn, 4)",
        "birth.yaml    | [parent1.identityCheck, parent2.identityCheck] | [parent1.identityCheck]",
        "birth.yaml    | when: parent2.absent != true && parent2.idKind == 'CARD' | when: parent2.idKind == 'CARD'",
        "birth.yaml    | 'newborn.personalNumber', 'newborn.applicationNumber' | 'newborn.applicationNumber'",
        "birth.yaml    | 'newborn.sex', 'newborn.bornOn'            | 'newborn.sex'",
        "birth.yaml    | ifDeclined: accept\\n      set | ifDeclined: reject\\n      set",
        "birth.yaml    | gender: {form: simple, code: sex, value: newborn.sex} | gender: {form: simple, value: newborn.sex}",
        "death.yaml    | passing.on < born)                         | passing.on <= born)",
        "birth.yaml    | then: ask\\n      reason: A foundling; the parish decides who takes it | then: accept",
        "birth.yaml    | found.infirmary == null                    | false",
        "birth.yaml    | {newborn.custody: \"'PARISH'\"}            | {newborn.custody: \"'CROWN'\"}",
        "birth.yaml    | check in ['verified', 'failed']            | check in ['verified']",
        "birth.yaml    | 'feast: ' + customAction                   | 'feast: ' + action",
        "death.yaml    | first([departed.bornOn]) == null           | true",
        "marriage.yaml | get(found.birth2, 'declaration.newborn.bornOn') | get(found.birth1, 'declaration.newborn.bornOn')",
        "marriage.yaml | first([ceremony.parish]) == null           | false",
        "pack.yaml     | text(year(today)), pad(                    | pad(",
        "any.yaml      | counter.feePaid != true                    | counter.feePaid == false",
        "marriage.yaml | ageInYears(day) < 18                       | ageInYears(day) < 19",
        "adoption.yaml | ifDeclined: park                           | ifDeclined: accept",
        "pack.yaml     | GIRL: FLE, BOY: MLE                        | GIRL: MLE, BOY: FLE",
        "pack.yaml     | newborn.personalNumber: UIN                | newborn.personalNumber: VID",
        "codes/parishes.yaml | fra: Pré-Salé                        | fra: Pré",
    })
    void aRuleThatIsChangedIsNoticedByASample(String file, String what, String by) throws Exception {
        assertThat(faults(List.<String[]>of(new String[] {file, what.replace("\\n", "\n"), by.replace("\\n", "\n")}))).isNotEmpty().allSatisfy(fault -> assertThat(fault).startsWith("samples/"));
    }
}

package io.crvsbridge.country;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.crvsbridge.rule.Verdict;
import io.crvsbridge.mapping.MappingFailed;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values per language, and tables of codes. The trial pack speaks eng and fra. */
class CodesAndLanguagesTest {

    private static final String CODES = """
            name: trial
            version: 7
            languages: [eng, fra]
            schemaVersion: 0.2
            events: [birth]
            codes:
              gender: {male: MLE, female: FLE, "1": ONE}
              lenient: {male: MLE, otherwise: OTH}
              place:
                home: {eng: Home, fra: Domicile}
                otherwise: {eng: Elsewhere, fra: Ailleurs}
              areas: codes/areas.yaml
            """;

    private static TrialPack pack() {
        return new TrialPack().with("pack.yaml", CODES).with("codes/areas.yaml", "a1: North\na2: South\n");
    }

    private static TrialPack field(String name, String field) {
        return pack().event("packets:\n  create:\n    process: CRVS_NEW\n    fields:\n      " + name + ": " + field + "\n");
    }

    private static Map<String, String> sent(TrialPack pack, String declaration) throws BadCountryPack {
        return pack.load().map(TrialPack.register(declaration), "create", Map.of()).fields();
    }

    private static List<String> faults(TrialPack pack) {
        return catchThrowableOfType(BadCountryPack.class, pack::load).problems();
    }

    private static TrialPack note(String cel) {
        return field("note", "{form: text, value: \"" + cel + "\"}");
    }

    @Test
    void aValuePerLanguageIsSentInTheOrderOfThePacksLanguages() throws Exception {
        TrialPack pack = field("name", "{form: simple, value: {fra: \"join(['fr', mother.verified], ' ')\", eng: mother.verified}}");
        assertThat(sent(pack, "{'mother.verified': 'x'}").get("name")).isEqualTo("[{\"language\":\"eng\",\"value\":\"x\"},{\"language\":\"fra\",\"value\":\"fr x\"}]");
    }

    @Test
    void aLanguageWithoutAValueIsLeftOutAndAFieldWithoutAnyTheSame() throws Exception {
        TrialPack pack = field("name", "{form: simple, value: {fra: child.nid, eng: mother.verified}}");
        assertThat(sent(pack, "{'mother.verified': 'x'}").get("name")).isEqualTo("[{\"language\":\"eng\",\"value\":\"x\"}]");
        assertThat(sent(pack, "{}")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "name | {form: simple, value: {eng: child.nid}} | birth.yaml:15: packets.create.fields.name.value: the language fra is missing",
        "name | {form: simple, value: {eng: child.nid, fra: child.nid, ara: child.nid}} | 'languages' of the pack does not list ara",
        "note | {form: text, value: {eng: child.nid, fra: child.nid}} | only a field of form simple has a value per language",
        "name | {form: simple, value: {eng: child.nid, fra: 7}} | a value must be text",
        "name | {form: simple, code: nothing, value: child.nid} | 'codes' has no table 'nothing'",
        "note | {form: text, code: place, value: child.nid} | the table has a text per language, which only a field of form simple takes",
        "note | {form: text, value: \"code('nothing', child.nid)\"} | 'codes' has no table 'nothing'",
        "note | {form: text, value: \"code('place', child.nid)\"} | the table 'place' has a text per language",
        "note | {form: text, value: \"code('gender', child.nid, 'eng')\"} | the table 'gender' has no texts per language",
        "note | {form: text, value: \"code('place', child.nid, 'ara')\"} | the table 'place' has no texts in that language"})
    void whatDoesNotFitIsToldAtLoad(String name, String field, String fault) {
        assertThat(faults(field(name, field))).anyMatch(told -> told.contains(fault) && told.startsWith("birth.yaml:"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "  gender: {} | codes.gender: the table is empty",
        "  gender: {male: {eng: M, fra: M}, female: F} | all entries of a table have a text per language, or none has",
        "  gender: {male: {eng: M}} | codes.gender.male: the language fra is missing",
        "  gender: ../secret.yaml | a table is a mapping, or the name of a file",
        "  gender: none.yaml | none.yaml: the file is missing",
        "  'a b': {x: y} | a table is named with letters"})
    void aBadTableIsToldAtLoad(String table, String fault) {
        assertThat(faults(new TrialPack().with("pack.yaml", CODES.substring(0, CODES.indexOf("codes:")) + "codes:\n" + "  " + table.strip() + "\n"))).anyMatch(told -> told.contains(fault));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "code('gender', mother.verified) | {'mother.verified': 'female'} | FLE",
        "code('gender', mother.verified) | {'mother.verified': ' female '} | FLE",
        "code('gender', child.weight) | {'child.weight': 1} | ONE",
        "code('lenient', mother.verified) | {'mother.verified': 'anything'} | OTH",
        "code('place', mother.verified, 'fra') | {'mother.verified': 'home'} | Domicile",
        "code('areas', mother.verified) | {'mother.verified': 'a2'} | South"})
    void codesAreLookedUp(String cel, String declaration, String text) throws Exception {
        assertThat(sent(note(cel), declaration)).isEqualTo(Map.of("note", text));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"code('gender', mother.verified) | {}", "code('gender', mother.verified) | {'mother.verified': '  '}", "code('lenient', mother.verified) | {'mother.verified': null}"})
    void noKeyGivesNoCode(String cel, String declaration) throws Exception {
        assertThat(sent(note(cel), declaration)).isEmpty();
    }

    @Test
    void anUnknownKeyFailsTheMapping() {
        assertThatThrownBy(() -> sent(note("code('gender', mother.verified)"), "{'mother.verified': 'divers'}")).isInstanceOf(MappingFailed.class).hasMessageContaining("note").hasMessageNotContaining("divers");
        assertThatThrownBy(() -> sent(field("note", "{form: text, code: gender, value: mother.verified}"), "{'mother.verified': 'divers'}")).isInstanceOf(MappingFailed.class);
        assertThatThrownBy(() -> sent(note("code(mother.verified == 'x' ? 'nothing' : 'gender', 'male')"), "{'mother.verified': 'x'}")).isInstanceOf(MappingFailed.class);
    }

    @Test
    void aFieldTakesATablesTextInEachLanguage() throws Exception {
        TrialPack pack = field("name", "{form: simple, code: place, value: mother.verified}");
        assertThat(sent(pack, "{'mother.verified': 'home'}").get("name")).isEqualTo("[{\"language\":\"eng\",\"value\":\"Home\"},{\"language\":\"fra\",\"value\":\"Domicile\"}]");
        assertThat(sent(pack, "{'mother.verified': 'hut'}").get("name")).contains("Elsewhere", "Ailleurs");
        assertThat(sent(field("name", "{form: simple, code: gender, value: mother.verified}"), "{'mother.verified': 'male'}").get("name")).isEqualTo("[{\"language\":\"eng\",\"value\":\"MLE\"},{\"language\":\"fra\",\"value\":\"MLE\"}]");
    }

    @Test
    void rulesTranslateToo() throws Exception {
        TrialPack pack = pack().condition("code('lenient', mother.verified) == 'MLE'").with("pack.yaml", CODES);
        assertThat(pack.load().judge(TrialPack.register("{'mother.verified': 'male'}"))).isInstanceOf(Verdict.Refuse.class);
        assertThat(pack.load().judge(TrialPack.register("{'mother.verified': 'x'}"))).isInstanceOf(Verdict.Accept.class);
    }

    @Test
    void twoKeysThatAreOneWithoutTheirSpacesAreTold() {
        assertThatExceptionOfType(BadCountryPack.class).isThrownBy(() -> new TrialPack()
                .with("pack.yaml", "name: trial\nversion: 7\nlanguages: [eng]\nschemaVersion: 0.2\nevents: [birth]\ncodes:\n  g: {'male ': M, male: N}\n").load())
                .withMessageContaining("pack.yaml:7: codes.g.male: the key appears twice");
    }
}

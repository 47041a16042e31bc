package io.crvsbridge.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.country.BadCountryPack;
import io.crvsbridge.country.CountryPack;
import io.crvsbridge.country.CountryPack.RuleName;
import io.crvsbridge.country.Inquest;
import io.crvsbridge.country.PackFolder;
import io.crvsbridge.country.PacketContent;
import io.crvsbridge.country.Situation;
import io.crvsbridge.country.Verdict;
import io.crvsbridge.expression.Draws;
import io.crvsbridge.kernel.Declaration;
import io.crvsbridge.texts.MessageKey;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A country that has nothing in common with the shipped pack but the server: other forms, rules, languages and numbers, written in its pack alone. */
class SecondCountryTest {

    private static final Path ISLE = Path.of("src/test/resources/country/isle");
    private static final Pattern DECLARED = Pattern.compile("(?m)^  ([A-Za-z0-9.-]+): (?:string|number|boolean|date|name|address|map|list|any)$");
    private static final Pattern DECISION = Pattern.compile("(decision: )([a-z]+)");
    private static final CountryPack.Abilities ALL = CountryPack.Abilities.ALL;
    private static final String SALT_MEADOW = "5a1e0003-0000-4000-8000-000000000003";

    private static LoadedPack loaded;
    private static CountryPack pack;

    private final Map<String, Long> counters = new HashMap<>();

    @TempDir
    Path folder;

    @BeforeAll
    static void load() throws Exception {
        loaded = LoadedPack.load(PackFolder.read(ISLE), ZoneOffset.UTC);
        pack = loaded.pack();
    }

    private static Situation situation(String event, String action, String custom, String before, String declaration) {
        return new Situation(event, action, custom, declaration(declaration), () -> declaration(before), Instant.parse("2026-11-21T10:00:00Z"));
    }

    private static Situation birth(String action, String declaration) {
        return situation("birth", action, "", declaration, declaration);
    }

    private static Declaration declaration(String json) {
        return Declaration.of(Json.createReader(new StringReader(json.replace('\'', '"'))).readObject());
    }

    private String number(Situation situation) throws Exception {
        return pack.number(situation, Map.of("trackingId", "ISLE01"), Draws.of(name -> counters.merge(name, 1L, Long::sum), new SplittableRandom(7)));
    }

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

    @Test
    void itMayServeWithoutAWarningAndItsSamplesShowEveryRule() {
        assertThat(loaded.warnings()).isEmpty();
        assertThat(loaded.samples()).isGreaterThan(pack.rules().size());
        assertThat(pack.rules()).extracting(RuleName::event).contains("birth", "death", "marriage", "adoption", "any");
    }

    @Test
    void nothingOfTheShippedPackIsInIt() throws Exception {
        Set<String> shipped = new TreeSet<>();
        for (String event : List.of("birth", "death")) {
            shipped.addAll(declared(Path.of("src/main/resources/country/default", event + ".yaml")));
        }
        assertThat(shipped).hasSizeGreaterThan(80).contains("child.nid", "mother.verify-nid-http-fetch", "eventDetails.date");
        PackFolder files = PackFolder.read(ISLE);
        Set<String> own = new TreeSet<>();
        for (String file : files.names("")) {
            String text = Files.readString(ISLE.resolve(file));
            assertThat(shipped).as(file).noneMatch(text::contains);
            own.addAll(declared(ISLE.resolve(file)));
        }
        assertThat(own).hasSizeGreaterThan(40).doesNotContainAnyElementsOf(shipped).contains("newborn.personalNumber", "parent1.identityCheck", "passing.on", "spouse2.bornOn", "order.number");
        assertThat(pack.rules()).extracting(RuleName::rule)
                .doesNotContainAnyElementsOf(CountryPack.shipped(ZoneOffset.UTC).rules().stream().map(RuleName::rule).toList());
    }

    private static Set<String> declared(Path file) throws IOException {
        Set<String> ids = new TreeSet<>();
        Matcher field = DECLARED.matcher(Files.readString(file));
        while (field.find()) {
            ids.add(field.group(1));
        }
        return ids;
    }

    @Test
    void aNewbornIsJudgedAndMappedByHandInBothLanguages() {
        Situation reef = birth("REGISTER", """
                {'newborn.fullName': {'firstname': 'Reef', 'surname': 'Anchor'}, 'newborn.sex': 'BOY', 'newborn.bornOn': '2026-11-20', 'newborn.place': 'INFIRMARY',
                 'parent1.identityCheck': 'verified', 'parent1.home': {'administrativeArea': '%s'}, 'applicant.fullName': {'firstname': 'Ferry', 'surname': 'Master'}}
                """.formatted(SALT_MEADOW));
        assertThat(pack.judge(reef)).isInstanceOfSatisfying(Verdict.Hold.class, hold -> {
            assertThat(hold.rule()).isEqualTo("newborn-with-identity");
            assertThat(hold.operation()).contains("enrol");
        });
        PacketContent packet = pack.map(reef, "enrol", Map.of("registrationNumber", "IX/N/2026/00007"));
        assertThat(packet.fields()).isEqualTo(Map.of(
                "IDSchemaVersion", "2.1",
                "fullName", both("Reef Anchor", "Anchor Reef"),
                "dateOfBirth", "2026/11/20",
                "gender", both("MLE", "MLE"),
                "placeOfBirth", both("The infirmary", "L'infirmerie"),
                "parish", both("Salt Meadow", "Pré-Salé"),
                "civilNumber", "IX/N/2026/00007"));
        assertThat(packet.extras().labels()).isEqualTo(Map.of("parishNumber", "3"));
        assertThat(packet.notification().name()).contains("Ferry Master");
        assertThat(pack.unfit(reef, "enrol", Map.of("registrationNumber", "IX/N/2026/00007"), packet)).isEmpty();
        assertThat(packet.schemaVersion()).isEqualTo("2.1");
    }

    private static String both(String eng, String fra) {
        return "[{\"language\":\"eng\",\"value\":\"" + eng + "\"},{\"language\":\"fra\",\"value\":\"" + fra + "\"}]";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "birth    | REGISTER           |                  | {}                                                 | {'newborn.bornOn': '2026-11-20'}                    | without-a-name",
        "birth    | REGISTER           |                  | {}                                                 | {'newborn.fullName': {'surname': 'A'}, 'newborn.bornOn': '2020-11-20'} | late-without-witnesses",
        "birth    | APPROVE_CORRECTION |                  | {'newborn.personalNumber': '4000000009'}           | {}                                                  | number-is-not-typed",
        "birth    | APPROVE_CORRECTION |                  | {'newborn.sex': 'BOY', 'newborn.personalNumber': '4000000009'} | {'newborn.sex': 'GIRL', 'newborn.personalNumber': '4000000009'} | identity-amended",
        "birth    | CUSTOM             | RETURN_TO_PARISH | {}                                                 | {'newborn.personalNumber': '4000000009'}            | not-once-there-is-an-identity",
        "death    | REGISTER           |                  | {}                                                 | {'passing.manner': 'AT_SEA', 'passing.inquest': ' '} | lost-at-sea-without-inquest",
        "marriage | REGISTER           |                  | {}                                                 | {'spouse1.personalNumber': '4', 'spouse2.personalNumber': '4'} | with-oneself",
        "birth    | CUSTOM             | KITE_DAY         | {}                                                 | {}                                                  | feast-is-noted",
        "birth    | NOTIFY             |                  | {}                                                 | {}                                                  | goes-on",
        "oath     | REGISTER           |                  | {}                                                 | {'oath.witness': 'Old Barnacle'}                    | entered",
        "oath     | CUSTOM             | RENEW            | {}                                                 | {}                                                  | goes-on",
        "adoption | PRINT_CERTIFICATE  |                  | {}                                                 | {'counter.feePaid': false}                          | fee-is-not-paid",
        "adoption | REGISTER           |                  | {}                                                 | {'order.number': 'ORDER-1', 'adoptee.personalNumber': '4000000009'} | identity-is-renamed",
    })
    void otherActionsAreJudgedByHand(String event, String action, String custom, String before, String declaration, String rule) {
        assertThat(pack.judge(situation(event, action, custom, before, declaration)).rule()).isEqualTo(rule);
    }

    @Test
    void aMarriageIsJudgedStepByStep() {
        String two = """
                {'spouse1.fullName': {'firstname': 'Coral'}, 'spouse1.bornOn': '1990-01-01', 'spouse1.personalNumber': '4000000001', 'spouse1.birthNumber': 'IX/N/1990/00017',
                 'spouse2.bornOn': '1991-01-01'}""";
        Situation marriage = situation("marriage", "REGISTER", "", two, two);
        JsonValue birth = declaration("{'declaration': {'newborn.bornOn': '1990-01-01', 'newborn.fullName': {'surname': 'Lantern'}}}").values();
        Map<String, JsonValue> said = new HashMap<>();
        assertThat(Inquest.hold(pack, ALL, marriage, new Replies(said)).verdict().rule()).isEqualTo("births-are-looked-up");
        said.put("read:birth1", birth);
        assertThat(Inquest.hold(pack, ALL, marriage, new Replies(said)).verdict().rule()).isEqualTo("spouses-are-checked");
        said.put("check:spouse1", Json.createValue("verified"));
        Inquest.Finding finding = Inquest.hold(pack, ALL, marriage, new Replies(said));
        assertThat(finding.verdict()).isInstanceOf(Verdict.Accept.class);
        assertThat(finding.steps()).containsExactly("births-are-looked-up", "spouses-are-checked");
        assertThat(finding.additions().declaration()).isEqualTo(declaration("{'spouse1.identityCheck': 'verified', 'spouse1.bornAs': 'Lantern'}").values());
        said.put("check:spouse1", Json.createValue("failed"));
        assertThat(Inquest.hold(pack, ALL, marriage, new Replies(said)).verdict()).isInstanceOf(Verdict.Ask.class);
        said.put("read:birth1", JsonValue.NULL);
        assertThat(Inquest.hold(pack, ALL, marriage, new Replies(said)).verdict().rule()).isEqualTo("birth-of-nobody");
    }

    @Test
    void whereNobodyCanBeAskedNobodyIs() {
        String card = "{'newborn.bornOn': '2026-11-20', 'parent1.fullName': {'firstname': 'Coral'}, 'parent1.idKind': 'CARD', 'parent1.idNumber': '4000000001'}";
        assertThat(pack.judge(birth("DECLARE", card), new CountryPack.Abilities(process -> true, () -> false)).rule()).isEqualTo("declared");
        assertThat(pack.judge(birth("DECLARE", card), ALL)).isInstanceOf(Verdict.Inquire.class);
    }

    @Test
    void numbersAreCountedByEventAndYearAndMarriagesByParish() throws Exception {
        assertThat(number(birth("REGISTER", "{}"))).isEqualTo("IX/N/2026/00001");
        assertThat(number(birth("REGISTER", "{}"))).isEqualTo("IX/N/2026/00002");
        assertThat(number(situation("death", "REGISTER", "", "{}", "{}"))).isEqualTo("IX/D/2026/00001");
        String here = "{'ceremony.parish': '" + SALT_MEADOW + "'}";
        assertThat(number(situation("marriage", "REGISTER", "", here, here))).isEqualTo("M/3/2026/0001");
        assertThat(number(situation("marriage", "REGISTER", "", here, here))).isEqualTo("M/3/2026/0002");
        String there = here.replace(SALT_MEADOW, SALT_MEADOW.replace('3', '2'));
        assertThat(number(situation("marriage", "REGISTER", "", there, there))).isEqualTo("M/2/2026/0001");
        assertThat(number(situation("lighthouse-oath", "REGISTER", "", "{}", "{}"))).isEqualTo("IX/X/2026/00001");
        assertThat(counters.keySet()).containsExactlyInAnyOrder("birth/2026", "death/2026", "lighthouse-oath/2026", "marriages/3-2026", "marriages/2-2026");
    }

    @Test
    void itsOwnFieldsTakeWhatComesBack() {
        Map<String, String> known = Map.of("UIN", "4000000009", "VID", "9000000000000001", "PSUT", "p", "AID", "10021");
        assertThat(pack.response("birth", known)).isEqualTo(Map.of("newborn.personalNumber", "4000000009", "newborn.applicationNumber", "10021"));
        assertThat(pack.response("adoption", known)).isEmpty();
    }

    @Test
    void peopleAreToldInTheirLanguage() {
        Map<String, String> values = Map.of("event", "x", "trackingId", "ISLE01", "reason", "r");
        assertThat(pack.texts().text(MessageKey.REGISTRAR_DECLINED_SUBJECT, "fra", values)).contains("ISLE01 : refus de x");
        assertThat(pack.texts().text(MessageKey.REGISTRAR_DECLINED_SUBJECT, "eng", values)).contains("The x ISLE01 was declined");
        assertThat(pack.texts().event("adoption", "fra")).contains("l'adoption");
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

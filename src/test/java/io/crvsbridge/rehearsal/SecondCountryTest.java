package io.crvsbridge.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.country.CountryPack;
import io.crvsbridge.country.CountryPack.RuleName;
import io.crvsbridge.country.Inquest;
import io.crvsbridge.country.PackFolder;
import io.crvsbridge.country.Situation;
import io.crvsbridge.expression.Draws;
import io.crvsbridge.kernel.Declaration;
import io.crvsbridge.mapping.PacketContent;
import io.crvsbridge.rule.Verdict;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A country that has nothing in common with the shipped pack but the server: other forms, rules, languages and numbers, written in its pack alone. */
class SecondCountryTest {

    private static final Path ISLE = Path.of("src/test/resources/country/isle");
    private static final Pattern DECLARED = Pattern.compile("(?m)^  ([A-Za-z0-9.-]+): (?:string|number|boolean|date|name|address|map|list|any)$");
    private static final CountryPack.Abilities ALL = CountryPack.Abilities.ALL;
    private static final String SALT_MEADOW = "5a1e0003-0000-4000-8000-000000000003";

    private static LoadedPack loaded;
    private static CountryPack pack;

    private final Map<String, Long> counters = new HashMap<>();

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
                 'spouse2.bornOn': '1991-01-01', 'ceremony.parish': '%s'}""".formatted(SALT_MEADOW);
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
}

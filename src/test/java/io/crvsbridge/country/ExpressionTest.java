package io.crvsbridge.country;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crvsbridge.country.Verdict.Accept;
import io.crvsbridge.country.Verdict.Hold;
import io.crvsbridge.country.Verdict.Refuse;
import io.crvsbridge.kernel.Declaration;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {

    private static final String RECORD = "{'child.name':{'firstname':'Zuri','middlename':null,'surname':'Sakala'},"
            + "'child.dob':'2026-11-02','child.weight':3.0,'mother.verified':'verified','mother.alive':true,"
            + "'mother.verify-nid-http-fetch':{'data':{'sub':'psut-1','n':2}},'documents.all':[{'type':'a'},{'type':'b'}],"
            + "'other':'x','unlisted':5}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "mother.verified == 'verified'                                      | true",
        "mother.verified in ['verified', 'authenticated']                   | true",
        "mother.alive == true                                               | true",
        "child.weight < 4 && child.weight >= 3.0                            | true",
        "mother.verify_nid_http_fetch.data.sub == 'psut-1'                  | true",
        "get(mother.verify_nid_http_fetch, 'data.n') == 2                   | true",
        "has(child.name.middlename)                                         | true",
        "child.name.middlename == null                                      | true",
        "has(child.name.nickname)                                           | false",
        "'child.dob' in declaration && declaration['unlisted'] == 5         | true",
        "'mother.verify-nid-http-fetch' in declaration                      | true",
        "documents.all.exists(d, d.type == 'b')                             | true",
        "size(documents.all.filter(d, d.type == 'c')) == 0                  | true",
        "ageInYears(child.dob) == 0                                         | true",
        "under(child.dob, 10, '2036-11-02')                                 | false",
        "event == 'birth' && action == 'REGISTER' && customAction == ''     | true",
        "today == '2026-11-21'                                              | true",
        "child.nid == null                                                  | true",
        "child.nid == '1'                                                   | false",
        "other == 'x'                                                       | true",
        "mother.verified.matches('^ver')                                    | true",
    })
    void conditionsSeeTheRecord(String cel, boolean holds) throws Exception {
        Verdict verdict = new TrialPack().condition(cel).load().judge(TrialPack.register(RECORD));

        assertThat(verdict).isEqualTo(holds ? new Refuse("tried", "7", "tried") : new Accept("otherwise", "7"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "mother.verified == 'verified'                      | {}",
        "child.name == {'a': 1}                             | {'child.name':'Zuri'}",
        "child.weight < 4 && false                          | {'child.weight':'heavy'}",
        "has(child.name.firstname)                          | {}",
        "documents.all.exists(d, d == 'x')                  | {}",
        "ageInYears(child.dob) == 3                         | {'child.dob':'soon'}",
        "under(child.dob, 10)                               | {'child.dob':{'y':1}}",
        "get(mother.verify_nid_http_fetch, 'a.b') == 1      | {'mother.verify-nid-http-fetch':{'a':'text'}}",
    })
    void aMissingOrOddValueDoesNotMatch(String cel, String declaration) throws Exception {
        assertThat(new TrialPack().condition(cel).load().judge(TrialPack.register(declaration)))
                .isEqualTo(new Accept("otherwise", "7"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "mother.verified.startsWith('v')                    | {}",
        "mother.verified.startsWith('v')                    | {'mother.verified':5}",
        "child.weight < 4                                   | {'child.weight':'heavy'}",
        "child.weight < 4                                   | {}",
        "ageInYears(child.dob) < 10                         | {}",
        "child.name.firstname == 'Zuri'                     | {}",
        "child.name.firstname == 'Zuri'                     | {'child.name':'Zuri'}",
        "fullName(child.name) == 'Zuri'                     | {'child.name':'Zuri'}",
        "declaration['x'] + 1 == 2                          | {'x':'text'}",
        "declaration['missing'] == 1                        | {}",
        "documents.all.exists(d, d.type == 'a')             | {'documents.all':'text'}",
        "documents.all.all(d, d.type == 'a')                | {'documents.all':[1]}",
        "text(other) == 'x'                                 | {'other':{'a':1}}",
        "1 / size(documents.all) == 1                       | {}",
        "mother.verified.matches(mother.verified)           | {'mother.verified':'(((('}",
    })
    void aRuleThatFailsOnTheDataSaysOnlyItsName(String cel, String declaration) throws Exception {
        CountryPack pack = new TrialPack().condition(cel).load();

        assertThatThrownBy(() -> pack.judge(TrialPack.register(declaration)))
                .isInstanceOfSatisfying(JudgementFailed.class, e -> assertThat(e.rule()).isEqualTo("tried"))
                .hasMessage("rule tried failed").hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "documents.all.all(d, documents.all.all(e, true))",
        "documents.all.map(d, documents.all.map(e, [d, e])).size() == 0",
        "documents.all.filter(d, documents.all.exists(e, e < 0)).size() == 0",
    })
    void iterationsOfNestedMacrosAreBoundedTogether(String cel) throws Exception {
        CountryPack pack = new TrialPack().condition(cel).load();

        assertThat(pack.judge(list(90))).isNotNull();
        assertFailsSoon(pack, list(110));
        assertFailsSoon(pack, list(CelValues.MAX_ELEMENTS));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "documents.all.all(d, true)",
        "documents.all.map(d, [d, d]).size() == 0",
        "documents.all.filter(d, d >= 0).size() == 0",
    })
    void listsAreBounded(String cel) throws Exception {
        CountryPack pack = new TrialPack().condition(cel).load();
        Instant start = Instant.now();

        assertThat(pack.judge(list(CelValues.MAX_ELEMENTS))).isNotNull();
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(2));
        assertFailsSoon(pack, list(CelValues.MAX_ELEMENTS + 1));
    }

    private static void assertFailsSoon(CountryPack pack, Situation situation) {
        Instant start = Instant.now();
        assertThatThrownBy(() -> pack.judge(situation)).isInstanceOf(JudgementFailed.class);
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void hostileInputIsBounded() throws Exception {
        CountryPack regex = new TrialPack().condition("mother.verified.matches('^(a+)+$')").load();
        CountryPack compare = new TrialPack().condition("mother.verified == 'x'").load();
        String text = "a".repeat(19_999);

        CountryPack nested = new TrialPack().condition("other != null").load();
        String rows = "[" + "1,".repeat(200) + "1],";

        assertThat(nested.judge(TrialPack.register("{'other':[" + rows.repeat(40) + "1]}"))).isInstanceOf(Refuse.class);
        assertThatThrownBy(() -> nested.judge(TrialPack.register("{'other':[" + rows.repeat(60) + "1]}")))
                .isInstanceOf(JudgementFailed.class);
        assertThat(regex.judge(text(text + "!"))).isInstanceOf(Accept.class);
        assertThatThrownBy(() -> compare.judge(text(text + "aa"))).isInstanceOf(JudgementFailed.class);
    }

    @Test
    void rulesAreTriedInOrderAndCustomActionsByTheirName() throws Exception {
        CountryPack pack = new TrialPack().event("""
                actions:
                  CUSTOM:ESCALATE:
                    - {name: late, when: "!under(child.dob, 1)", then: refuse, reason: Too late}
                    - {name: known, when: mother.verified == 'verified', then: hold, operation: create}
                    - {name: rest, then: accept}
                packets:
                  create: {process: CRVS_NEW, fields: {}}
                """).load();

        assertThat(pack.naming("birth", "CUSTOM")).isEqualTo(CountryPack.Naming.BY_CUSTOM_TYPE);
        assertThat(pack.names("birth", "CUSTOM", "ESCALATE")).isTrue();
        assertThat(pack.names("birth", "CUSTOM", "APPROVE")).isFalse();
        assertThat(pack.names("birth", "CUSTOM", null)).isFalse();
        assertThat(pack.judge(escalate("{'child.dob':'2020-01-01','mother.verified':'verified'}")))
                .isEqualTo(new Refuse("late", "7", "Too late"));
        assertThat(pack.judge(escalate("{'child.dob':'2026-01-01','mother.verified':'verified'}")))
                .isEqualTo(new Hold("known", "7", "create"));
        assertThat(pack.judge(escalate("{'child.dob':'2026-01-01'}"))).isEqualTo(new Accept("rest", "7"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "text(child.weight)                             | 3",
        "text(mother.alive)                             | true",
        "other                                          | x",
        "get(declaration, 'unlisted')                   | 5",
        "join(['a', null, ' ', ' b '], '-')             | a-b",
        "first([null, '', 'c'])                         | c",
        "schemaVersion                                  | 0.2",
        "context.registrationNumber                     | R1",
        "dateFormat(child.dob, 'yyyy/MM/dd')            | 2026/11/02",
        "dateFormat(child.dob, 'dd.MM.yyyy')            | 02.11.2026",
        "child.nid                                      |",
        "null                                           |",
        "get(child.name, 'nickname')                    |",
        "first([])                                      |",
    })
    void valuesBecomeText(String cel, String text) throws Exception {
        PacketContent packet = new TrialPack().note(cel).load()
                .map(TrialPack.register(RECORD), "create", Map.of("registrationNumber", "R1"));

        assertThat(packet.process()).isEqualTo("CRVS_NEW");
        assertThat(packet.fields().get("note")).isEqualTo(text);
    }

    @Test
    void aSimpleFieldIsWrittenInEveryLanguageOfThePack() throws Exception {
        CountryPack pack = new TrialPack().event("""
                packets:
                  create: {process: CRVS_NEW, fields: {name: {form: simple, value: fullName(child.name)}}}
                """).load();

        assertThat(pack.map(TrialPack.register(RECORD), "create", Map.of()).fields()).containsEntry("name",
                "[{\"language\":\"eng\",\"value\":\"Zuri Sakala\"},{\"language\":\"fra\",\"value\":\"Zuri Sakala\"}]");
        assertThatThrownBy(() -> pack.map(TrialPack.register(RECORD), "update", Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Situation escalate(String declaration) {
        return TrialPack.situation("CUSTOM", "ESCALATE", declaration);
    }

    private static Situation text(String value) {
        return TrialPack.register("{'mother.verified':'" + value + "'}");
    }

    private static Situation list(int size) {
        JsonArrayBuilder list = Json.createArrayBuilder();
        for (int i = 0; i < size; i++) {
            list.add(i);
        }
        return new Situation("birth", "REGISTER", null, Declaration.of(
                Json.createObjectBuilder().add("documents.all", list).build()), Instant.parse("2026-11-21T10:00:00Z"));
    }
}

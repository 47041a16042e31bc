package io.crvsbridge.country;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crvsbridge.rule.Verdict;
import io.crvsbridge.rule.JudgementFailed;
import io.crvsbridge.mapping.PacketContent;
import io.crvsbridge.rule.Verdict.Accept;
import io.crvsbridge.rule.Verdict.Hold;
import io.crvsbridge.rule.Verdict.Refuse;
import io.crvsbridge.kernel.WhenDeclined;
import io.crvsbridge.rule.Naming;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of the values of expressions in rules and packets. */
class RulesTest {

    private static final String RECORD = "{'child.name':{'firstname':'Zuri','middlename':null,'surname':'Sakala'},"
            + "'child.dob':'2026-11-02','child.weight':3.0,'mother.verified':'verified','mother.alive':true,"
            + "'mother.verify-nid-http-fetch':{'data':{'sub':'psut-1','n':2}},'documents.all':[{'type':'a'},{'type':'b'}],"
            + "'other':'x','unlisted':5}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "mother.verified == 'verified'                                      | true",
        "child.nid != null                                                  | false",
        "event == 'birth' && action == 'REGISTER' && customAction == ''     | true",
        "today == '2026-11-21' && schemaVersion == '0.2'                    | true",
    })
    void aRuleDecidesWhenItsConditionHolds(String cel, boolean holds) throws Exception {
        Verdict verdict = new TrialPack().condition(cel).load().judge(TrialPack.register(RECORD));

        assertThat(verdict).isEqualTo(holds ? new Refuse("tried", "7", "tried") : new Accept("otherwise", "7", Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "child.weight < 4                                   | {'child.weight':'heavy'}",
        "documents.all.all(d, d.type == 'a')                | {'documents.all':[1]}",
        "other.map(d, other + other).size() == 0            | {'other':'heavy'}",
    })
    void aRuleThatFailsOnTheDataSaysOnlyItsName(String cel, String declaration) throws Exception {
        CountryPack pack = new TrialPack().condition(cel).load();

        assertThatThrownBy(() -> pack.judge(TrialPack.register(declaration)))
                .isInstanceOfSatisfying(JudgementFailed.class, e -> assertThat(e.rule()).isEqualTo("tried"))
                .hasMessage("rule tried failed").hasNoCause();
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

        assertThat(pack.naming("birth", "CUSTOM")).isEqualTo(Naming.BY_CUSTOM_TYPE);
        assertThat(pack.names("birth", "CUSTOM", "ESCALATE")).isTrue();
        assertThat(pack.names("birth", "CUSTOM", "APPROVE")).isFalse();
        assertThat(pack.names("birth", "CUSTOM", null)).isFalse();
        assertThat(pack.judge(escalate("{'child.dob':'2020-01-01','mother.verified':'verified'}")))
                .isEqualTo(new Refuse("late", "7", "Too late"));
        assertThat(pack.judge(escalate("{'child.dob':'2026-01-01','mother.verified':'verified'}")))
                .isEqualTo(new Hold("known", "7", "create", WhenDeclined.REJECT));
        assertThat(pack.judge(escalate("{'child.dob':'2026-01-01'}"))).isEqualTo(new Accept("rest", "7", Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "text(child.weight)                             | 3",
        "context.registrationNumber                     | R1",
        "schemaVersion                                  | 0.2",
        "child.nid                                      |",
    })
    void valuesBecomeFieldsOfThePacket(String cel, String text) throws Exception {
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

    /** As birth.yaml of the shipped pack advises. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "7ef2b9c7-5e6d-49f6-ae05-656207d0fc64   | Ibombo    | IBO/Ibombo",
        "7ef2b9c7-5e6d-49f6-ae05-656207d0fc64   | ''        | IBO/NA",
        "11111111-5e6d-49f6-ae05-656207d0fc64   | Ibombo    | Ibombo",
    })
    void areasAreTranslatedByATable(String area, String town, String note) throws Exception {
        CountryPack pack = new TrialPack().note("join(["
                + "get({'7ef2b9c7-5e6d-49f6-ae05-656207d0fc64': 'IBO'}, text(get(child.name, 'administrativeArea'))),"
                + "first([get(child.name, 'streetLevelDetails.town'), 'NA'])], '/')").load();
        Situation situation = TrialPack.register("{'child.name':{'administrativeArea':'" + area
                + "','streetLevelDetails':{'town':'" + town + "'}}}");

        assertThat(pack.map(situation, "create", Map.of()).fields()).containsEntry("note", note);
    }

    private static Situation escalate(String declaration) {
        return TrialPack.situation("CUSTOM", "ESCALATE", declaration);
    }
}

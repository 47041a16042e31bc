package io.crvsbridge.country;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crvsbridge.kernel.Additions;
import io.crvsbridge.kernel.JsonMaking;
import io.crvsbridge.rule.IdentityQuestion;
import io.crvsbridge.rule.JudgementFailed;
import io.crvsbridge.rule.Question;
import io.crvsbridge.rule.ReadingQuestion;
import io.crvsbridge.rule.Verdict;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rules that ask first, and are judged again with what was said. */
class StepsTest {

    private static final String EVENT = """
            annotations: {review.comment: string, review.count: number}
            identities:
              mother: {id: mother.nid, birthDate: child.dob, result: mother.verified}
            readings:
              mothersBirth: {registered: mother.brn}
              office: {location: "get(found.mothersBirth, 'declaration.birth.place')"}
              registrar: {user: "first(['0123456789ab'])"}
            actions:
              REGISTER:
                - name: asks
                  when: mother.nid != null
                  then: check
                  check: [mother]
                - name: impostor
                  when: mother.verified == 'failed'
                  then: refuse
                  reason: not the mother
                - name: looks
                  when: mother.brn != null
                  then: read
                  read: [mothersBirth]
                - name: looks-further
                  when: get(found.mothersBirth, 'declaration.birth.place') != null
                  then: read
                  read: [office, registrar]
                - name: stillborn-mother
                  when: get(found.mothersBirth, 'status') == 'ARCHIVED'
                  then: ask
                  reason: the mother's birth is archived
                  set: {child.nid: "'none'"}
                - name: otherwise
                  then: accept
                  set:
                    child.nid: "first([get(found.office, 'code'), get(found.mothersBirth, 'declaration.child.nid')])"
                    child.weight: "3 + 1"
                    mother.alive: "mother.verified == 'verified'"
                    child.dob: "mother.brn == 'bad' ? 'someday' : ''"
                  annotate: {review.comment: "'seen'", review.count: size(changed)}
            """;

    private final Map<String, JsonValue> said = new HashMap<>();
    private final List<String> asked = new ArrayList<>();

    private static String fields() {
        return TrialPack.FIELDS + "  mother.nid: string\n  mother.brn: string\n";
    }

    private static CountryPack pack() throws BadCountryPack {
        return new TrialPack().with("birth.yaml", fields() + EVENT).load();
    }

    private static JsonValue json(String text) {
        return Json.createReader(new StringReader(text.replace('\'', '"'))).readValue();
    }

    private Inquest.Reply answer(Question question) {
        asked.add(question.key());
        JsonValue value = said.get(question.key());
        return value == null ? new Inquest.Silent(Inquest.Why.LATER, "away", Optional.empty()) : new Inquest.Said(value, "said so");
    }

    private Inquest.Finding held(String declaration) throws BadCountryPack {
        return held(TrialPack.register(declaration));
    }

    private Inquest.Finding held(Situation situation) throws BadCountryPack {
        return Inquest.hold(pack(), CountryPack.Abilities.ALL, situation, this::answer);
    }

    @Test
    void whatIsSaidIsJudgedAndGoesIntoTheRecord() throws BadCountryPack {
        said.put("check:mother", JsonMaking.text("verified"));
        Inquest.Finding finding = held("{'mother.nid': '42', 'child.dob': '2026-01-02'}");
        assertThat(finding.verdict().rule()).isEqualTo("otherwise");
        assertThat(finding.steps()).containsExactly("asks");
        assertThat(finding.told()).isEqualTo("mother said so");
        assertThat(finding.additions().declaration()).isEqualTo(json("{'mother.verified': 'verified', 'child.weight': 4, 'mother.alive': true}"));
        assertThat(finding.additions().annotation()).isEqualTo(json("{'review.comment': 'seen', 'review.count': 1}"));
        said.put("check:mother", JsonMaking.text("failed"));
        assertThat(held("{'mother.nid': '42', 'child.dob': '2026-01-02'}").verdict()).isEqualTo(new Verdict.Refuse("impostor", "7", "not the mother"));
    }

    @Test
    void oneReadingLeadsToTheNextAndEachIsAskedOnce() throws BadCountryPack {
        said.put("read:mothersBirth", json("{'status': 'REGISTERED', 'declaration': {'child.nid': '99', 'birth.place': 'p-1'}}"));
        said.put("read:office", json("{'code': 'OFF'}"));
        said.put("read:registrar", JsonValue.NULL);
        Inquest.Finding finding = held("{'mother.brn': 'B1'}");
        assertThat(asked).containsExactly("read:mothersBirth", "read:office", "read:registrar");
        assertThat(finding.steps()).containsExactly("looks", "looks-further");
        assertThat(finding.additions().declaration().getString("child.nid")).isEqualTo("OFF");
        assertThat(finding.additions().found().keySet()).containsExactlyInAnyOrder("mothersBirth", "office", "registrar");
    }

    @Test
    void whatCoreDoesNotHaveIsNullAndAskedOnceToo() throws BadCountryPack {
        said.put("read:mothersBirth", JsonValue.NULL);
        Inquest.Finding finding = held("{'mother.brn': 'B1'}");
        assertThat(asked).containsExactly("read:mothersBirth");
        assertThat(finding.verdict().rule()).isEqualTo("otherwise");
        assertThat(finding.additions().declaration()).doesNotContainKey("child.nid");
    }

    @Test
    void aHumanIsAskedWithWhatTheRuleWouldSet() throws BadCountryPack {
        said.put("read:mothersBirth", json("{'status': 'ARCHIVED'}"));
        Inquest.Finding finding = held("{'mother.brn': 'B1'}");
        assertThat(finding.verdict()).isInstanceOfSatisfying(Verdict.Ask.class, ask -> assertThat(ask.reason()).isEqualTo("the mother's birth is archived"));
        assertThat(finding.additions().declaration()).isEqualTo(json("{'child.nid': 'none'}"));
    }

    @Test
    void silenceIsNoAnswerAndWhatWasSaidBeforeIsKept() throws BadCountryPack {
        said.put("check:mother", JsonMaking.text("verified"));
        Situation situation = TrialPack.register("{'mother.nid': '42', 'child.dob': '2026-01-02', 'mother.brn': 'B1'}");
        Inquest.Finding finding = held(situation);
        assertThat(finding.silent()).contains(new Inquest.Silent(Inquest.Why.LATER, "mothersBirth: away", Optional.empty()));
        assertThat(finding.verdict().rule()).isEqualTo("looks");
        Additions kept = Additions.read(finding.additions().written());
        assertThat(kept).isEqualTo(finding.additions());
        assertThat(kept.toString()).doesNotContain("verified");

        asked.clear();
        said.put("read:mothersBirth", JsonValue.NULL);
        Inquest.Finding later = held(situation.with(kept));
        assertThat(asked).as("the mother is not asked about again").containsExactly("read:mothersBirth");
        assertThat(later.additions().declaration().getString("mother.verified")).isEqualTo("verified");
    }

    @Test
    void underAnotherPackEverythingIsAskedAgain() throws BadCountryPack {
        said.put("check:mother", JsonMaking.text("verified"));
        Additions kept = held("{'mother.nid': '42', 'child.dob': '2026-01-02'}").additions();
        assertThat(Inquest.learnt(pack(), kept)).isEqualTo(kept.learnt());
        CountryPack other = new TrialPack().with("pack.yaml", "name: trial\nversion: 8\nlanguages: [eng]\nschemaVersion: 0.2\nevents: [birth]\n").with("birth.yaml", fields() + EVENT).load();
        assertThat(other.recordedVersion()).isNotEqualTo(pack().recordedVersion());
        assertThat(Inquest.learnt(other, kept)).isEqualTo(Additions.NONE);
    }

    @Test
    void whereThereIsNothingToAskNobodyIsAsked() throws BadCountryPack {
        assertThat(held("{'mother.nid': '42'}").verdict().rule()).isEqualTo("otherwise");
        assertThat(held("{'mother.brn': ' '}").verdict().rule()).isEqualTo("otherwise");
        assertThat(asked).isEmpty();
    }

    @Test
    void whatAStepHadNothingToAskAboutALaterOneAsks() throws BadCountryPack {
        String twice = (fields() + EVENT).replace("{id: mother.nid,", "{id: \"first([mother.nid, get(found.mothersBirth, 'declaration.child.nid')])\",").replace("      when: mother.nid != null\n", "")
                .replace("    - name: looks-further", "    - name: asks-again\n      then: check\n      check: [mother]\n    - name: looks-further");
        said.put("read:mothersBirth", json("{'declaration': {'child.nid': '99'}}"));
        said.put("check:mother", JsonMaking.text("verified"));
        Inquest.Finding finding = Inquest.hold(new TrialPack().with("birth.yaml", twice).load(), CountryPack.Abilities.ALL, TrialPack.register("{'mother.brn': 'B1', 'child.dob': '2026-01-02'}"), this::answer);
        assertThat(asked).containsExactly("read:mothersBirth", "check:mother");
        assertThat(finding.steps()).containsExactly("asks", "looks", "asks-again");
    }

    @Test
    void thePackTellsWhetherAnybodyIsAsked() throws BadCountryPack {
        assertThat(pack().asks(TrialPack.register("{}"))).isTrue();
        assertThat(new TrialPack().load().asks(TrialPack.register("{}"))).isFalse();
    }

    @Test
    void aValueThatDoesNotFitItsFieldFailsTheRule() {
        said.put("read:mothersBirth", json("{'declaration': {'child.nid': 5}}"));
        assertThatThrownBy(() -> held("{'mother.brn': 'B1'}")).as("a number for a text").isInstanceOf(JudgementFailed.class).hasMessage("rule otherwise failed");
        said.put("read:mothersBirth", JsonValue.NULL);
        assertThatThrownBy(() -> held("{'mother.brn': 'bad'}")).as("no date").isInstanceOf(JudgementFailed.class);
    }

    @Test
    void questionsAreMasked() throws BadCountryPack {
        held("{'mother.nid': '42', 'child.dob': '2026-01-02'}");
        assertThat(new ReadingQuestion("r", ReadingQuestion.What.RECORD, "secret", false).toString()).doesNotContain("secret");
        assertThat(new Inquest.Said(JsonMaking.text("secret"), "told").toString()).doesNotContain("secret");
        assertThat(new IdentityQuestion("m", "secret", Optional.of("secret"), Optional.empty(), Optional.empty(), "f").toString()).doesNotContain("secret");
    }

    @Test
    void whatAPackedCannotMeanIsAFault() {
        fault("annotate: {review.comment: \"'seen'\"", "annotate: {review.unknown: \"'seen'\"", "'annotations' of this file has no such field");
        fault("    child.weight: \"3 + 1\"", "    child.weigth: \"3 + 1\"", "the event declares no such field");
        fault("\"3 + 1\"", "\"'3'\"", "the field is of type number");
        fault("mothersBirth: {registered: mother.brn}", "mothersBirth: {registered: mother.brn, record: mother.nid}", "exactly one of");
        fault("mothersBirth: {registered: mother.brn}", "mothersBirth: {}", "exactly one of");
        fault("mothersBirth: {registered: mother.brn}", "mothersBirth: {registered: mother.brn, as: me}", "must be client or token");
        fault("{user: \"first(['0123456789ab'])\"}", "{user: \"'x'\", as: client}", "must be token");
        fault("  office: {", "  off-ice: {", "named with letters and digits");
        fault("read: [office, registrar]", "read: [office, nobody]", "'readings' of this file has no such entry");
        fault("read: [mothersBirth]", "read: []", "at least one");
        fault("annotations:", "registrationNumber: {value: \"text(year(today)) + text(get(found.office, 'code'))\"}\nannotations:", "undeclared reference");
        fault("get(found.mothersBirth, 'status')", "get(found.mothersDeath, 'status')", "undeclared reference");
        fault("  then: refuse\n", "  then: refuse\n      set: {child.nid: \"'x'\"}\n", "'set' does not belong");
        fault("  then: read\n      read: [mothersBirth]\n", "  then: read\n      read: [mothersBirth]\n      operation: x\n", "'operation' does not belong");
        fault("  mother.brn: string\n", "  mother.brn: string\n  found.x: string\n", "cannot be used in expressions");
        fault("    - name: otherwise\n      then: accept", "    - name: otherwise\n      then: read\n      read: [office]", "the last rule must apply always");
    }

    private static void fault(String from, String to, String told) {
        String text = fields() + EVENT;
        assertThat(text).contains(from);
        assertThatThrownBy(() -> new TrialPack().with("birth.yaml", text.replace(from, to)).load()).as(to).isInstanceOf(BadCountryPack.class).hasMessageContaining(told);
    }
}

package io.crvsbridge.country;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crvsbridge.kernel.Declaration;
import io.crvsbridge.rule.Naming;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rules for whatever has none of its own. */
class WildcardsTest {

    private final TrialPack files = new TrialPack();
    private CountryPack pack;

    @BeforeEach
    void load() throws BadCountryPack {
        pack = files.with("pack.yaml", """
                name: trial
                version: 7
                languages: [eng]
                schemaVersion: 0.2
                events: [birth, any]
                response: {any: {subject.nid: VID}}
                """).event("""
                actions:
                  REGISTER: [{name: birth-registered, then: accept}]
                  CUSTOM:ESCALATE: [{name: birth-escalated, then: accept}]
                  CUSTOM:*: [{name: birth-customs, then: accept}]
                """).with("any.yaml", """
                fields: {subject.nid: string}
                registrationNumber: {value: "'any'"}
                actions:
                  REGISTER: [{name: any-registered, then: hold, operation: tell}]
                  '*':
                    - {name: named, when: subject.nid != null, then: hold, operation: tell, ifDeclined: park}
                    - {name: anything, then: refuse, reason: not here}
                packets:
                  tell: {process: CRVS_TELL, person: known, identifier: note, fields: {note: {form: text, value: subject.nid}}}
                """).load();
    }

    private String rule(String event, String action, String custom) {
        return pack.judge(situation(event, action, custom)).rule();
    }

    private static Situation situation(String event, String action, String custom) {
        Declaration declaration = Declaration.of(jakarta.json.Json.createObjectBuilder().add("subject.nid", "42").build());
        return new Situation(event, action, custom, declaration, Instant.EPOCH);
    }

    @Test
    void theNearestRulesJudge() {
        assertThat(rule("birth", "REGISTER", null)).isEqualTo("birth-registered");
        assertThat(rule("birth", "CUSTOM", "ESCALATE")).isEqualTo("birth-escalated");
        assertThat(rule("birth", "CUSTOM", "OTHER")).isEqualTo("birth-customs");
        assertThat(rule("birth", "ARCHIVE", null)).isEqualTo("named");
        assertThat(rule("tennis-club-membership", "REGISTER", null)).isEqualTo("any-registered");
        assertThat(rule("tennis-club-membership", "CUSTOM", "OTHER")).isEqualTo("named");
    }

    @Test
    void anActionOfAnyEventIsNamedAndNumbered() throws Exception {
        assertThat(pack.naming("birth", "ARCHIVE")).isEqualTo(Naming.NAMED);
        assertThat(pack.naming("marriage", "CUSTOM")).isEqualTo(Naming.NAMED);
        assertThat(pack.names("marriage", "PRINT_CERTIFICATE", null)).isTrue();
        assertThat(pack.numbersRecords("marriage")).isTrue();
        assertThat(pack.numbersRecords("birth")).as("its own file has the pack's").isFalse();
        assertThat(pack.response("marriage", Map.of("VID", "1"))).isEqualTo(Map.of("subject.nid", "1"));
    }

    @Test
    void theFileOfTheRulesMapsItsPacket() {
        assertThat(pack.map(situation("birth", "ARCHIVE", null), "tell", Map.of()).process()).isEqualTo("CRVS_TELL");
        assertThat(pack.map(situation("birth", "ARCHIVE", null), "tell", Map.of()).fields()).isEqualTo(Map.of("note", "42"));
    }

    @Test
    void aCustomActionWithoutRulesOfItsOwnIsNotNamedBesideThoseThatHaveThem() throws BadCountryPack {
        CountryPack own = new TrialPack().event("actions: {'CUSTOM:ESCALATE': [{name: x, then: accept}]}").load();
        assertThat(own.naming("birth", "CUSTOM")).isEqualTo(Naming.BY_CUSTOM_TYPE);
        assertThat(own.names("birth", "CUSTOM", "OTHER")).isFalse();
        assertThat(own.naming("death", "REGISTER")).isEqualTo(Naming.NOT_NAMED);
    }

    @Test
    void whatCoreRejectsLateDependsOnTheActionSoAHoldForAllSaysWhatFollows() {
        String any = "actions: {'*': [{name: x, then: hold, operation: tell%s}, {name: y, then: accept}]}\npackets: {tell: {process: P, fields: {note: {form: text, value: child.nid}}}}\n";
        assertThatThrownBy(() -> new TrialPack().event(any.formatted("")).load()).hasMessageContaining("'ifDeclined' is missing");
        assertThatThrownBy(() -> new TrialPack().event(any.formatted(", ifDeclined: reject")).load()).hasMessageContaining("no later rejection of every action");
    }
}

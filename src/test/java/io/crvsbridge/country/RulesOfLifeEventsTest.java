package io.crvsbridge.country;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.rule.Verdict;
import io.crvsbridge.kernel.Declaration;
import io.crvsbridge.kernel.WhenDeclined;
import jakarta.json.Json;
import java.io.StringReader;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Corrections, revocations, and what follows a decline. */
class RulesOfLifeEventsTest {

    private static final String FAMILY = "'child.name':{'firstname':'Ada','surname':'Almond'},'child.dob':'2026-11-02','mother.verified':'verified'";

    private static Declaration declaration(String json) {
        return Declaration.of(Json.createReader(new StringReader(json.replace('\'', '"'))).readObject());
    }

    private static Situation correction(String before, String after) {
        Declaration earlier = declaration(before);
        return new Situation("birth", "APPROVE_CORRECTION", null, declaration(after), () -> earlier, Instant.parse("2026-11-21T10:00:00Z"));
    }

    private static CountryPack shipped() {
        try {
            return CountryPack.shipped(ZoneOffset.UTC);
        } catch (BadCountryPack bad) {
            throw new AssertionError(bad);
        }
    }

    @Test
    void aCorrectionGivesAnIdentityWhereTheRegistrationCouldNot() {
        Situation verifiedNow = correction("{'child.dob':'2026-11-02'}", "{" + FAMILY + "}");
        assertThat(shipped().judge(verifiedNow)).isEqualTo(new Verdict.Hold("identity-by-correction", "1", "create", WhenDeclined.ACCEPT));
    }

    @Test
    void anIdentifiedInfantsIdentityIsUpdatedOnlyWhereThatIsSetUp() {
        Situation renamed = correction("{" + FAMILY + ",'child.nid':'4092836150'}", "{" + FAMILY.replace("Ada", "Eda") + ",'child.nid':'4092836150'}");
        assertThat(shipped().judge(renamed)).isEqualTo(new Verdict.Hold("identity-updated", "1", "update", WhenDeclined.ACCEPT));
        assertThat(shipped().judge(renamed, new CountryPack.Abilities(process -> !process.equals("MOSIP_PACKET_PROCESS_UPDATE"), () -> true))).isEqualTo(new Verdict.Accept("corrected-here-alone", "1", Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{'child.dob':'2026-11-02','child.nid':'4092836150','informant.email':'new@example.org'}",
        "{'child.dob':'2018-11-02','child.nid':'4092836150','child.name':{'firstname':'Eda','surname':'Almond'}}"
    })
    void whatTheNationalIdSystemDoesNotKnowOrAnOlderChildIsCorrectedHereAlone(String after) {
        Situation correction = correction("{'child.dob':'2026-11-02','child.nid':'4092836150'}", after);
        assertThat(shipped().judge(correction).rule()).isEqualTo("corrected-here-alone");
    }

    @Test
    void whatIsDeclinedIsRejectedUnlessTheRuleOrCoreSaysOtherwise() throws Exception {
        assertThat(held("REGISTER", "")).isEqualTo(WhenDeclined.REJECT);
        assertThat(held("REGISTER", "ifDeclined: park")).isEqualTo(WhenDeclined.PARK);
        assertThat(held("APPROVE_CORRECTION", "")).isEqualTo(WhenDeclined.PARK);
        assertThat(held("APPROVE_CORRECTION", "ifDeclined: accept")).isEqualTo(WhenDeclined.ACCEPT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"REJECT", "APPROVE_CORRECTION", "REJECT_CORRECTION"})
    void aPackThatWouldRejectWhatCoreTakesNoLateRejectOfIsBad(String action) {
        try {
            held(action, "ifDeclined: reject");
            throw new AssertionError("a good pack");
        } catch (BadCountryPack bad) {
            assertThat(bad.problems()).anyMatch(problem -> problem.contains("Core takes no later rejection of " + action));
        }
    }

    private static WhenDeclined held(String action, String more) throws BadCountryPack {
        CountryPack pack = new TrialPack().event("actions:\n  " + action + ":\n    - name: all\n      then: hold\n      operation: create\n" + (more.isEmpty() ? "" : "      " + more + "\n")
                + "packets:\n  create:\n    process: CRVS_NEW\n    fields:\n      note: {form: text, value: child.nid}\n").load();
        return pack.judge(TrialPack.situation(action, null, "{}")).whenDeclined();
    }
}

package io.crvsbridge.country;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.crvsbridge.mapping.PacketContent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What goes back to Core, and what goes along with a packet. */
class ResponseAndLabelsTest {

    private static TrialPack responding(String fields) {
        return new TrialPack().with("pack.yaml", """
                name: trial
                version: 7
                languages: [eng]
                schemaVersion: 0.2
                events: [birth]
                response:
                  birth: %s
                """.formatted(fields));
    }

    private static TrialPack labelled(String labels) {
        return new TrialPack().event("""
                packets:
                  create:
                    process: CRVS_NEW
                    fields: {note: {form: text, value: child.nid}}
                    labels: %s
                """.formatted(labels));
    }

    private static List<String> faults(TrialPack pack) {
        return catchThrowableOfType(BadCountryPack.class, pack::load).problems();
    }

    @Test
    void eachWordFillsItsField() throws Exception {
        CountryPack pack = responding("{child.nid: UIN, other: AID, mother.verified: PSUT}").load();
        assertThat(pack.response("birth", Map.of("UIN", "1", "VID", "2", "PSUT", "3", "AID", "4"))).isEqualTo(Map.of("child.nid", "1", "other", "4", "mother.verified", "3"));
        assertThat(pack.response("birth", Map.of("AID", "4"))).isEqualTo(Map.of("other", "4"));
        assertThat(pack.response("death", Map.of("AID", "4"))).isEmpty();
    }

    @Test
    void anUnknownWordOrFieldIsToldAtLoad() {
        assertThat(faults(responding("{child.nid: NIN}"))).containsExactly("pack.yaml:7: response.birth.child.nid: must be VID, UIN, PSUT or AID");
        assertThat(faults(responding("{child.none: UIN}"))).containsExactly("pack.yaml:7: response.birth.child.none: the event declares no such field");
    }

    @Test
    void theNumberOfAnApplicationShowsNoIdentity() throws Exception {
        String packet = "packets:\n  create:\n    process: CRVS_NEW\n    fields: {note: {form: text, value: child.nid}}\n";
        Situation applied = TrialPack.register("{'child.nid': 'x', 'other': '10021'}");
        CountryPack byApplication = responding("{mother.verified: UIN, other: AID}").event(packet).load();
        assertThat(byApplication.unfit(applied, "create", Map.of(), byApplication.map(applied, "create", Map.of()))).isEmpty();
        CountryPack byIdentifier = responding("{other: UIN}").event(packet).load();
        assertThat(byIdentifier.unfit(applied, "create", Map.of(), byIdentifier.map(applied, "create", Map.of()))).isPresent();
    }

    @Test
    void labelsAreComputedAndThoseWithoutAValueLeftOut() throws Exception {
        CountryPack pack = labelled("{district: mother.verified, tracking: \"get(context, 'trackingId')\", absent: child.dob}").load();
        PacketContent content = pack.map(TrialPack.register("{'mother.verified': 'North'}"), "create", Map.of("trackingId", "BX1"));
        assertThat(content.extras().labels()).isEqualTo(Map.of("district", "North", "tracking", "BX1"));
        assertThat(content.extras().toString()).doesNotContain("North");
    }

    @Test
    void whatTheServerSaysItselfIsNoLabelOfThePack() {
        for (String own : List.of("registrationType", "machineId", "centerId", "crvsRecordRef", "creationDate")) {
            assertThat(faults(labelled("{" + own + ": child.nid}"))).containsExactly("birth.yaml:15: packets.create.labels." + own + ": the server sets this label itself");
        }
        assertThat(faults(labelled("{district: 7}"))).anyMatch(told -> told.contains("a value must be text"));
    }

    @Test
    void onlyAFieldThatTakesTextIsFilled() {
        assertThat(faults(responding("{child.name: VID}"))).containsExactly("pack.yaml:7: response.birth.child.name: the field takes no text, so that the record could not be read any more");
        assertThat(faults(responding("{child.dob: AID}"))).singleElement().asString().contains("takes no text");
        assertThat(faults(responding("{mother.alive: UIN}"))).singleElement().asString().contains("takes no text");
        assertThat(faults(new TrialPack().event("identities:\n  mother: {id: child.nid, birthDate: child.dob, result: mother.alive}\n"))).singleElement().asString()
                .contains("identities.mother.result: the field takes no text");
    }

    @Test
    void anEventThatThePackDoesNotHaveIsTold() {
        assertThat(faults(responding("{child.nid: UIN}\n  brith: {}"))).containsExactly("pack.yaml:8: response.brith: the pack has no such event");
    }
}

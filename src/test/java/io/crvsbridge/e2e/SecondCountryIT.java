package io.crvsbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.simulators.CoreEvent;
import io.crvsbridge.simulators.Declaration;
import io.crvsbridge.simulators.MosipLedger.Outcome;
import io.crvsbridge.simulators.Packet;
import io.crvsbridge.simulators.TriggerAnswer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The server serves a country that shares nothing with the shipped pack: the Isle of Examplia, whose pack is among the test's resources. */
class SecondCountryIT {

    private static Isle isle;
    private static Bench bench;

    @BeforeAll
    static void start() {
        isle = Isle.opened();
        bench = isle.bench();
    }

    @AfterAll
    static void stop() {
        bench.close();
    }

    @AfterEach
    void nothingOfItSpoilsARecordOrIsLostAtMosip() {
        bench.calm();
        assertThat(bench.core().ledger().poisoned()).isEmpty();
        assertThat(bench.mosip().ledger().violations()).isEmpty();
        assertThat(bench.mosip().ledger().droppedFields()).isEmpty();
    }

    @Test
    void aBirthGoesFromTheCounterToItsNumberAndItsIdentity() {
        CoreEvent birth = bench.core().create("birth");
        TriggerAnswer declared = bench.core().trigger(birth, "DECLARE", Isle.holding(Isle.declared(Isle.daysAgo(20))));
        assertThat(declared.status()).isEqualTo(200);
        assertThat(BirthScenarios.parsed(declared.body())).isEqualTo(Isle.json("{'declaration': {'newborn.late': false, 'parent1.identityCheck': 'verified'}, 'annotation': {'review.checkedAtCounter': true}}"));
        assertThat(bench.core().register(birth).status()).isEqualTo(202);
        bench.awaitRegistered(birth);

        String number = bench.core().ledger().registrationNumber(birth).orElseThrow();
        assertThat(number).matches("IX/N/20\\d\\d/\\d{5}");
        Packet packet = isle.packet(birth, "CRVS_NEW");
        assertThat(packet.fields()).containsEntry("fullName", Isle.both("Pearl Driftwood", "Driftwood Pearl")).containsEntry("gender", Isle.both("FLE", "FLE"))
                .containsEntry("placeOfBirth", Isle.both("On the ferry", "À bord du bac")).containsEntry("parish", Isle.both("Salt Meadow", "Pré-Salé"))
                .containsEntry("cove", Isle.both("The third jetty", "The third jetty")).containsEntry("civilNumber", number);
        assertThat(packet.label("metaData", "parishNumber")).contains("3");
        assertThat(isle.said(birth, "newborn.personalNumber")).isEqualTo(bench.mosip().credentials().uin(packet.id()));
        assertThat(isle.said(birth, "newborn.applicationNumber")).isEqualTo(packet.id());
        assertThat(bench.core().ledger().declaration(birth).keySet()).as("what the shipped pack would have sent").doesNotContain("child.nid");
    }

    @Test
    void aParentWhoIsSomebodyElseKeepsTheNewbornFromAnIdentityAndNotFromTheRegister() {
        CoreEvent birth = isle.birth(Isle.daysAgo(20), Isle.json("{'parent1.sex': 'M'}"));
        assertThat(isle.said(birth, "parent1.identityCheck")).isEqualTo("failed");
        TriggerAnswer answer = bench.core().register(birth);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).matches("\\{\"registrationNumber\":\"IX/N/20\\d\\d/\\d{5}\"}");
        assertThat(bench.rids(birth)).isEmpty();
    }

    @Test
    void aLateBirthIsRefusedWithoutWitnessesAndTakenWithThem() {
        CoreEvent alone = isle.birth(Isle.daysAgo(500), JsonValue.EMPTY_JSON_OBJECT);
        TriggerAnswer answer = bench.core().register(alone);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("A birth of more than a year ago needs a reason and two witnesses");
        assertThat(bench.core().ledger().rejectedRegisters(alone)).isEqualTo(1);
        assertThat(bench.rids(alone)).isEmpty();

        bench.mosip().workflow().outcome(Outcome.REJECTED);
        CoreEvent witnessed = isle.birth(Isle.daysAgo(500), Isle.json("{'late.reason': 'The ferry did not sail', 'late.witnesses': ['Old Barnacle', 'Young Barnacle']}"));
        assertThat(bench.core().register(witnessed).status()).isEqualTo(202);
        bench.awaitRegistered(witnessed);
        assertThat(isle.said(witnessed, "newborn.personalNumber")).as("it stands without an identity").isEmpty();
        assertThat(bench.core().ledger().declaration(witnessed).getBoolean("newborn.late")).isTrue();
        assertThat(isle.annotations(witnessed)).contains("late: The ferry did not sail");
    }

    @Test
    void whatMosipWouldNotTakeIsRefusedAtTheCounter() {
        CoreEvent birth = isle.birth(Isle.daysAgo(20), Isle.json("{'newborn.sex': null}"));
        TriggerAnswer answer = bench.core().register(birth);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("gender is missing");
    }

    @Test
    void aCorrectedNameIsAmendedAtMosipAndABirthdayIsNotMoved() {
        CoreEvent birth = isle.registered();
        assertThat(bench.core().correct(birth, Isle.json("{'newborn.fullName': {'firstname': 'Perle', 'surname': 'Driftwood'}}")).status()).isEqualTo(202);
        Packet packet = isle.packet(birth, "ISLE_AMEND");
        assertThat(packet.field("UIN")).contains(isle.said(birth, "newborn.personalNumber"));
        assertThat(packet.fields()).containsEntry("fullName", Isle.both("Perle Driftwood", "Driftwood Perle"));
        Await.until("Core holds the correction", Bench.SOON, () -> birth.pending().isEmpty());

        TriggerAnswer moved = bench.core().correct(birth, Isle.json("{'newborn.bornOn': '" + Isle.daysAgo(21) + "'}"));
        assertThat(moved.status()).isEqualTo(400);
        assertThat(moved.body()).contains("by order of the court only");
    }

    @Test
    void aNameThatIsBestowedHoldsAtOnceAndIsToldAndTheArchiveWaits() {
        CoreEvent birth = isle.registered();
        JsonObject bestowed = Json.createObjectBuilder(Isle.holding(Isle.json("{'newborn.fullName': {'firstname': 'Tempest'}}"))).add("customActionType", "BESTOW_NAME").build();
        assertThat(bench.core().trigger(birth, "CUSTOM", bestowed).status()).isEqualTo(200);
        assertThat(isle.packet(birth, "ISLE_AMEND").fields()).containsEntry("fullName", Isle.both("Tempest Driftwood", "Driftwood Tempest"));

        JsonObject back = Json.createObjectBuilder().add("customActionType", "RETURN_TO_PARISH").build();
        assertThat(bench.core().trigger(birth, "CUSTOM", back).status()).isEqualTo(400);

        JsonObject twice = Isle.json("{'content': {'reason': 'entered twice'}}");
        assertThat(bench.core().trigger(birth, "ARCHIVE", twice).status()).isEqualTo(202);
        assertThat(isle.packet(birth, "ISLE_WITHDRAW").field("UIN")).contains(isle.said(birth, "newborn.personalNumber"));
        Await.until("Core holds the archiving", Bench.SOON, () -> birth.pending().isEmpty());
    }

    @Test
    void aDeathWaitsUntilTheIdentityHasEnded() {
        CoreEvent death = isle.declared("death", "{'departed.personalNumber': '4000000003', 'departed.bornOn': '1931-07-08', 'passing.on': '" + Isle.daysAgo(3) + "', 'passing.parish': '" + Isle.PARISH + "'}");
        assertThat(bench.core().register(death).status()).isEqualTo(202);
        bench.awaitRegistered(death);
        Packet packet = isle.packet(death, "CRVS_DEATH");
        assertThat(packet.field("diedOn")).contains(Isle.daysAgo(3).toString().replace('-', '/'));
        assertThat(packet.field("civilNumber")).isEqualTo(bench.core().ledger().registrationNumber(death)).get().asString().matches("IX/D/20\\d\\d/\\d{5}");

        CoreEvent never = isle.declared("death", "{'departed.bornOn': '2001-01-02', 'passing.on': '2001-01-01'}");
        assertThat(bench.core().register(never).body()).contains("The day of death lies before the day of birth");
    }

    @Test
    void aMarriageIsNumberedByItsParishAfterBirthsWereLookedUpAndBothWereAskedAbout() {
        Declaration born = Declaration.blank("birth");
        Isle.json("{'newborn.fullName': {'firstname': 'Coral', 'surname': 'Lantern'}, 'newborn.bornOn': '1998-05-04'}").forEach(born::set);
        bench.core().registeredBirth(born, "IX/N/1998/00017");
        CoreEvent marriage = isle.declared("marriage", Isle.marriage("IX/N/1998/00017", "1997-02-03"));
        TriggerAnswer answer = bench.core().register(marriage);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(BirthScenarios.parsed(answer.body()).getString("registrationNumber")).matches("M/3/20\\d\\d/\\d{4}");
        assertThat(isle.said(marriage, "spouse1.identityCheck")).isEqualTo("verified");
        assertThat(isle.said(marriage, "spouse2.identityCheck")).isEqualTo("verified");
        assertThat(isle.said(marriage, "spouse1.bornAs")).isEqualTo("Lantern");

        TriggerAnswer nobody = bench.core().register(isle.declared("marriage", Isle.marriage("IX/N/1998/99999", "1997-02-03")));
        assertThat(nobody.status()).isEqualTo(400);
        assertThat(nobody.body()).contains("No birth is registered under this number");
    }

    @Test
    void aSpouseWhomTheNationalIdSystemKnowsOtherwiseIsLeftToAHuman() {
        CoreEvent marriage = isle.declared("marriage", Isle.marriage("", "1997-02-04"));
        awaitsDecision(marriage, bench.core().register(marriage), "somebody-else", "look at the papers");
        assertThat(isle.said(marriage, "spouse2.identityCheck")).as("nothing is told to Core before somebody has decided").isEmpty();
        isle.decides(marriage, "reject");
        assertThat(bench.core().ledger().rejectedRegisters(marriage)).isEqualTo(1);
    }

    @Test
    void whatIsAskedLateIsLeftToAHumanAllTheSame() {
        bench.mosip().ida().clockAhead(Duration.ofSeconds(40));
        CoreEvent marriage = isle.declared("marriage", Isle.marriage("", "1997-02-04"));
        TriggerAnswer answer = bench.core().register(marriage);
        assertThat(bench.history(bench.core().token(marriage).sign()).getString("state")).isEqualTo("RECEIVED");
        bench.mosip().ida().calm();
        awaitsDecision(marriage, answer, "somebody-else", "look at the papers");
        isle.decides(marriage, "accept");
        assertThat(bench.core().ledger().registrationNumber(marriage)).get().asString().matches("M/3/20\\d\\d/\\d{4}");
        assertThat(isle.said(marriage, "spouse2.identityCheck")).isEqualTo("failed");
    }

    /** Core has been told 202, and hears nothing more of us. */
    private static void awaitsDecision(CoreEvent event, TriggerAnswer answer, String rule, String reason) {
        assertThat(answer.status()).isEqualTo(202);
        String token = bench.core().token(event).sign();
        Await.until("it is parked", Bench.SOON, () -> bench.history(token).getString("cause", "").equals("AWAITS_DECISION"));
        assertThat(bench.history(token).toString()).contains(rule, reason);
        Await.never("a word to Core", Duration.ofSeconds(2), () -> bench.core().ledger().acceptCalls(event) + bench.core().ledger().rejectCalls(event) > 0);
        assertThat(event.pending()).isPresent();
    }

    @Test
    void aFoundlingIsLeftToAHuman() {
        CoreEvent foundling = isle.birth(Isle.daysAgo(2), Isle.json("{'newborn.foundling': true}"));
        awaitsDecision(foundling, bench.core().register(foundling), "foundling", "the parish decides who takes it");
        assertThat(bench.rids(foundling)).isEmpty();
        isle.decides(foundling, "accept");
        assertThat(bench.core().ledger().registrationNumber(foundling)).get().asString().matches("IX/N/20\\d\\d/\\d{5}");
        assertThat(isle.said(foundling, "newborn.custody")).isEqualTo("PARISH");
        assertThat(isle.annotations(foundling)).contains("found on ");
    }

    @Test
    void aParentWhoWasNotAskedAboutAtTheCounterIsAskedAboutAsSoonAsThereIsAnAnswer() {
        Declaration unchecked = Declaration.blank("birth");
        Isle.declared(Isle.daysAgo(20)).forEach(unchecked::set);
        CoreEvent birth = bench.core().declare(unchecked);
        bench.mosip().ida().clockAhead(Duration.ofSeconds(40));
        assertThat(bench.core().register(birth).status()).isEqualTo(202);
        assertThat(bench.rids(birth)).isEmpty();
        bench.mosip().ida().calm();
        Await.until("Core has registered it", Duration.ofSeconds(60), () -> bench.core().ledger().acceptedRegisters(birth) > 0);
        assertThat(isle.said(birth, "parent1.identityCheck")).as("what was found goes with the acceptance").isEqualTo("verified");
        assertThat(isle.said(birth, "newborn.personalNumber")).as("and what MOSIP gave").isEqualTo(bench.mosip().credentials().uin(bench.rid(birth)));
    }

    @Test
    void theInfirmaryIsReadFromCoreAndItsNameGoesIntoRecordAndPacket() {
        CoreEvent birth = isle.birth(Isle.daysAgo(20), Isle.json("{'newborn.infirmaryId': '" + Declaration.FACILITY + "'}"));
        assertThat(bench.core().register(birth).status()).isEqualTo(202);
        bench.awaitRegistered(birth);
        assertThat(isle.said(birth, "newborn.infirmaryName")).isEqualTo("River Health Centre");
        assertThat(isle.packet(birth, "CRVS_NEW").fields()).containsEntry("infirmary", Isle.both("River Health Centre", "River Health Centre"));

        TriggerAnswer nowhere = bench.core().register(isle.birth(Isle.daysAgo(20), Isle.json("{'newborn.infirmaryId': '" + Isle.PARISH + "'}")));
        assertThat(nowhere.status()).isEqualTo(400);
        assertThat(nowhere.body()).contains("There is no such infirmary");
    }

    @Test
    void aBirthdayThatTheClerkDoesNotKnowIsReadFromTheRecordOfTheBirth() {
        CoreEvent birth = isle.birth(Isle.daysAgo(20), JsonValue.EMPTY_JSON_OBJECT);
        CoreEvent death = isle.declared("death", "{'departed.birthRecord': '" + birth.id() + "', 'passing.on': '" + Isle.daysAgo(1) + "'}");
        assertThat(bench.core().register(death).status()).isEqualTo(200);
        assertThat(isle.said(death, "departed.bornOn")).isEqualTo(Isle.daysAgo(20).toString());

        CoreEvent never = isle.declared("death", "{'departed.birthRecord': '" + birth.id() + "', 'passing.on': '" + Isle.daysAgo(21) + "'}");
        assertThat(bench.core().register(never).body()).contains("The day of death lies before the day of birth");
    }

    @Test
    void actionsAndEventsThatNobodyHasThoughtOfAreJudgedToo() {
        CoreEvent birth = isle.birth(Isle.daysAgo(20), JsonValue.EMPTY_JSON_OBJECT);
        JsonObject feast = Json.createObjectBuilder().add("customActionType", "KITE_DAY").build();
        assertThat(bench.core().trigger(birth, "CUSTOM", feast).status()).isEqualTo(200);
        assertThat(isle.annotations(birth)).contains("feast: KITE_DAY");
        assertThat(bench.core().trigger(birth, "EDIT", Isle.json("{'content': {}, 'declaration': {'newborn.place': 'HOME'}}")).status()).isEqualTo(200);
        assertThat(isle.annotations(birth)).contains("birth EDIT");

        CoreEvent oath = isle.declared("lighthouse-oath", "{'oath.witness': 'Old Barnacle'}");
        TriggerAnswer entered = bench.core().register(oath);
        assertThat(entered.status()).isEqualTo(200);
        assertThat(BirthScenarios.parsed(entered.body()).getString("registrationNumber")).matches("IX/X/20\\d\\d/\\d{5}");
        assertThat(bench.core().trigger(oath, "PRINT_CERTIFICATE").body()).contains("The fee for the certificate is not paid");
        assertThat(bench.core().register(isle.declared("lighthouse-oath", "{}")).body()).contains("An oath needs a witness");
    }

    @Test
    void anAdoptionRenamesTheIdentity() {
        CoreEvent adoption = isle.declared("adoption", "{'adoptee.newName': {'firstname': 'Pearl', 'surname': 'Anchor'}, 'adoptee.personalNumber': '4000000009', 'order.number': 'ORDER-8', "
                + "'adopter.home': {'administrativeArea': '" + Isle.PARISH + "'}}");
        assertThat(bench.core().register(adoption).status()).isEqualTo(202);
        bench.awaitRegistered(adoption);
        assertThat(isle.packet(adoption, "ISLE_AMEND").fields()).containsEntry("UIN", "4000000009").containsEntry("fullName", Isle.both("Pearl Anchor", "Anchor Pearl"));
        assertThat(bench.core().ledger().registrationNumber(adoption)).get().asString().startsWith("IX/A/");
    }

    @Test
    void itsFormsHaveItsOwnFields() {
        JsonObject parent = BirthScenarios.parsed(bench.get("/country/forms/birth/parent1").body());
        assertThat(parent.getJsonArray("fields").getValuesAs(JsonObject.class)).extracting(field -> field.getString("id")).containsExactly("parent1.identityCheck", "parent1.cardReader");
        assertThat(parent.getJsonArray("connect").getValuesAs(JsonObject.class)).extracting(field -> field.getString("id"))
                .containsExactlyInAnyOrder("parent1.fullName", "parent1.bornOn", "parent1.idNumber");
        assertThat(parent.getJsonObject("messages").getJsonObject("isle.card").toString()).contains("Read the card", "Lire la carte");
        assertThat(List.of(BirthScenarios.parsed(bench.get("/country/forms/birth/parent1?version=1.8").body()).getJsonArray("fields"))).containsExactly(JsonValue.EMPTY_JSON_ARRAY);
    }
}

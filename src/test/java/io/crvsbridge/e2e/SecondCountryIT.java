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
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The server serves a country that shares nothing with the shipped pack: the Isle of Examplia, whose pack is among the test's resources. */
class SecondCountryIT {

    private static final String PARISH = "5a1e0003-0000-4000-8000-000000000003";
    private static final String CORAL = "4000000001";
    private static final String FINN = "4000000002";

    private static Bench bench;

    @BeforeAll
    static void start() {
        bench = Bench.started("second-country", Store.h2(), Map.of("COUNTRY_PACK", Path.of("src/test/resources/country/isle").toAbsolutePath().toString(), "IDA_GENDERS", "F=female,M=male,X="));
        bench.mosip().packets().provides("CRVS1", "ISLE_AMEND");
        bench.mosip().packets().provides("CRVS1", "ISLE_WITHDRAW");
        bench.mosip().credentials().attributes("VID", "UIN");
        bench.mosip().ida().add(person(CORAL, "Coral", "1998-05-04", "female"));
        bench.mosip().ida().add(person(FINN, "Finn", "1997-02-03", "male"));
        bench.core().declares("newborn.personalNumber", "newborn.applicationNumber", "parent1.identityCheck", "parent2.identityCheck", "spouse1.identityCheck", "spouse2.identityCheck");
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

    private static JsonObject person(String nid, String first, String born, String gender) {
        return json("{'nid': '" + nid + "', 'firstName': '" + first + "', 'familyName': 'Driftwood', 'birthDate': '" + born + "', 'gender': '" + gender + "'}");
    }

    private static JsonObject json(String text) {
        return BirthScenarios.parsed(text.replace('\'', '"'));
    }

    private static LocalDate daysAgo(int days) {
        return LocalDate.now(ZoneOffset.UTC).minusDays(days);
    }

    /** What the family says at the counter. */
    private static JsonObject declared(LocalDate bornOn) {
        return json("""
                {'newborn.fullName': {'firstname': 'Pearl', 'surname': 'Driftwood'}, 'newborn.sex': 'GIRL', 'newborn.bornOn': '%s', 'newborn.place': 'FERRY',
                 'parent1.fullName': {'firstname': 'Coral', 'surname': 'Driftwood'}, 'parent1.sex': 'F', 'parent1.bornOn': '1998-05-04', 'parent1.idKind': 'CARD', 'parent1.idNumber': '%s',
                 'parent1.home': {'country': 'EXA', 'administrativeArea': '%s', 'streetLevelDetails': {'cove': 'The third jetty'}},
                 'parent2.absent': true, 'applicant.role': 'PARENT1', 'applicant.phone': '0000111'}
                """.formatted(bornOn, CORAL, PARISH));
    }

    private static CoreEvent birth(LocalDate bornOn, JsonObject more) {
        CoreEvent birth = bench.core().create("birth");
        TriggerAnswer answer = bench.core().trigger(birth, "DECLARE", holding(Json.createObjectBuilder(declared(bornOn)).addAll(Json.createObjectBuilder(more)).build()));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return birth;
    }

    private static JsonObject holding(JsonObject declaration) {
        return Json.createObjectBuilder().add("declaration", declaration).build();
    }

    private static CoreEvent registered() {
        CoreEvent birth = birth(daysAgo(20), JsonValue.EMPTY_JSON_OBJECT);
        assertThat(bench.core().register(birth).status()).isEqualTo(202);
        bench.awaitRegistered(birth);
        return birth;
    }

    private static CoreEvent declared(String event, String declaration) {
        Declaration blank = Declaration.blank(event);
        json(declaration).forEach(blank::set);
        return bench.core().declare(blank);
    }

    private static String said(CoreEvent event, String field) {
        return bench.core().ledger().declaration(event).getString(field, "");
    }

    private static Packet packet(CoreEvent event, String process) {
        return Await.value("a packet of " + process, Bench.SOON, () -> bench.rids(event).stream().map(rid -> bench.mosip().ledger().packet(rid).orElseThrow())
                .filter(p -> p.process().equals(process)).findFirst());
    }

    private static String both(String eng, String fra) {
        return "[{\"language\":\"eng\",\"value\":\"" + eng + "\"},{\"language\":\"fra\",\"value\":\"" + fra + "\"}]";
    }

    @Test
    void aBirthGoesFromTheCounterToItsNumberAndItsIdentity() {
        CoreEvent birth = bench.core().create("birth");
        TriggerAnswer declared = bench.core().trigger(birth, "DECLARE", holding(declared(daysAgo(20))));
        assertThat(declared.status()).isEqualTo(200);
        assertThat(declared.body()).isEqualTo("{\"declaration\":{\"parent1.identityCheck\":\"verified\"}}");
        assertThat(bench.core().register(birth).status()).isEqualTo(202);
        bench.awaitRegistered(birth);

        String number = bench.core().ledger().registrationNumber(birth).orElseThrow();
        assertThat(number).matches("IX/N/20\\d\\d/000\\d\\d");
        Packet packet = packet(birth, "CRVS_NEW");
        assertThat(packet.fields()).containsEntry("fullName", both("Pearl Driftwood", "Driftwood Pearl")).containsEntry("gender", both("FLE", "FLE"))
                .containsEntry("placeOfBirth", both("On the ferry", "À bord du bac")).containsEntry("parish", both("Salt Meadow", "Pré-Salé"))
                .containsEntry("cove", both("The third jetty", "The third jetty")).containsEntry("civilNumber", number);
        assertThat(packet.label("metaData", "parishNumber")).contains("3");
        assertThat(said(birth, "newborn.personalNumber")).isEqualTo(bench.mosip().credentials().uin(packet.id()));
        assertThat(said(birth, "newborn.applicationNumber")).isEqualTo(packet.id());
        assertThat(bench.core().ledger().declaration(birth).keySet()).as("what the shipped pack would have sent").doesNotContain("child.nid");
    }

    @Test
    void aParentWhoIsSomebodyElseKeepsTheNewbornFromAnIdentityAndNotFromTheRegister() {
        CoreEvent birth = birth(daysAgo(20), json("{'parent1.sex': 'M'}"));
        assertThat(said(birth, "parent1.identityCheck")).isEqualTo("failed");
        TriggerAnswer answer = bench.core().register(birth);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).matches("\\{\"registrationNumber\":\"IX/N/20\\d\\d/000\\d\\d\"}");
        assertThat(bench.rids(birth)).isEmpty();
    }

    @Test
    void aLateBirthIsRefusedWithoutWitnessesAndTakenWithThem() {
        CoreEvent alone = birth(daysAgo(500), JsonValue.EMPTY_JSON_OBJECT);
        TriggerAnswer answer = bench.core().register(alone);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("A birth of more than a year ago needs a reason and two witnesses");
        assertThat(bench.core().ledger().rejectedRegisters(alone)).isEqualTo(1);
        assertThat(bench.rids(alone)).isEmpty();

        bench.mosip().workflow().outcome(Outcome.REJECTED);
        CoreEvent witnessed = birth(daysAgo(500), json("{'late.reason': 'The ferry did not sail', 'late.witnesses': ['Old Barnacle', 'Young Barnacle']}"));
        assertThat(bench.core().register(witnessed).status()).isEqualTo(202);
        bench.awaitRegistered(witnessed);
        assertThat(said(witnessed, "newborn.personalNumber")).as("it stands without an identity").isEmpty();
    }

    @Test
    void whatMosipWouldNotTakeIsRefusedAtTheCounter() {
        CoreEvent birth = birth(daysAgo(20), json("{'newborn.sex': null}"));
        TriggerAnswer answer = bench.core().register(birth);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("gender is missing");
    }

    @Test
    void aCorrectedNameIsAmendedAtMosipAndABirthdayIsNotMoved() {
        CoreEvent birth = registered();
        assertThat(bench.core().correct(birth, json("{'newborn.fullName': {'firstname': 'Perle', 'surname': 'Driftwood'}}")).status()).isEqualTo(202);
        Packet packet = packet(birth, "ISLE_AMEND");
        assertThat(packet.field("UIN")).contains(said(birth, "newborn.personalNumber"));
        assertThat(packet.fields()).containsEntry("fullName", both("Perle Driftwood", "Driftwood Perle"));
        Await.until("Core holds the correction", Bench.SOON, () -> birth.pending().isEmpty());

        TriggerAnswer moved = bench.core().correct(birth, json("{'newborn.bornOn': '" + daysAgo(21) + "'}"));
        assertThat(moved.status()).isEqualTo(400);
        assertThat(moved.body()).contains("by order of the court only");
    }

    @Test
    void aNameThatIsBestowedHoldsAtOnceAndIsToldAndTheArchiveWaits() {
        CoreEvent birth = registered();
        JsonObject bestowed = Json.createObjectBuilder(holding(json("{'newborn.fullName': {'firstname': 'Tempest'}}"))).add("customActionType", "BESTOW_NAME").build();
        assertThat(bench.core().trigger(birth, "CUSTOM", bestowed).status()).isEqualTo(200);
        assertThat(packet(birth, "ISLE_AMEND").fields()).containsEntry("fullName", both("Tempest Driftwood", "Driftwood Tempest"));

        JsonObject back = Json.createObjectBuilder().add("customActionType", "RETURN_TO_PARISH").build();
        assertThat(bench.core().trigger(birth, "CUSTOM", back).status()).isEqualTo(400);

        JsonObject twice = json("{'content': {'reason': 'entered twice'}}");
        assertThat(bench.core().trigger(birth, "ARCHIVE", twice).status()).isEqualTo(202);
        assertThat(packet(birth, "ISLE_WITHDRAW").field("UIN")).contains(said(birth, "newborn.personalNumber"));
        Await.until("Core holds the archiving", Bench.SOON, () -> birth.pending().isEmpty());
    }

    @Test
    void aDeathWaitsUntilTheIdentityHasEnded() {
        CoreEvent death = declared("death", "{'departed.personalNumber': '4000000003', 'departed.bornOn': '1931-07-08', 'passing.on': '" + daysAgo(3) + "', 'passing.parish': '" + PARISH + "'}");
        assertThat(bench.core().register(death).status()).isEqualTo(202);
        bench.awaitRegistered(death);
        Packet packet = packet(death, "CRVS_DEATH");
        assertThat(packet.field("diedOn")).contains(daysAgo(3).toString().replace('-', '/'));
        assertThat(packet.field("civilNumber")).isEqualTo(bench.core().ledger().registrationNumber(death)).get().asString().matches("IX/D/20\\d\\d/000\\d\\d");

        CoreEvent never = declared("death", "{'departed.bornOn': '2001-01-02', 'passing.on': '2001-01-01'}");
        assertThat(bench.core().register(never).body()).contains("The day of death lies before the day of birth");
    }

    @Test
    void aMarriageIsNumberedByItsParishAndBothAreAskedAbout() {
        CoreEvent marriage = declared("marriage", """
                {'spouse1.fullName': {'firstname': 'Coral', 'surname': 'Driftwood'}, 'spouse1.bornOn': '1998-05-04', 'spouse1.personalNumber': '%s',
                 'spouse2.fullName': {'firstname': 'Finn', 'surname': 'Driftwood'}, 'spouse2.bornOn': '1997-02-04', 'spouse2.personalNumber': '%s', 'ceremony.parish': '%s'}
                """.formatted(CORAL, FINN, PARISH));
        TriggerAnswer answer = bench.core().register(marriage);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(BirthScenarios.parsed(answer.body()).getString("registrationNumber")).matches("M/3/20\\d\\d/000\\d");
        assertThat(said(marriage, "spouse1.identityCheck")).isEqualTo("verified");
        assertThat(said(marriage, "spouse2.identityCheck")).isEqualTo("failed");
    }

    @Test
    void anAdoptionRenamesTheIdentity() {
        CoreEvent adoption = declared("adoption", "{'adoptee.newName': {'firstname': 'Pearl', 'surname': 'Anchor'}, 'adoptee.personalNumber': '4000000009', 'order.number': 'ORDER-8', "
                + "'adopter.home': {'administrativeArea': '" + PARISH + "'}}");
        assertThat(bench.core().register(adoption).status()).isEqualTo(202);
        bench.awaitRegistered(adoption);
        assertThat(packet(adoption, "ISLE_AMEND").fields()).containsEntry("UIN", "4000000009").containsEntry("fullName", both("Pearl Anchor", "Anchor Pearl"));
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

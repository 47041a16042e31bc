package io.crvsbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.simulators.CoreAuth;
import io.crvsbridge.simulators.CoreEvent;
import io.crvsbridge.simulators.Declaration;
import io.crvsbridge.simulators.Packet;
import io.crvsbridge.simulators.TriggerAnswer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Collectors;

/** The registrars of the Isle of Examplia, whose pack is among the test's resources, and the peers as the isle needs them. */
record Isle(Bench bench) {

    static final String PARISH = "5a1e0003-0000-4000-8000-000000000003";
    private static final String SCOPE = "isle.decide";
    private static final String CORAL = "4000000001";
    private static final String FINN = "4000000002";

    static Isle opened() {
        Bench bench = Bench.started("second-country", Store.h2(), Map.of("COUNTRY_PACK", Path.of("src/test/resources/country/isle").toAbsolutePath().toString(), "IDA_GENDERS", "F=female,M=male,X=",
                "OPENCRVS_CLIENT_ID", CoreAuth.CLIENT_ID, "OPENCRVS_CLIENT_SECRET", CoreAuth.CLIENT_SECRET, "DECISION_SCOPE", SCOPE));
        bench.mosip().packets().provides("CRVS1", "ISLE_AMEND");
        bench.mosip().packets().provides("CRVS1", "ISLE_WITHDRAW");
        bench.mosip().credentials().attributes("VID", "UIN");
        bench.mosip().ida().add(person(CORAL, "Coral", "1998-05-04", "female"));
        bench.mosip().ida().add(person(FINN, "Finn", "1997-02-03", "male"));
        bench.core().declares("newborn.personalNumber", "newborn.applicationNumber", "parent1.identityCheck", "parent2.identityCheck", "spouse1.identityCheck", "spouse2.identityCheck",
                "newborn.late", "newborn.infirmaryName", "newborn.custody", "departed.bornOn", "spouse1.bornAs", "spouse2.bornAs");
        return new Isle(bench);
    }

    private static JsonObject person(String nid, String first, String born, String gender) {
        return json("{'nid': '" + nid + "', 'firstName': '" + first + "', 'familyName': 'Driftwood', 'birthDate': '" + born + "', 'gender': '" + gender + "'}");
    }

    static JsonObject json(String text) {
        return BirthScenarios.parsed(text.replace('\'', '"'));
    }

    static LocalDate daysAgo(int days) {
        return LocalDate.now(ZoneOffset.UTC).minusDays(days);
    }

    /** What the family says at the counter. */
    static JsonObject declared(LocalDate bornOn) {
        return json("""
                {'newborn.fullName': {'firstname': 'Pearl', 'surname': 'Driftwood'}, 'newborn.sex': 'GIRL', 'newborn.bornOn': '%s', 'newborn.place': 'FERRY',
                 'parent1.fullName': {'firstname': 'Coral', 'surname': 'Driftwood'}, 'parent1.sex': 'F', 'parent1.bornOn': '1998-05-04', 'parent1.idKind': 'CARD', 'parent1.idNumber': '%s',
                 'parent1.home': {'country': 'EXA', 'administrativeArea': '%s', 'streetLevelDetails': {'cove': 'The third jetty'}},
                 'parent2.absent': true, 'applicant.role': 'PARENT1', 'applicant.phone': '0000111'}
                """.formatted(bornOn, CORAL, PARISH));
    }

    /** Declared at the counter, with more or other values than usual. */
    CoreEvent birth(LocalDate bornOn, JsonObject more) {
        CoreEvent birth = bench.core().create("birth");
        TriggerAnswer answer = bench.core().trigger(birth, "DECLARE", holding(Json.createObjectBuilder(declared(bornOn)).addAll(Json.createObjectBuilder(more)).build()));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return birth;
    }

    static JsonObject holding(JsonObject declaration) {
        return Json.createObjectBuilder().add("declaration", declaration).build();
    }

    /** One that has its identity. */
    CoreEvent registered() {
        CoreEvent birth = birth(daysAgo(20), JsonValue.EMPTY_JSON_OBJECT);
        assertThat(bench.core().register(birth).status()).isEqualTo(202);
        bench.awaitRegistered(birth);
        return birth;
    }

    /** Of which nobody was asked before. */
    CoreEvent declared(String event, String declaration) {
        Declaration blank = Declaration.blank(event);
        json(declaration).forEach(blank::set);
        return bench.core().declare(blank);
    }

    String said(CoreEvent event, String field) {
        return bench.core().ledger().declaration(event).getString(field, "");
    }

    /** Of its accepted actions. */
    String annotations(CoreEvent event) {
        return event.actions().stream().filter(action -> action.getString("status", "").equals("Accepted")).map(action -> String.valueOf(action.get("annotation"))).collect(Collectors.joining());
    }

    Packet packet(CoreEvent event, String process) {
        return Await.value("a packet of " + process, Bench.SOON, () -> bench.rids(event).stream().map(rid -> bench.mosip().ledger().packet(rid).orElseThrow())
                .filter(p -> p.process().equals(process)).findFirst());
    }

    /** The parish decides what a rule has left to it. */
    void decides(CoreEvent event, String decision) {
        String parish = bench.core().auth().recordToken("", "", "parish-council").without("eventId").without("actionId").scopes(SCOPE).sign();
        String open = bench.send(bench.request("/decisions/open").header("Authorization", "Bearer " + parish)).body();
        String id = BirthScenarios.parsed("{\"open\":" + open + "}").getJsonArray("open").getValuesAs(JsonObject.class).stream()
                .filter(question -> question.getString("eventId").equals(event.id())).findFirst().orElseThrow().getString("id");
        HttpResponse<String> answer = bench.send(bench.request("/decisions/open/" + id).header("Authorization", "Bearer " + parish).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"decision\":\"" + decision + "\"}")));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        Await.until("Core is told", Bench.SOON, () -> event.pending().isEmpty());
    }

    static String both(String eng, String fra) {
        return "[{\"language\":\"eng\",\"value\":\"" + eng + "\"},{\"language\":\"fra\",\"value\":\"" + fra + "\"}]";
    }

    static String marriage(String birthNumber, String born) {
        return """
                {'spouse1.fullName': {'firstname': 'Coral', 'surname': 'Driftwood'}, 'spouse1.bornOn': '1998-05-04', 'spouse1.personalNumber': '%s', 'spouse1.birthNumber': '%s',
                 'spouse2.fullName': {'firstname': 'Finn', 'surname': 'Driftwood'}, 'spouse2.bornOn': '%s', 'spouse2.personalNumber': '%s', 'ceremony.parish': '%s'}
                """.formatted(CORAL, birthNumber, born, FINN, PARISH);
    }
}

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
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What follows a birth: deaths, corrections, revocations. */
abstract class LifeEventScenarios extends Scenarios {

    LifeEventScenarios(Benches which) {
        super(which);
    }

    @BeforeEach
    void mosipHasTheCountrysProcesses() {
        List.of("CRVS_UPDATE", "CRVS_REVOKE", "CRVS_REINSTATE").forEach(process -> mosip.packets().provides("CRVS1", process));
    }

    private Packet packet(CoreEvent event, String process) {
        return Await.value("a packet of " + process, Bench.SOON, () -> bench.rids(event).stream().map(rid -> mosip.ledger().packet(rid).orElseThrow())
                .filter(p -> p.process().equals(process)).findFirst());
    }

    private List<String> rids(CoreEvent event, String process) {
        return bench.rids(event).stream().filter(rid -> mosip.ledger().packet(rid).orElseThrow().process().equals(process)).toList();
    }

    private static JsonObject name(String first) {
        return Json.createObjectBuilder().add("child.name", Json.createObjectBuilder().add("firstname", first).add("surname", "Corrected")).build();
    }

    private String history(String token, String key) {
        return bench.history(token).getString(key, "");
    }

    @Test
    void aDeathIsRegisteredAtOnceAndToldToMosipOnceCoreHoldsIt() {
        CoreEvent death = core.declare(Declaration.death());
        String deceased = core.ledger().declaration(death).getString("deceased.nid");
        TriggerAnswer answer = core.register(death);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(bench.rids(death)).as("before Core has confirmed").isEmpty();

        Packet packet = packet(death, "CRVS_DEATH");
        assertThat(packet.field("UIN")).contains(deceased);
        assertThat(packet.field("declaredAsDeceased")).contains("true");
        assertThat(packet.field("deceasedDeclarationDate")).contains(core.ledger().declaration(death).getString("eventDetails.date").replace('-', '/'));
        assertThat(packet.field("deathCertificateNumber")).isEqualTo(core.ledger().registrationNumber(death));
        Await.until("its workflow", Bench.SOON, () -> mosip.ledger().outcome(packet.id()).isPresent());
        assertThat(core.ledger().acceptedRegisters(death)).isEqualTo(1);
        Await.never("a second packet, or a credential that is asked for", Duration.ofSeconds(3), () -> bench.rids(death).size() > 1 || mosip.ledger().reissues(packet.id()) > 0);
    }

    @Test
    void aDeathThatCoreNeverHeldIsNotTold() {
        CoreEvent death = core.declare(Declaration.death());
        String action = core.request(death, "REGISTER", JsonValue.EMPTY_JSON_OBJECT);
        HttpResponse<String> lost = bench.send(bench.trigger(death, core.token(death).sign()));
        assertThat(lost.statusCode()).isEqualTo(200);
        core.decideElsewhere(death, action, "Rejected", null);
        Await.until("our confirmation", Bench.SOON, () -> core.ledger().acceptCalls(death) > 0);
        Await.never("a packet", Duration.ofSeconds(2), () -> !bench.rids(death).isEmpty());
    }

    @Test
    void aDeathThatMosipDeclinesStaysRegisteredAndTheRegistrarIsToBeTold() {
        mosip.workflow().reason("RPR-PVM-002", "Packet schema validation failed");
        mosip.workflow().outcomeFor(packet -> packet.process().equals("CRVS_DEATH"), Outcome.REJECTED);
        CoreEvent death = core.declare(Declaration.death());
        assertThat(core.register(death).status()).isEqualTo(200);
        Packet packet = packet(death, "CRVS_DEATH");
        Await.until("its workflow", Bench.SOON, () -> mosip.ledger().outcome(packet.id()).isPresent());
        if (bench.store().query("SELECT 1").isPresent()) {
            Await.until("the notice", Bench.SOON, () -> bench.store().query("SELECT COUNT(*) FROM notice WHERE event_id = '" + death.id() + "' AND text LIKE '%RPR-PVM-002%'").filter("1"::equals).isPresent());
            assertThat(bench.store().query("SELECT kind FROM attention WHERE event_id = '" + death.id() + "'")).contains("DECLINED_LATE");
        }
        assertThat(core.ledger().acceptedRegisters(death)).isEqualTo(1);
        assertThat(core.ledger().rejectCalls(death)).isZero();
    }

    @Test
    void aDeathThatMosipCannotTakeNowIsToldLater() {
        mosip.faults().on("packet", io.crvsbridge.simulators.Fault.status(503));
        CoreEvent death = core.declare(Declaration.death());
        assertThat(core.register(death).status()).isEqualTo(200);
        Await.until("Core has confirmed", Bench.SOON, () -> core.ledger().acceptCalls(death) > 0);
        assertThat(core.ledger().acceptedRegisters(death)).isEqualTo(1);
        mosip.faults().clear();
        packet(death, "CRVS_DEATH");
    }

    @Test
    void aChildWithoutAnIdentityGetsOneByACorrection() {
        CoreEvent birth = core.registeredBirth(Declaration.birth().mother("verified"), "2026B" + UUID.randomUUID().toString().substring(0, 7).toUpperCase(java.util.Locale.ROOT));
        TriggerAnswer answer = core.correct(birth, name("Corrected" + UUID.randomUUID().toString().substring(0, 4)));
        assertThat(answer.status()).isEqualTo(202);
        Packet packet = packet(birth, "CRVS_NEW");
        assertThat(packet.field("fullName").orElseThrow()).as("the corrected values").contains("Corrected");
        assertThat(packet.field("birthCertificateNumber")).isEqualTo(core.ledger().registrationNumber(birth));
        Await.until("the child has its identifier in Core", Bench.SOON, () -> bench.childNid(birth).isPresent());
        assertThat(bench.childNid(birth)).contains(mosip.credentials().vid(packet.id()));
        assertThat(rids(birth, "CRVS_NEW")).hasSize(1);
    }

    @Test
    void anIdentifiedChildsCorrectionIsAnUpdateWithTheIdentifier() {
        CoreEvent birth = heldBirth();
        awaitIdentified(birth);
        TriggerAnswer answer = core.correct(birth, name("Updated"));
        assertThat(answer.status()).isEqualTo(202);
        Packet packet = packet(birth, "CRVS_UPDATE");
        assertThat(packet.field("UIN")).isEqualTo(bench.childNid(birth));
        assertThat(packet.field("fullName").orElseThrow()).contains("Updated Corrected");
        Await.until("Core holds the correction", Bench.SOON, () -> birth.pending().isEmpty());
        assertThat(core.ledger().declaration(birth).getJsonObject("child.name").getString("firstname")).isEqualTo("Updated");

        assertThat(core.correct(birth, name("Again")).status()).as("each correction is a packet of its own").isEqualTo(202);
        Await.until("the second update", Bench.SOON, () -> rids(birth, "CRVS_UPDATE").size() == 2);
        Await.until("Core holds it", Bench.SOON, () -> birth.pending().isEmpty());
        assertThat(rids(birth, "CRVS_NEW")).as("never a second identity").hasSize(1);
    }

    @Test
    void anotherAddressOfTheMotherIsAnUpdateWithTheNewAddress() {
        CoreEvent birth = heldBirth();
        awaitIdentified(birth);
        JsonObject address = Json.createObjectBuilder(core.ledger().declaration(birth).getJsonObject("mother.address"))
                .add("streetLevelDetails", Json.createObjectBuilder().add("town", "Newtown").add("street", "New Street").add("number", "7").add("residentialArea", "North")).build();
        assertThat(core.correct(birth, Json.createObjectBuilder().add("mother.address", address).build()).status()).isEqualTo(202);
        Packet packet = packet(birth, "CRVS_UPDATE");
        assertThat(packet.field("UIN")).isEqualTo(bench.childNid(birth));
        assertThat(packet.field("addressLine1").orElseThrow()).contains("7 New Street");
        assertThat(packet.field("city").orElseThrow()).contains("Newtown");
        Await.until("Core holds the correction", Bench.SOON, () -> birth.pending().isEmpty());
    }

    @Test
    void aCorrectionThatMosipDeclinesIsNeverRejectedLate() {
        CoreEvent birth = heldBirth();
        awaitIdentified(birth);
        mosip.workflow().outcomeFor(packet -> packet.process().equals("CRVS_UPDATE"), Outcome.REJECTED);
        assertThat(core.correct(birth, name("Declined")).status()).isEqualTo(202);
        Await.until("Core holds the correction", Bench.SOON, () -> birth.pending().isEmpty());
        assertThat(core.ledger().rejectCalls(birth)).isZero();
        assertThat(core.ledger().declaration(birth).getJsonObject("child.name").getString("firstname")).isEqualTo("Declined");
    }

    @Test
    void aCorrectionThatMosipDoesNotConcernIsAcceptedAtOnce() {
        CoreEvent birth = heldBirth();
        awaitIdentified(birth);
        assertThat(core.correct(birth, Json.createObjectBuilder().add("informant.email", "other@example.org").build()).status()).isEqualTo(200);
        assertThat(bench.rids(birth)).hasSize(1);
    }

    @Test
    void aRevokedRegistrationIsToldAndSoIsItsReinstatement() {
        CoreEvent birth = heldBirth();
        awaitIdentified(birth);
        assertThat(core.trigger(birth, "CUSTOM", Json.createObjectBuilder().add("customActionType", "REVOKE_REGISTRATION").build()).status()).isEqualTo(202);
        assertThat(packet(birth, "CRVS_REVOKE").field("UIN")).isEqualTo(bench.childNid(birth));
        Await.until("Core holds the revocation", Bench.SOON, () -> birth.pending().isEmpty());
        assertThat(core.trigger(birth, "CUSTOM", Json.createObjectBuilder().add("customActionType", "REINSTATE_REGISTRATION").build()).status()).isEqualTo(202);
        assertThat(packet(birth, "CRVS_REINSTATE").field("UIN")).isEqualTo(bench.childNid(birth));
        Await.until("Core holds the reinstatement", Bench.SOON, () -> birth.pending().isEmpty());
    }

    @Test
    void aChildWhoIsNoInfantWaitsForAHumanAndIsNotSentToFailAtMosip() {
        CoreEvent birth = core.declare(Declaration.birth().childBornOn(LocalDate.now(ZoneOffset.UTC).minusYears(7)));
        assertThat(core.register(birth).status()).isEqualTo(202);
        String token = core.token(birth).sign();
        assertThat(history(token, "state")).isEqualTo("PARKED");
        assertThat(history(token, "cause")).isEqualTo("UNFIT");
        Await.never("a packet", Duration.ofSeconds(1), () -> !bench.rids(birth).isEmpty());
    }

    @Test
    void aRecordThatHasAnIdentifierNeverGetsASecondBirthPacket() {
        CoreEvent birth = core.declare(Declaration.birth().set("child.nid", "4092836150927345"));
        assertThat(core.register(birth).status()).isEqualTo(202);
        assertThat(history(core.token(birth).sign(), "cause")).isEqualTo("UNFIT");
        Await.never("a packet", Duration.ofSeconds(1), () -> !bench.rids(birth).isEmpty());
    }
}

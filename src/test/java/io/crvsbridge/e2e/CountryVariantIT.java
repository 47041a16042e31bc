package io.crvsbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.simulators.CoreEvent;
import io.crvsbridge.simulators.Declaration;
import io.crvsbridge.simulators.MosipLedger.Outcome;
import io.crvsbridge.simulators.Packet;
import io.crvsbridge.simulators.TriggerAnswer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A country that has changed the shipped pack: deaths wait for MOSIP, an archived birth is revoked there, a reject is never granted; and whose hub has other topics. */
class CountryVariantIT {

    private static final String ENDED = "EXAMPLIA_WORKFLOW_ENDED";
    private static final JsonObject REASON = Json.createObjectBuilder().add("content", Json.createObjectBuilder().add("reason", "entered twice")).build();

    private static Bench bench;

    @BeforeAll
    static void start() {
        Map<String, String> settings = new HashMap<>(Map.of("COUNTRY_PACK", PackVariant.of(CountryVariantIT::changed).toString(), "MOSIP_WORKFLOW_COMPLETED_TOPIC", ENDED, "MOSIP_WORKFLOW_PAUSED_TOPIC", "off",
                "MOSIP_PACKET_PROCESS_REVOKE", "CRVS_REVOKE", "WEBSUB_LEASE", "3h"));
        bench = Bench.started("country-variant", Store.h2(), settings);
        bench.mosip().workflow().completedTopic(ENDED);
        bench.mosip().packets().provides("CRVS1", "CRVS_REVOKE");
        Await.until("the country's own topic", Bench.SOON, () -> bench.mosip().hub().isSubscribed(ENDED));
    }

    @AfterAll
    static void stop() {
        bench.close();
    }

    @AfterEach
    void calm() {
        bench.calm();
    }

    private static String changed(String file, String text) {
        return switch (file) {
            case "death.yaml" -> PackVariant.replaced(text, "      then: accept\n      operation: death", "      then: hold\n      operation: death\n      ifDeclined: accept");
            case "pack.yaml" -> numbered(text);
            case "birth.yaml" -> PackVariant.replaced(inTwoLanguages(PackVariant.replaced(text, "    person: new\n", "    person: new\n    unfit: refuse\n    labels: {tracking: \"get(context, 'trackingId')\"}\n")), "actions:\n  REGISTER:", """
                    identities:
                      mother:
                        when: mother.idType == 'NATIONAL_ID'
                        id: mother.nid
                        name: fullName(mother.name)
                        birthDate: mother.dob
                        result: mother.verified
                    actions:
                      DECLARE:
                        - name: mother-checked
                          then: check
                          check: [mother]
                        - name: declared
                          then: accept
                      ARCHIVE:
                        - name: archived-with-identity
                          when: first([child.nid]) != null
                          then: hold
                          operation: revoke
                          ifDeclined: park
                        - name: archived-here-alone
                          then: accept
                      REJECT:
                        - name: never
                          then: refuse
                          reason: a declaration is never rejected here
                      REGISTER:""");
            default -> text;
        };
    }

    private static String numbered(String pack) {
        String numbers = PackVariant.replaced(pack, "registrationNumber:\n  length: 12\n  characters: 0-9A-Z\n",
                "registrationNumber:\n  value: join(['EX', text(year(today)), pad(sequence(event, text(year(today))), 6)], '/')\n");
        return PackVariant.replaced(PackVariant.replaced(numbers, "languages: [eng]", "languages: [eng, fra]"), "    child.nid: VID\n", "    child.nid: VID\n    child.reason: AID\n");
    }

    private static String inTwoLanguages(String birth) {
        return PackVariant.replaced(birth, "fullName: {form: simple, value: fullName(child.name)}",
                "fullName: {form: simple, value: {eng: fullName(child.name), fra: \"join([get(child.name, 'surname'), get(child.name, 'firstname')], ' ')\"}}");
    }

    @Test
    void aBirthIsNumberedByASequenceAndNamedInTwoLanguages() {
        CoreEvent birth = bench.core().declareBirth();
        assertThat(bench.core().register(birth).status()).isEqualTo(202);
        bench.awaitRegistered(birth);
        Packet packet = packet(birth, "CRVS_NEW");
        String number = bench.core().ledger().registrationNumber(birth).orElseThrow();
        assertThat(number).matches("EX/20\\d\\d/0000\\d\\d");
        assertThat(packet.field("birthCertificateNumber")).contains(number);
        JsonObject name = bench.core().ledger().declaration(birth).getJsonObject("child.name");
        assertThat(packet.fields().get("fullName")).isEqualTo("[{\"language\":\"eng\",\"value\":\"" + name.getString("firstname") + " " + name.getString("surname")
                + "\"},{\"language\":\"fra\",\"value\":\"" + name.getString("surname") + " " + name.getString("firstname") + "\"}]");
        assertThat(packet.fields().get("gender")).contains("\"eng\"", "\"fra\"");
        assertThat(packet.label("metaData", "tracking")).contains(birth.trackingId());
        assertThat(bench.core().ledger().declaration(birth).getString("child.reason")).as("AID").isEqualTo(packet.id());
    }

    @Test
    void aBirthThatIsAcceptedAtOnceIsNumberedInTheAnswer() {
        CoreEvent birth = bench.core().declare(Declaration.birth().mother("failed"));
        TriggerAnswer answer = bench.core().register(birth);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).matches("\\{\"registrationNumber\":\"EX/20\\d\\d/0000\\d\\d\"}");
    }

    private static Packet packet(CoreEvent event, String process) {
        return Await.value("a packet of " + process, Bench.SOON, () -> bench.rids(event).stream().map(rid -> bench.mosip().ledger().packet(rid).orElseThrow())
                .filter(p -> p.process().equals(process)).findFirst());
    }

    @Test
    void aDeathWaitsUntilMosipHasFlaggedTheIdentity() {
        bench.mosip().workflow().delayMillis(2_000);
        CoreEvent death = bench.core().declare(Declaration.death());
        assertThat(bench.core().register(death).status()).isEqualTo(202);
        Packet packet = packet(death, "CRVS_DEATH");
        assertThat(bench.mosip().ledger().outcome(packet.id())).as("still at work").isEmpty();
        assertThat(bench.core().ledger().acceptedRegisters(death)).isZero();
        bench.awaitRegistered(death);
        assertThat(bench.mosip().ledger().outcome(packet.id())).contains(Outcome.PROCESSED);
        assertThat(bench.core().ledger().registrationNumber(death)).isEqualTo(packet.field("deathCertificateNumber"));
        assertThat(bench.mosip().ledger().credentials(packet.id())).as("none is issued for a death, and none is asked for").isZero();
        assertThat(bench.mosip().ledger().reissues(packet.id())).isZero();
    }

    @Test
    void aDeathThatMosipDeclinesIsRegisteredAllTheSame() {
        bench.mosip().workflow().outcome(Outcome.REJECTED);
        CoreEvent death = bench.core().declare(Declaration.death());
        assertThat(bench.core().register(death).status()).isEqualTo(202);
        String token = bench.core().token(death).sign();
        bench.awaitRegistered(death);
        assertThat(bench.core().ledger().rejectCalls(death)).isZero();
        assertThat(bench.history(token).toString()).contains("accepted all the same");
    }

    @Test
    void anArchivedBirthIsRevokedAtMosipBeforeCoreArchivesIt() {
        CoreEvent birth = bench.core().declareBirth();
        assertThat(bench.core().register(birth).status()).isEqualTo(202);
        bench.awaitRegistered(birth);
        assertThat(bench.core().trigger(birth, "ARCHIVE", REASON).status()).isEqualTo(202);
        Packet packet = packet(birth, "CRVS_REVOKE");
        assertThat(packet.field("UIN")).isEqualTo(bench.childNid(birth));
        Await.until("Core holds the archiving", Bench.SOON, () -> birth.pending().isEmpty());
        assertThat(birth.actions().toString()).contains("ARCHIVE");
    }

    @Test
    void aRefusalOfWhichCoreTakesNoLaterRejectIsSeenInItsRecord() {
        CoreEvent birth = bench.core().declareBirth();
        TriggerAnswer answer = bench.core().trigger(birth, "REJECT", REASON);
        assertThat(answer.status()).isEqualTo(400);
        String token = bench.core().auth().recordToken(birth.id(), answer.actionId(), "registrar-1").sign();
        Await.until("its end", Bench.SOON, () -> bench.history(token).getString("state").equals("REJECTED"));
        assertThat(bench.core().ledger().rejectCalls(birth)).as("a later reject, which Core answers 500").isZero();
    }

    @Test
    void aRefusalWhoseAnswerWasLostWaitsForAHumanAndIsNoEnd() {
        CoreEvent birth = bench.core().declareBirth();
        bench.core().request(birth, "REJECT", REASON);
        String token = bench.core().token(birth).sign();
        assertThat(bench.send(bench.request("/trigger/events/birth/actions/REJECT").header("Content-Type", "application/json").header("Authorization", "Bearer " + token)
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(birth.document().toString()))).statusCode()).isEqualTo(400);
        Await.until("it is parked", Bench.SOON, () -> bench.history(token).getString("cause", "").equals("NO_LATE_REJECT"));
        Await.never("a later reject", Duration.ofSeconds(1), () -> bench.core().ledger().rejectCalls(birth) > 0);
    }

    @Test
    void whatMosipWouldNotTakeIsRefusedAtOnceWhereThePackSaysSo() {
        CoreEvent birth = bench.core().declare(Declaration.birth().childBornOn(java.time.LocalDate.now(java.time.ZoneOffset.UTC).minusYears(7)));
        TriggerAnswer answer = bench.core().register(birth);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("the child is no infant any more");
        assertThat(bench.rids(birth)).isEmpty();
    }

    @Test
    void theLeaseIsAskedForAsItIsSet() {
        assertThat(bench.mosip().hub().leaseSeconds(ENDED)).isEqualTo(Duration.ofHours(3).toSeconds());
        assertThat(bench.mosip().hub().leaseSeconds(io.crvsbridge.simulators.MosipSimulator.TOPIC)).isEqualTo(Duration.ofHours(3).toSeconds());
    }

    private static JsonObject declared(String nid, String first) {
        JsonObject name = Json.createObjectBuilder().add("firstname", first).add("surname", "Doe").build();
        return Json.createObjectBuilder().add("declaration", Json.createObjectBuilder().add("mother.idType", "NATIONAL_ID").add("mother.nid", nid).add("mother.name", name).add("mother.dob", "2002-02-01")).build();
    }

    private static String verified(CoreEvent event) {
        return bench.core().ledger().declaration(event).getString("mother.verified", "");
    }

    @Test
    void whoDeclaresIsToldAtOnceWhetherTheMotherIsWhoSheSays() {
        CoreEvent birth = bench.core().create("birth");
        TriggerAnswer answer = bench.core().trigger(birth, "DECLARE", declared("1234567891", "Jenny"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"declaration\":{\"mother.verified\":\"verified\"}}");
        assertThat(verified(birth)).isEqualTo("verified");
        Await.until("the confirmation", Bench.SOON, () -> bench.core().ledger().acceptCalls(birth) > 0);
        assertThat(verified(birth)).isEqualTo("verified");

        CoreEvent other = bench.core().create("birth");
        TriggerAnswer mismatch = bench.core().trigger(other, "DECLARE", declared("1234567891", "Joan"));
        assertThat(mismatch.status()).isEqualTo(200);
        assertThat(verified(other)).isEqualTo("failed");
        assertThat(bench.history(bench.core().auth().recordToken(other.id(), mismatch.actionId(), "registrar-1").sign()).toString()).contains("mother does not match").doesNotContain("Joan", "1234567891");
    }

    @Test
    void whomNobodyCanTellAnythingOfWaitsAndIsNotFailed() {
        int before = bench.mosip().calls("ida");
        bench.mosip().ida().clockAhead(Duration.ofSeconds(40));
        CoreEvent birth = bench.core().create("birth");
        TriggerAnswer answer = bench.core().trigger(birth, "DECLARE", declared("1234567891", "Jenny"));
        assertThat(answer.status()).isEqualTo(202);
        String token = bench.core().token(birth).sign();
        Await.until("it is tried again", Bench.SOON, () -> bench.mosip().calls("ida") > before + 1);
        assertThat(bench.history(token).getString("state")).isEqualTo("RECEIVED");
        assertThat(verified(birth)).isEmpty();
        bench.mosip().ida().calm();
        Await.until("Core is told", Duration.ofSeconds(60), () -> birth.pending().isEmpty());
        assertThat(verified(birth)).isEqualTo("verified");
        Await.until("we have heard that it was", Bench.SOON, () -> bench.history(token).getString("state").equals("ACCEPTED"));
    }

    @Test
    void whoHasNoIdentifierIsNotAskedAbout() {
        CoreEvent birth = bench.core().create("birth");
        JsonObject none = Json.createObjectBuilder().add("declaration", Json.createObjectBuilder().add("mother.idType", "PASSPORT")).build();
        TriggerAnswer answer = bench.core().trigger(birth, "DECLARE", none);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{}");
    }

    @Test
    void aTopicThatIsOffIsNotSubscribedTo() {
        assertThat(bench.mosip().hub().isSubscribed(io.crvsbridge.simulators.MosipSimulator.PAUSED_TOPIC)).isFalse();
        assertThat(bench.mosip().hub().isSubscribed(io.crvsbridge.simulators.MosipSimulator.COMPLETED_TOPIC)).isFalse();
        assertThat(bench.get("/health/ready").body()).contains("\"subscriptionPaused\":\"NONE\"");
    }
}

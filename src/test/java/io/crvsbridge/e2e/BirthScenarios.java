package io.crvsbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.simulators.CoreEvent;
import io.crvsbridge.simulators.Declaration;
import io.crvsbridge.simulators.Packet;
import io.crvsbridge.simulators.Peers;
import io.crvsbridge.simulators.TriggerAnswer;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Births and deaths on good days. */
abstract class BirthScenarios extends Scenarios {

    private static final int MANY = 50;

    BirthScenarios(Benches which) {
        super(which);
    }

    @Test
    void anEligibleBirthIsRegisteredWithANumberAndAnIdentity() {
        CoreEvent birth = core.declareBirth();
        TriggerAnswer answer = core.register(birth);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.outcome()).isEqualTo(TriggerAnswer.Outcome.PENDING);
        awaitIdentified(birth);
        String rid = bench.rids(birth).get(0);
        assertThat(mosip.ledger().packetCalls(rid)).isEqualTo(1);
        assertThat(mosip.ledger().workflowCalls(rid)).isEqualTo(1);
        assertThat(core.ledger().acceptCalls(birth)).isEqualTo(1);
        assertThat(core.ledger().tokenKinds(birth)).containsExactly("record");
    }

    @Test
    void thePacketIsWrittenInMosipsOwnEncodings() {
        CoreEvent birth = core.declare(Declaration.birth().set("child.gender", "male"));
        core.register(birth);
        awaitIdentified(birth);
        Packet packet = mosip.ledger().packet(bench.rids(birth).get(0)).orElseThrow();
        JsonObject child = core.ledger().declaration(birth);

        assertThat(packet.id()).matches("\\d{29}").startsWith(Peers.CENTRE + Peers.MACHINE);
        assertThat(packet.refId()).isEqualTo(Peers.CENTRE + "_" + Peers.MACHINE);
        JsonObject name = array(packet.fields().get("fullName")).getJsonObject(0);
        assertThat(name.getString("language")).isEqualTo("eng");
        assertThat(name.getString("value")).contains(child.getJsonObject("child.name").getString("firstname")).contains(child.getJsonObject("child.name").getString("surname"));
        assertThat(packet.fields().get("dateOfBirth")).isEqualTo(child.getString("child.dob").replace('-', '/'));
        assertThat(array(packet.fields().get("gender")).getJsonObject(0).getString("value")).isEqualTo("MLE");
        assertThat(packet.label("metaData", "crvsRecordRef")).contains(birth.id());
        assertThat(packet.label("metaData", "centerId")).contains(Peers.CENTRE);
        assertThat(packet.label("metaData", "machineId")).contains(Peers.MACHINE);
        assertThat(packet.label("operationsData", "officerId")).contains(Peers.OFFICER);
        assertThat(packet.metaInfo().get("registrationId")).isEqualTo(packet.id());
    }

    @Test
    void aGirlIsSentAsFle() {
        CoreEvent birth = core.declare(Declaration.birth().set("child.gender", "female"));
        core.register(birth);
        awaitIdentified(birth);
        Packet packet = mosip.ledger().packet(bench.rids(birth).get(0)).orElseThrow();
        assertThat(packet.field("gender")).contains("FLE");
    }

    @Test
    void whoIsNotEligibleIsRegisteredAtOnce() {
        registeredAtOnce(
                Declaration.birth().mother("failed"),
                Declaration.birth().mother("pending"),
                Declaration.birth().without("mother.verified"),
                Declaration.birth().without("child.dob"),
                Declaration.birth().childBornOn(LocalDate.now(ZoneOffset.UTC).minusYears(10)),
                Declaration.birth().childBornOn(LocalDate.now(ZoneOffset.UTC).plusDays(2)),
                Declaration.death().without("deceased.nid").set("deceased.idType", "NONE"));
    }

    /** The number comes with the answer; some time later it is confirmed, in case the answer was lost. */
    private void registeredAtOnce(Declaration... declarations) {
        Map<CoreEvent, String> numbers = new LinkedHashMap<>();
        for (Declaration declaration : declarations) {
            CoreEvent event = core.declare(declaration);
            TriggerAnswer answer = core.register(event);
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.outcome()).isEqualTo(TriggerAnswer.Outcome.ACCEPTED);
            assertThat(core.ledger().acceptCalls(event)).as("accepts before the delay").isZero();
            numbers.put(event, parsed(answer.body()).getString("registrationNumber"));
        }
        assertThat(numbers.values()).doesNotHaveDuplicates().allMatch(number -> number.matches("[0-9A-Z]{12}"));
        numbers.forEach((event, number) -> {
            Await.until("the accept that confirms the answer", Bench.SOON, () -> core.ledger().acceptCalls(event) == 1);
            assertThat(core.ledger().acceptedRegisters(event)).isEqualTo(1);
            assertThat(core.ledger().registrationNumber(event)).contains(number);
            assertThat(bench.rids(event)).isEmpty();
        });
    }

    @Test
    void anAnswerThatWasLostIsRescuedByTheConfirmation() {
        CoreEvent birth = core.declare(Declaration.birth().mother("failed"));
        core.request(birth, "REGISTER", JsonValue.EMPTY_JSON_OBJECT);
        HttpResponse<String> lost = bench.send(bench.trigger(birth, core.token(birth).sign()));

        assertThat(lost.statusCode()).isEqualTo(200);
        assertThat(core.ledger().acceptedRegisters(birth)).isZero();
        bench.awaitRegistered(birth);
        assertThat(core.ledger().registrationNumber(birth)).contains(parsed(lost.body()).getString("registrationNumber"));
    }

    @Test
    void theSameHeldActionManyTimesOverIsOnePacketAndOneAnswer() {
        CoreEvent birth = core.declareBirth();
        String action = core.request(birth, "REGISTER", JsonValue.EMPTY_JSON_OBJECT);
        String token = core.token(birth).sign();
        String document = birth.document().toString();
        Set<String> answers = manyTimes(birth, token, document);
        assertThat(answers).as("distinct answers in parallel").hasSize(1);
        assertThat(answers.iterator().next()).startsWith("202 ");
        Set<String> later = inSequence(birth, token, document);
        awaitIdentified(birth);
        assertThat(birth.actions()).filteredOn(a -> action.equals(a.getString("originalActionId", ""))).hasSize(1);
        later.addAll(inSequence(birth, token, document));
        assertThat(later).as("distinct answers in sequence and after the end").isEqualTo(answers);
        oneOfEverything(birth);
        assertThat(mosip.ledger().packetCalls(bench.rids(birth).get(0))).isEqualTo(1);
    }

    @Test
    void theSameActionAnsweredAtOnceManyTimesOverGetsOneNumber() {
        CoreEvent birth = core.declare(Declaration.birth().mother("failed"));
        core.request(birth, "REGISTER", JsonValue.EMPTY_JSON_OBJECT);
        String token = core.token(birth).sign();
        String document = birth.document().toString();
        Set<String> answers = manyTimes(birth, token, document);
        assertThat(answers).as("distinct answers in parallel").hasSize(1);
        assertThat(answers.iterator().next()).startsWith("200 ").contains("registrationNumber");
        Set<String> later = inSequence(birth, token, document);
        bench.awaitRegistered(birth);
        later.addAll(inSequence(birth, token, document));
        assertThat(later).as("distinct answers in sequence and after the end").isEqualTo(answers);
        oneOfEverything(birth);
    }

    private void oneOfEverything(CoreEvent birth) {
        assertThat(core.ledger().acceptedRegisters(birth)).isEqualTo(1);
        assertThat(core.ledger().acceptCalls(birth)).isEqualTo(1);
        assertThat(bench.rids(birth)).hasSizeLessThanOrEqualTo(1);
    }

    private Set<String> manyTimes(CoreEvent event, String token, String document) {
        return new HashSet<>(bench.sendAll(IntStream.range(0, MANY).mapToObj(i -> bench.trigger(event, token, document)).toList()).stream().map(BirthScenarios::whole).toList());
    }

    private Set<String> inSequence(CoreEvent event, String token, String document) {
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            answers.add(whole(bench.send(bench.trigger(event, token, document))));
        }
        return new HashSet<>(answers);
    }

    private static String whole(HttpResponse<String> answer) {
        return answer.statusCode() + " " + answer.headers().firstValue("content-type").orElse("") + " " + answer.body();
    }

    @Test
    void anActionThatNoRuleNamesIsAnsweredWithAnEmptyObject() {
        CoreEvent birth = core.declareBirth();
        TriggerAnswer answer = core.trigger(birth, "PRINT_CERTIFICATE");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{}");
    }

    static JsonObject parsed(String json) {
        try (var reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }

    private static JsonArray array(String json) {
        try (var reader = Json.createReader(new StringReader(json))) {
            return reader.readArray();
        }
    }
}

package io.crvsbridge.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.country.CountryPack;
import io.crvsbridge.rule.JudgementFailed;
import io.crvsbridge.mapping.MappingFailed;
import io.crvsbridge.mapping.PacketContent;
import io.crvsbridge.country.Situation;
import io.crvsbridge.rule.Verdict;
import io.crvsbridge.kernel.Declaration;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every recorded request of Core, from its bytes to the decision of the shipped pack and the packet that it sends. */
class SamplesJudgedTest {

    private static final Path SAMPLES = Path.of("src/test/resources/core");
    private static final Map<String, String> CONTEXT = Map.of("registrationNumber", "ABC123DEF456");
    private static final Map<String, String> GENDERS = Map.of("male", "MLE", "female", "FLE");
    private static final List<JsonValue> ODD = List.of(JsonValue.EMPTY_JSON_ARRAY, JsonValue.EMPTY_JSON_OBJECT, JsonValue.TRUE, Json.createValue(7), Json.createValue(" "), Json.createValue("verified"),
            Json.createArrayBuilder().add("verified").addNull().build(), Json.createObjectBuilder().add("country", 1).add("firstname", JsonValue.EMPTY_JSON_ARRAY).build());

    private static CountryPack pack;

    @BeforeAll
    static void load() throws Exception {
        pack = CountryPack.shipped(ZoneOffset.UTC);
    }

    static List<String> samples() throws IOException {
        return EventDocumentTest.samples();
    }

    /** The rule, or - for what is not ours, and the operation if there is one. */
    @ParameterizedTest
    @CsvSource({
        "birth-APPROVE_CORRECTION-child-nid, identity-updated, update",
        "birth-ARCHIVE, -, ",
        "birth-CUSTOM-APPROVE_DECLARATION, -, ",
        "birth-CUSTOM-ESCALATE, -, ",
        "birth-DECLARE-mother-authenticated, -, ",
        "birth-DECLARE-of-notified, -, ",
        "birth-DECLARE-plain, -, ",
        "birth-EDIT, -, ",
        "birth-EDIT-of-notified, -, ",
        "birth-NOTIFY-hospital-clerk, -, ",
        "birth-NOTIFY-system-client, -, ",
        "birth-PRINT_CERTIFICATE, -, ",
        "birth-REGISTER-late-registration, without-identity, ",
        "birth-REGISTER-mother-authenticated, verified-family, create",
        "birth-REGISTER-mother-failed, without-identity, ",
        "birth-REGISTER-mother-verified-by-trigger, verified-family, create",
        "birth-REJECT, -, ",
        "birth-REJECT_CORRECTION, -, ",
        "birth-REQUEST_CORRECTION, -, ",
        "death-ARCHIVE, -, ",
        "death-DECLARE, -, ",
        "death-REGISTER-plain, deceased-with-national-id, death",
    })
    void everySampleIsJudged(String sample, String rule, String operation) throws Exception {
        Situation situation = situation(sample);
        boolean ours = pack.names(situation.event(), situation.action(), situation.customAction());
        assertThat(ours).isEqualTo(!rule.equals("-"));
        if (ours) {
            Verdict verdict = pack.judge(situation);
            assertThat(verdict.rule()).isEqualTo(rule);
            assertThat(verdict.operation().orElse(null)).isEqualTo(operation);
        }
    }

    @Test
    void noSampleIsForgottenAbove() throws Exception {
        CsvSource rows = SamplesJudgedTest.class.getDeclaredMethod("everySampleIsJudged", String.class, String.class, String.class).getAnnotation(CsvSource.class);
        Set<String> named = new TreeSet<>();
        for (String row : rows.value()) {
            named.add(row.substring(0, row.indexOf(',')));
        }
        assertThat(named).containsExactlyElementsOf(samples());
    }

    /** The packet says what Core says that the record says. */
    @ParameterizedTest
    @ValueSource(strings = {"birth-REGISTER-mother-authenticated", "birth-REGISTER-mother-verified-by-trigger"})
    void aBirthIsMappedFromTheValuesThatCoreExpects(String sample) throws Exception {
        JsonObject expected = json(sample + ".expected.json").getJsonObject("mergedWithPending");
        JsonObject street = expected.getJsonObject("mother.address").getJsonObject("streetLevelDetails");
        Map<String, String> fields = new HashMap<>(child(expected));
        fields.put("addressLine1", simple(street.getString("number") + " " + street.getString("street")));
        fields.put("region", simple(expected.getJsonObject("mother.address").getString("country")));
        fields.put("province", simple(expected.getJsonObject("mother.address").getString("administrativeArea")));
        fields.put("city", simple(street.getString("town")));
        fields.put("zone", simple(street.getString("residentialArea")));
        fields.put("birthCertificateNumber", "ABC123DEF456");
        PacketContent packet = pack.map(situation(sample), "create", CONTEXT);
        assertThat(packet.fields()).isEqualTo(fields);
        assertThat(packet.notification().email()).hasValue(expected.getString("informant.email"));
    }

    /** Core's own merge has the old values while an approval is pending (Core contract, section 5): the corrected ones are sent. */
    @Test
    void aCorrectionIsMappedFromTheCorrectedValues() throws Exception {
        Map<String, String> fields = pack.map(situation("birth-APPROVE_CORRECTION-child-nid"), "update", CONTEXT).fields();
        JsonObject uncorrected = json("birth-APPROVE_CORRECTION-child-nid.expected.json").getJsonObject("mergedWithPending");
        assertThat(fields.get("gender")).isEqualTo(simple("MLE")).isNotEqualTo(child(uncorrected).get("gender"));
        assertThat(fields.get("fullName")).contains("Corrected");
        assertThat(fields.get("dateOfBirth")).isEqualTo(child(uncorrected).get("dateOfBirth"));
        assertThat(fields.get("UIN")).isEqualTo(uncorrected.getString("child.nid"));
    }

    @Test
    void aDeathIsMappedFromTheValuesThatCoreExpects() throws Exception {
        JsonObject expected = json("death-REGISTER-plain.expected.json").getJsonObject("mergedWithPending");
        Map<String, String> fields = new HashMap<>(Map.of("IDSchemaVersion", "0.1", "UIN", expected.getString("deceased.nid"), "declaredAsDeceased", "true",
                "deceasedDeclarationDate", expected.getString("eventDetails.date").replace('-', '/'), "deathCertificateNumber", "ABC123DEF456"));
        if (expected.containsKey("eventDetails.mannerOfDeath")) {
            fields.put("typeOfDeath", expected.getString("eventDetails.mannerOfDeath"));
        }
        assertThat(pack.map(situation("death-REGISTER-plain"), "death", CONTEXT).fields()).isEqualTo(fields);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aFieldThatIsNullIsAsGoodAsMissing(String sample) throws Exception {
        Situation situation = situation(sample);
        for (String field : situation.declaration().values().keySet()) {
            assertThat(outcome(changed(situation, field, JsonValue.NULL))).as(field).isEqualTo(outcome(changed(situation, field, null)));
        }
        assertThat(outcome(with(situation, JsonValue.EMPTY_JSON_OBJECT))).doesNotContain("create");
    }

    /** Lists, objects, numbers, blanks where something else belongs: a decision, or a failure that is told as such; and no identity that the right values would not have given. */
    @ParameterizedTest
    @MethodSource("samples")
    void aFieldOfAnotherKindNeverBreaksJudging(String sample) throws Exception {
        Situation situation = situation(sample);
        boolean held = outcome(situation).startsWith("verified-family");
        for (String field : situation.declaration().values().keySet()) {
            for (JsonValue odd : ODD) {
                String outcome = outcome(changed(situation, field, odd));
                boolean vouched = field.endsWith(".verified") && odd.equals(Json.createValue("verified"));
                assertThat(!held && !vouched && outcome.startsWith("verified-family")).as(field + " as " + odd + ": " + outcome).isFalse();
            }
        }
    }

    /** Rejected again and again, then approved: judged by what was approved. */
    @Test
    void aCorrectionAfterRejectedOnesIsJudgedByItsOwnValues() throws Exception {
        JsonObject sample = json("birth-APPROVE_CORRECTION-child-nid.json");
        List<JsonObject> actions = new java.util.ArrayList<>(sample.getJsonArray("actions").getValuesAs(JsonObject.class));
        JsonObject pending = actions.remove(actions.size() - 1);
        JsonObject request = actions.stream().filter(a -> a.getString("type").equals("REQUEST_CORRECTION") && a.getString("status").equals("Requested")).findFirst().orElseThrow();
        List<JsonObject> rejected = List.of(
                of(request, 1, "REQUEST_CORRECTION", "Requested", "{'declaration':{'child.gender':'other','child.name':{'firstname':'Wrong'},'child.dob':'2001-01-01'}}"),
                of(request, 2, "REQUEST_CORRECTION", "Accepted", "{'originalActionId':'%1','declaration':{}}"),
                of(request, 3, "REJECT_CORRECTION", "Requested", "{'requestId':'%2','declaration':{}}"),
                of(request, 4, "REJECT_CORRECTION", "Accepted", "{'originalActionId':'%3','requestId':'%2','declaration':{}}"),
                of(request, 5, "REQUEST_CORRECTION", "Requested", "{'declaration':{'child.gender':'unknown'}}"),
                of(request, 6, "REQUEST_CORRECTION", "Rejected", "{'originalActionId':'%5','declaration':{}}"));
        int before = actions.indexOf(request);
        actions.addAll(before, rejected);
        actions.add(pending);
        Situation situation = RecordSnapshot.of(Json.createObjectBuilder(sample).add("actions", Json.createArrayBuilder(actions)).build()).situation();
        assertThat(situation.declaration()).isEqualTo(situation("birth-APPROVE_CORRECTION-child-nid").declaration());
        assertThat(outcome(situation)).isEqualTo(outcome(situation("birth-APPROVE_CORRECTION-child-nid"))).startsWith("identity-updated");
    }

    private static JsonObject of(JsonObject like, int number, String type, String status, String members) {
        String text = members.replace('\'', '"').replaceAll("%(\\d)", "22222222-0000-4000-8000-00000000000$1");
        JsonObjectBuilder action = Json.createObjectBuilder(like).add("id", "22222222-0000-4000-8000-00000000000" + number).add("type", type).add("status", status);
        read(text).forEach(action::add);
        return action.build();
    }

    /** Rule and packet, or what failed. */
    private static String outcome(Situation situation) {
        if (!pack.names(situation.event(), situation.action(), situation.customAction())) {
            return "-";
        }
        try {
            Verdict verdict = pack.judge(situation);
            return verdict.rule() + verdict.operation().map(operation -> " " + operation + " " + new java.util.TreeMap<>(pack.map(situation, operation, CONTEXT).fields())).orElse("");
        } catch (JudgementFailed | MappingFailed e) {
            return e.getMessage();
        }
    }

    private static Situation changed(Situation situation, String field, JsonValue value) {
        JsonObjectBuilder values = Json.createObjectBuilder(situation.declaration().values());
        return with(situation, value == null ? values.remove(field).build() : values.add(field, value).build());
    }

    private static Situation with(Situation situation, JsonObject values) {
        return new Situation(situation.event(), situation.action(), situation.customAction(), Declaration.of(values), situation.before(), situation.at());
    }

    private static Map<String, String> child(JsonObject expected) {
        JsonObject name = expected.getJsonObject("child.name");
        String full = List.of("firstname", "middlename", "surname").stream().map(part -> name.getString(part, "")).filter(part -> !part.isBlank()).collect(java.util.stream.Collectors.joining(" "));
        return Map.of("IDSchemaVersion", "0.1", "fullName", simple(full), "dateOfBirth", expected.getString("child.dob").replace('-', '/'),
                "gender", simple(GENDERS.get(expected.getString("child.gender"))));
    }

    private static String simple(String value) {
        return "[{\"language\":\"eng\",\"value\":\"" + value + "\"}]";
    }

    private static Situation situation(String sample) throws Exception {
        return RecordSnapshot.read(Files.readAllBytes(SAMPLES.resolve(sample + ".json"))).situation();
    }

    private static JsonObject json(String file) throws IOException {
        return read(Files.readString(SAMPLES.resolve(file)));
    }

    private static JsonObject read(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }
}

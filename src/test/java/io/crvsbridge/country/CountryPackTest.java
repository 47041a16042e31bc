package io.crvsbridge.country;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crvsbridge.rule.Verdict;
import io.crvsbridge.mapping.PacketContent;
import io.crvsbridge.mapping.MappingFailed;
import io.crvsbridge.rule.Verdict.Accept;
import io.crvsbridge.rule.Verdict.Hold;
import io.crvsbridge.expression.Draws;
import io.crvsbridge.kernel.Declaration;
import io.crvsbridge.kernel.WhenDeclined;
import io.crvsbridge.rule.Naming;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CountryPackTest {

    private static final Instant AT = Instant.parse("2026-11-21T10:00:00Z");
    private static final CountryPack SHIPPED = shipped(ZoneOffset.UTC);
    private static final CountryPack INVERTED = inverted();

    @ParameterizedTest
    @CsvSource({
        "birth-REGISTER-mother-authenticated, hold, verified-family",
        "birth-REGISTER-mother-verified-by-trigger, hold, verified-family",
        "birth-REGISTER-mother-failed, accept, without-identity",
        "birth-REGISTER-late-registration, accept, without-identity",
        "death-REGISTER-plain, accept, deceased-with-national-id",
    })
    void everyRegistrationOfCoreIsJudgedByItsFacts(String sample, String then, String rule) throws IOException {
        Situation situation = sample(sample);
        Verdict verdict = SHIPPED.judge(situation);

        assertThat(verdict).isEqualTo(then.equals("hold") ? new Hold(rule, "1", "create", WhenDeclined.REJECT)
                : new Accept(rule, "1", rule.equals("deceased-with-national-id") ? Optional.of("death") : Optional.empty()));
        if (situation.event().equals("birth")) {
            assertThat(INVERTED.judge(situation)).isInstanceOf(then.equals("hold") ? Accept.class : Hold.class);
        }
    }

    @Test
    void onlyRegistrationsCorrectionsAndRevocationsAreNamedByTheShippedPack() {
        for (String action : List.of("NOTIFY", "DECLARE", "EDIT", "REJECT", "ARCHIVE", "REQUEST_CORRECTION", "REJECT_CORRECTION")) {
            assertThat(SHIPPED.naming("birth", action)).isEqualTo(Naming.NOT_NAMED);
            assertThat(SHIPPED.names("birth", action, "ESCALATE")).isFalse();
        }
        assertThat(SHIPPED.naming("birth", "CUSTOM")).isEqualTo(Naming.BY_CUSTOM_TYPE);
        assertThat(SHIPPED.names("birth", "CUSTOM", "REVOKE_REGISTRATION")).isTrue();
        assertThat(SHIPPED.names("birth", "CUSTOM", "ESCALATE")).isFalse();
        assertThat(SHIPPED.naming("birth", "APPROVE_CORRECTION")).isEqualTo(Naming.NAMED);
        assertThat(SHIPPED.naming("birth", "REGISTER")).isEqualTo(Naming.NAMED);
        assertThat(SHIPPED.naming("death", "REGISTER")).isEqualTo(Naming.NAMED);
        assertThat(SHIPPED.naming("marriage", "REGISTER")).isEqualTo(Naming.NOT_NAMED);
        assertThatThrownBy(() -> SHIPPED.judge(birth("{}", AT, "DECLARE"))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"mother", "father", "informant"})
    void anyOfTheFamilyMayVouchForTheChild(String who) {
        for (String status : List.of("verified", "authenticated")) {
            assertThat(holds("2026-11-02", who, status)).isTrue();
        }
        for (String status : List.of("failed", "pending", "Verified", "verified ", "")) {
            assertThat(holds("2026-11-02", who, status)).isFalse();
        }
        assertThat(holds("2026-11-02", "grandfather", "verified")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        // The tenth birthday ends it, on the day.
        "2016-11-22, 2026-11-21T10:00:00Z, true",
        "2016-11-21, 2026-11-21T10:00:00Z, false",
        "2016-11-20, 2026-11-21T10:00:00Z, false",
        "2026-11-21, 2026-11-21T10:00:00Z, true",
        // Tomorrow's child and dates nobody can read are not eligible.
        "2026-11-22, 2026-11-21T10:00:00Z, false",
        "2026-02-30, 2026-11-21T10:00:00Z, false",
        "02/11/2026, 2026-11-21T10:00:00Z, false",
        "2026-11, 2026-11-21T10:00:00Z, false",
        "'', 2026-11-21T10:00:00Z, false",
        // Born on a leap day: ten on the first of March where the day is missing.
        "2016-02-29, 2026-02-28T23:59:59Z, true",
        "2016-02-29, 2026-03-01T00:00:00Z, false",
        "2018-02-28, 2028-02-28T12:00:00Z, false",
        "2018-03-01, 2028-02-29T12:00:00Z, true",
    })
    void agesAreWholeCalendarYears(String born, String at, boolean held) {
        JsonObject declaration = Json.createObjectBuilder().add("child.dob", born).add("mother.verified", "verified").build();

        assertThat(SHIPPED.judge(birth(declaration, Instant.parse(at))) instanceof Hold).isEqualTo(held);
    }

    @Test
    void theDayIsThatOfTheCountry() {
        JsonObject declaration = Json.createObjectBuilder()
                .add("child.dob", "2016-11-21").add("mother.verified", "verified").build();
        Situation evening = birth(declaration, Instant.parse("2026-11-20T22:30:00Z"));

        assertThat(shipped(ZoneOffset.UTC).judge(evening)).isInstanceOf(Hold.class);
        assertThat(shipped(ZoneId.of("Africa/Lusaka")).judge(evening)).isInstanceOf(Accept.class);
        assertThat(shipped(ZoneId.of("America/Port_of_Spain")).judge(birth(declaration, Instant.parse("2026-11-21T02:00:00Z"))))
                .isInstanceOf(Hold.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{}",
        "{'child.dob':null,'mother.verified':null}",
        "{'child.dob':20261102,'mother.verified':'verified'}",
        "{'child.dob':{'year':2026},'mother.verified':'verified'}",
        "{'child.dob':['2026-11-02'],'mother.verified':'verified'}",
        "{'child.dob':'2026-11-02','mother.verified':1}",
        "{'child.dob':'2026-11-02','mother.verified':true}",
        "{'child.dob':'2026-11-02','mother.verified':['verified']}",
        "{'child.dob':'2026-11-02','mother.verified':{'verified':'verified'}}",
        "{'child.dob':'2026-11-02','mother.verified':null,'father.verified':7,'informant.verified':[]}",
    })
    void valuesOfTheWrongTypeNeverMakeAnIdentity(String declaration) {
        assertThat(SHIPPED.judge(birth(declaration, AT, "REGISTER"))).isEqualTo(new Accept("without-identity", "1", Optional.empty()));
    }

    @Test
    void aWrongValueBesideARightOneDoesNotHideIt() {
        assertThat(SHIPPED.judge(birth(
                "{'child.dob':'2026-11-02','mother.verified':3,'father.verified':'verified'}", AT, "REGISTER")))
                .isInstanceOf(Hold.class);
    }

    @ParameterizedTest
    @CsvSource({
        "NATIONAL_ID, 1972390265, deceased-with-national-id",
        "NATIONAL_ID, '', deceased-without-national-id",
        "PASSPORT, 1972390265, deceased-without-national-id",
    })
    void aDeathIsNotedByWhetherTheDeceasedHadANationalId(String idType, String nid, String rule) {
        Declaration declaration = Declaration.of(Json.createObjectBuilder()
                .add("deceased.idType", idType).add("deceased.nid", nid).build());

        assertThat(SHIPPED.judge(new Situation("death", "REGISTER", null, declaration, AT)))
                .isEqualTo(new Accept(rule, "1", rule.equals("deceased-with-national-id") ? Optional.of("death") : Optional.empty()));
        assertThat(SHIPPED.judge(new Situation("death", "REGISTER", null, Declaration.empty(), AT)).rule())
                .isEqualTo("deceased-without-national-id");
    }

    @Test
    void aBirthPacketCarriesTheMandatoryFieldsInMosipsEncodings() throws IOException {
        PacketContent packet = SHIPPED.map(
                sample("birth-REGISTER-mother-authenticated"), "create", Map.of("registrationNumber", "ABC123DEF456"));

        assertThat(packet.process()).isEqualTo("MOSIP_PACKET_PROCESS_BIRTH");
        assertThat(packet.schemaVersion()).isEqualTo("0.1");
        assertThat(packet.fields()).containsExactlyInAnyOrderEntriesOf(Map.of(
                "IDSchemaVersion", "0.1",
                "fullName", "[{\"language\":\"eng\",\"value\":\"Bwalya M Lungu\"}]",
                "dateOfBirth", "2026/11/02",
                "gender", "[{\"language\":\"eng\",\"value\":\"FLE\"}]",
                "addressLine1", "[{\"language\":\"eng\",\"value\":\"12 Chilumbulu Rd\"}]",
                "region", "[{\"language\":\"eng\",\"value\":\"FAR\"}]",
                "province", "[{\"language\":\"eng\",\"value\":\"7ef2b9c7-5e6d-49f6-ae05-656207d0fc64\"}]",
                "city", "[{\"language\":\"eng\",\"value\":\"Ibombo\"}]",
                "zone", "[{\"language\":\"eng\",\"value\":\"Kamwala\"}]",
                "birthCertificateNumber", "ABC123DEF456"));
        assertThat(packet.notification().name()).hasValue("Chipomwpt6g2w Tembo");
        assertThat(packet.notification().phone()).hasValue("0911223344");
        assertThat(packet.notification().email()).hasValue("mother@example.org");
        assertThat(packet.toString()).doesNotContain("Bwalya").doesNotContain("0911223344");
    }

    @Test
    void anInternationalAddressFillsWhatItHas() {
        PacketContent packet = SHIPPED.map(birth(
                "{'mother.address':{'country':'ZMB','addressType':'INTERNATIONAL','streetLevelDetails':{'state':'Copper',"
                        + "'district2':'Ndola','cityOrTown':'Masala','addressLine1':'3 Palm St'}}}", AT, "REGISTER"),
                "create", Map.of());

        assertThat(packet.fields()).containsExactlyInAnyOrderEntriesOf(Map.of(
                "IDSchemaVersion", "0.1",
                "addressLine1", "[{\"language\":\"eng\",\"value\":\"3 Palm St\"}]",
                "region", "[{\"language\":\"eng\",\"value\":\"Copper\"}]",
                "province", "[{\"language\":\"eng\",\"value\":\"Ndola\"}]",
                "city", "[{\"language\":\"eng\",\"value\":\"Masala\"}]"));
    }

    @Test
    void noFieldOfAPacketIsMissingFromItsSchema() throws IOException {
        PacketContent packet = SHIPPED.map(sample("birth-REGISTER-mother-authenticated"), "create", Map.of());
        JsonObject listed = Json.createReader(new StringReader(packet.schemaJson())).readObject()
                .getJsonObject("properties").getJsonObject("identity").getJsonObject("properties");

        assertThat(listed.keySet()).containsAll(packet.fields().keySet());
        listed.values().forEach(field -> assertThat(field.asJsonObject().getString("fieldCategory")).isIn("pvt", "none"));
    }

    @Test
    void whatIsMissingNullOrBlankIsLeftOut() {
        PacketContent packet = SHIPPED.map(birth(
                "{'child.name':{'firstname':'Zuri','middlename':null,'surname':' '},'child.gender':null,"
                        + "'mother.address':{'streetLevelDetails':{'town':'','number':7}}}", AT, "REGISTER"),
                "create", Map.of());

        assertThat(packet.fields()).containsExactlyInAnyOrderEntriesOf(Map.of(
                "IDSchemaVersion", "0.1",
                "fullName", "[{\"language\":\"eng\",\"value\":\"Zuri\"}]",
                "addressLine1", "[{\"language\":\"eng\",\"value\":\"7\"}]"));
        assertThat(packet.notification().name()).isEmpty();
    }

    @Test
    void quotesInNamesStayInsideTheirText() {
        PacketContent packet = SHIPPED.map(birth(
                Json.createObjectBuilder().add("child.name", Json.createObjectBuilder()
                        .add("firstname", "A\"},{\"language\":\"fra").add("surname", "Ōno\\")).build(), AT),
                "create", Map.of());
        JsonObject only = Json.createReader(new StringReader(packet.fields().get("fullName"))).readArray()
                .getValuesAs(JsonObject.class).get(0);

        assertThat(only.getString("value")).isEqualTo("A\"},{\"language\":\"fra Ōno\\");
    }

    @ParameterizedTest
    @CsvSource({
        "{'child.dob':'yesterday'}, dateOfBirth",
        "{'child.dob':20261102}, dateOfBirth",
        "{'child.name':'Zuri'}, fullName",
        "{'child.name':{'firstname':['Zuri']}}, fullName",
        "{'child.gender':[1]}, gender",
        "{'child.gender':'not-offered'}, gender",
        "{'mother.address':{'streetLevelDetails':{'town':{'x':1}}}}, city",
        "{'informant.phoneNo':{'x':1}}, notification.phone",
    })
    void aValueThatCannotBeMappedFailsAndNamesItsField(String declaration, String field) {
        Situation situation = birth(declaration, AT, "REGISTER");
        assertThatThrownBy(() -> SHIPPED.map(situation, "create", Map.of()))
                .isInstanceOfSatisfying(MappingFailed.class, e -> {
                    assertThat(e.field()).isEqualTo(field);
                    assertThat(e.operation()).isEqualTo("create");
                })
                .hasNoCause()
                .message().doesNotContain("Zuri").doesNotContain("yesterday");
    }

    @Test
    void onlyTheDeclaredIdentifierGoesBackToCore() {
        Map<String, String> identifiers = Map.of("VID", "4092836150927345", "UIN", "2047631038");

        assertThat(SHIPPED.response("birth", identifiers)).isEqualTo(Map.of("child.nid", "4092836150927345"));
        assertThat(SHIPPED.response("birth", Map.of("UIN", "2047631038"))).isEmpty();
        assertThat(SHIPPED.response("death", identifiers)).isEmpty();
        assertThat(SHIPPED.response("marriage", identifiers)).isEmpty();
    }

    @Test
    void registrationNumbersHaveThePacksFormat() throws Exception {
        Set<String> numbers = new HashSet<>();
        SecureRandom random = new SecureRandom();
        for (int i = 0; i < 5_000; i++) {
            String number = SHIPPED.number("birth", Draws.of(name -> 0, random));
            assertThat(number).matches("[0-9A-Z]{12}");
            numbers.add(number);
        }
        assertThat(numbers).hasSize(5_000);
        assertThat(String.join("", numbers).chars().distinct().count()).isEqualTo(36);
    }

    /** What it costs, the benchmark tells. */
    @Test
    void judgingIsSafeForManyThreads() throws Exception {
        Situation situation = sample("birth-REGISTER-mother-authenticated");
        var pool = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Verdict>> tasks =
                    Collections.nCopies(4_000, () -> SHIPPED.judge(situation));
            for (var future : pool.invokeAll(tasks)) {
                assertThat(future.get()).isInstanceOf(Hold.class);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static boolean holds(String dob, String who, String status) {
        return SHIPPED.judge(birth(Json.createObjectBuilder()
                .add("child.dob", dob).add(who + ".verified", status).build(), AT)) instanceof Hold;
    }

    private static Situation birth(String declaration, Instant at, String action) {
        JsonObject object = Json.createReader(new StringReader(declaration.replace('\'', '"'))).readObject();
        return new Situation("birth", action, null, Declaration.of(object), at);
    }

    private static Situation birth(JsonObject declaration, Instant at) {
        return new Situation("birth", "REGISTER", null, Declaration.of(declaration), at);
    }

    private static Situation sample(String name) throws IOException {
        JsonObject event = json(name + ".json");
        JsonObject expected = json(name + ".expected.json");
        Instant at = event.getJsonArray("actions").getValuesAs(JsonObject.class).stream()
                .filter(action -> action.getString("id").equals(expected.getString("pendingActionId")))
                .map(action -> Instant.parse(action.getString("createdAt")))
                .findFirst().orElseThrow();
        return new Situation(event.getString("type"), expected.getString("pendingActionType"), null,
                Declaration.of(expected.getJsonObject("mergedWithPending")), at);
    }

    private static JsonObject json(String file) throws IOException {
        try (var reader = Json.createReader(Files.newInputStream(Path.of("src/test/resources/core", file)))) {
            return reader.readObject();
        }
    }

    private static CountryPack shipped(ZoneId zone) {
        try {
            return CountryPack.shipped(zone);
        } catch (BadCountryPack e) {
            throw new AssertionError(e);
        }
    }

    private static CountryPack inverted() {
        try {
            return CountryPack.load(Path.of("src/test/resources/country/inverted"), ZoneOffset.UTC);
        } catch (BadCountryPack e) {
            throw new AssertionError(e);
        }
    }
}

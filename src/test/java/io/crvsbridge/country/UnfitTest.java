package io.crvsbridge.country;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.mapping.Unfit;
import io.crvsbridge.kernel.Declaration;
import jakarta.json.Json;
import java.io.StringReader;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is looked at before a packet is sent. */
class UnfitTest {

    private static final Map<String, String> CONTEXT = Map.of("registrationNumber", "2026B7QX1KTY");
    private static final String SCHEMA = """
            {"$schema": "http://json-schema.org/draft-07/schema#", "type": "object",
             "definitions": {"simpleType": {"type": "array", "items": {"type": "object", "required": ["language", "value"], "properties": {"value": {"type": "string", "maxLength": 20}}}}},
             "properties": {"identity": {"type": "object", "additionalProperties": false, "required": ["version"], "properties": {
              "version": {"fieldCategory": "none", "type": "number"},
              "UIN": {"fieldCategory": "none", "type": "string"},
              "dob": {"fieldCategory": "pvt", "type": "string", "pattern": "^[0-9]{4}/[0-9]{2}/[0-9]{2}$"},
              "name": {"fieldCategory": "pvt", "$ref": "#/definitions/simpleType"}}}}}
            """;

    private static final String PACKETS = """
            packets:
              create:
                process: CRVS_NEW
                unfit: refuse
                mandatory: [name, dob]
                checks:
                  - {name: young, must: "under(child.dob, 5)", reason: the child is no infant}
                fields:
                  version: {form: text, value: schemaVersion}
                  name: {form: simple, value: fullName(child.name)}
                  dob: {form: text, value: "dateFormat(child.dob, 'yyyy/MM/dd')"}
              update:
                process: CRVS_UPDATE
                person: known
                repeats: true
                fields:
                  version: {form: text, value: schemaVersion}
                  UIN: {form: text, value: child.nid}
                  dob: {form: text, value: text(other)}
            """;

    private static Optional<Unfit> unfit(String operation, String declaration) {
        try {
            CountryPack pack = new TrialPack().with("id-schema.json", SCHEMA).event(PACKETS).load();
            Situation situation = new Situation("birth", "REGISTER", null, Declaration.of(Json.createReader(new StringReader(declaration.replace('\'', '"'))).readObject()),
                    Instant.parse("2026-11-21T10:00:00Z"));
            return pack.unfit(situation, operation, CONTEXT, pack.map(situation, operation, CONTEXT));
        } catch (BadCountryPack bad) {
            throw new AssertionError(bad);
        }
    }

    @Test
    void aWholeInfantFits() {
        assertThat(unfit("create", "{'child.name':{'firstname':'Ada','surname':'Almond'},'child.dob':'2026-11-02'}")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{'child.dob':'2026-11-02'} | name is missing",
        "{'child.name':{'firstname':'Ada','surname':'Almond'}} | dob is missing; the child is no infant",
        "{'child.name':{'firstname':'Ada','surname':'Almond'},'child.dob':'2019-11-02'} | the child is no infant",
        "{'child.name':{'firstname':'Ada','surname':'Almond'},'child.dob':'2026-11-02','child.nid':'4092836150'} | the record has an identifier already, a second one is not made",
    })
    void whatWouldNotBeTakenIsToldByItsFieldsAndNotByItsValues(String declaration, String reason) {
        assertThat(unfit("create", declaration)).contains(new Unfit(reason, true));
    }

    @Test
    void aValueThatBreaksTheIdSchemaIsToldByItsFieldAndTheRuleItBreaks() {
        Unfit unfit = unfit("create", "{'child.name':{'firstname':'Adaobinnamdimachukwuemekachinwe','surname':'Almond'},'child.dob':'2026-11-02'}").orElseThrow();
        assertThat(unfit.reason()).contains("name does not keep to the ID schema").contains("maxLength").doesNotContain("Adaobi");
    }

    @Test
    void aPacketAboutAKnownPersonIsNeverSentWithoutTheIdentifier() {
        assertThat(unfit("update", "{'other':'2026/11/02'}")).contains(new Unfit("no UIN names the person", false));
        assertThat(unfit("update", "{'child.nid':' ','other':'2026/11/02'}")).contains(new Unfit("no UIN names the person", false));
        assertThat(unfit("update", "{'child.nid':'4092836150','other':'2026/11/02'}")).isEmpty();
        assertThat(unfit("update", "{'child.nid':'4092836150','other':'2. November'}").orElseThrow().reason()).contains("dob").contains("pattern").doesNotContain("November");
    }

    @Test
    void anIdentifierThatTheActionItselfChangesNamesNobodyAndCoversNoSecondIdentity() throws Exception {
        CountryPack pack = new TrialPack().with("id-schema.json", SCHEMA).event(PACKETS).load();
        Situation another = corrected("{'child.nid':'4092836150','other':'2026/11/02'}", "{'child.nid':'9999999999','other':'2026/11/02'}");
        assertThat(pack.unfit(another, "update", CONTEXT, pack.map(another, "update", CONTEXT)).orElseThrow().reason()).contains("changes the identifier itself");
        Situation blanked = corrected("{'child.name':{'firstname':'Ada','surname':'Almond'},'child.dob':'2026-11-02','child.nid':'4092836150'}",
                "{'child.name':{'firstname':'Ada','surname':'Almond'},'child.dob':'2026-11-02','child.nid':''}");
        assertThat(pack.unfit(blanked, "create", CONTEXT, pack.map(blanked, "create", CONTEXT)).orElseThrow().reason()).contains("a second one is not made");
    }

    private static Situation corrected(String before, String after) {
        Declaration earlier = declaration(before);
        return new Situation("birth", "APPROVE_CORRECTION", null, declaration(after), () -> earlier, Instant.parse("2026-11-21T10:00:00Z"));
    }

    private static Declaration declaration(String json) {
        return Declaration.of(Json.createReader(new StringReader(json.replace('\'', '"'))).readObject());
    }

    @Test
    void everyShippedSampleOfABirthFits() throws Exception {
        CountryPack shipped = CountryPack.shipped(ZoneOffset.UTC);
        Situation situation = new Situation("birth", "REGISTER", null, Declaration.of(Json.createReader(new StringReader("""
                {"child.name":{"firstname":"Ada","surname":"Almond"},"child.dob":"2026-11-02","child.gender":"female","mother.address":{"country":"FAR","administrativeArea":"a",
                 "streetLevelDetails":{"town":"T","number":"1","street":"S","residentialArea":"R"}}}""")).readObject()), Instant.parse("2026-11-21T10:00:00Z"));
        assertThat(shipped.unfit(situation, "create", CONTEXT, shipped.map(situation, "create", CONTEXT))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "person: known                    | needs the field 'UIN'",
        "person: somebody                 | 'person' must be new or known",
        "repeats: true                    | cannot repeat",
        "outcome: maybe                   | 'outcome' must be credential or processed",
        "unfit: explode                   | 'unfit' must be park or refuse",
        "mandatory: [nobody]              | the packet has no such field",
    })
    void termsThatMakeNoSenseAreProblemsOfThePack(String terms, String problem) {
        String packets = "packets:\n  create:\n    process: CRVS_NEW\n    " + terms + "\n    fields:\n      version: {form: text, value: schemaVersion}\n";
        try {
            new TrialPack().with("id-schema.json", SCHEMA).event(packets).load();
            throw new AssertionError("a good pack");
        } catch (BadCountryPack bad) {
            assertThat(bad.problems()).anyMatch(told -> told.contains(problem));
        }
    }
}

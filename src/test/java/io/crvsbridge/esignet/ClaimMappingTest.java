package io.crvsbridge.esignet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimMappingTest {

    private static JsonObject json(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text.replace('\'', '"')))) {
            return reader.readObject();
        }
    }

    private static ClaimMapping mapping(String text) {
        return ClaimMapping.of(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theShippedMappingAnswersAsTheReferenceMiddleware() {
        JsonObject answer = ClaimMapping.shipped().answer("psut",
                json("{'sub':'other','given_name':'Jenny','middle_name':'Debra','family_name':'Doe','gender':'Female','birthdate':'2002/02/01','email':'x@example.org'}"));
        assertThat(answer).isEqualTo(json("{'name':{'firstname':'Jenny','middlename':'Debra','surname':'Doe'},'gender':'female','dobUnknown':null,'birthDate':'2002-02-01','idType':null,'nid':null,"
                + "'verificationStatus':'authenticated','sub':'psut'}"));
    }

    @Test
    void whatNoClaimFillsIsLeftOut() {
        assertThat(ClaimMapping.shipped().answer("psut", json("{'given_name':' ','birthdate':'unknown'}")).keySet()).containsExactlyInAnyOrder("dobUnknown", "idType", "nid", "verificationStatus", "sub");
    }

    @ParameterizedTest
    @CsvSource({"2002/02/01,2002-02-01", "2002-02-01,2002-02-01", "2002/02/30,", "2002/13/01,", "01/02/2002,", "2002/2/1,"})
    void onlyARealDateIsADate(String claim, String shown) {
        assertThat(ClaimMapping.shipped().answer("s", json("{'birthdate':'" + claim + "'}")).getString("birthDate", null)).isEqualTo(shown);
    }

    @Test
    void aCountryNamesItsOwnClaimsFieldsDatesAndValues() {
        ClaimMapping mapping = mapping("{'name.firstname':['given_name#fra','given_name'],'gender':{'claim':'gender','values':{'M':'male','F':'female'}},"
                + "'birthDate':{'claim':'birthdate','date':'dd.MM.yyyy'},'address.region':'address.region','village':'https://country.example/village','phone':'phone_number'}");
        JsonObject answer = mapping.answer("s", json("{'given_name':'Ann','gender':'F','birthdate':'01.02.2002','address':{'region':'North'},'https://country.example/village':'Hill','phone_number':123}"));
        assertThat(answer).isEqualTo(json("{'name':{'firstname':'Ann'},'gender':'female','birthDate':'2002-02-01','address':{'region':'North'},'village':'Hill','phone':'123',"
                + "'verificationStatus':'authenticated','sub':'s'}"));
    }

    @Test
    void theFirstClaimThatSaysSomethingCounts() {
        ClaimMapping mapping = mapping("{'first':['given_name#fra','given_name']}");
        assertThat(mapping.answer("s", json("{'given_name#fra':'Anne','given_name':'Ann'}")).getString("first")).isEqualTo("Anne");
        assertThat(mapping.answer("s", json("{'given_name#fra':'','given_name':'Ann'}")).getString("first")).isEqualTo("Ann");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "x", "{'verificationStatus':'a'}", "{'sub':'a'}", "{'sub.x':'a'}", "{'a':1}", "{'a':{}}", "{'a':{'claim':'b','dates':'x'}}", "{'a':{'claim':'b','date':'QQQQQQQQ{'}}", "{'a b':'c'}",
        "{'a.b.c':'d'}", "{'a':'b','a.c':'d'}", "{'a':[]}", "{'a':{'claim':'b','lowercase':'yes'}}", "{'a':{'claim':'b','values':{'x':1}}}", "{'a':'b','a':'c'}"})
    void aMappingThatCannotBeMeantIsRefused(String text) {
        assertThatThrownBy(() -> mapping(text)).isInstanceOf(IllegalArgumentException.class);
    }
}

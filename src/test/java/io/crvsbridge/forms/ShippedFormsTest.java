package io.crvsbridge.forms;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.country.CountryPack;
import io.crvsbridge.country.Situation;
import io.crvsbridge.rule.Verdict;
import io.crvsbridge.kernel.Declaration;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the shipped pack offers to forms. */
class ShippedFormsTest {

    private static final Surroundings SET_UP = new Surroundings(Optional.of("https://bridge.example"),
            Optional.of(new Surroundings.Esignet("crvs", "https://esignet.example/authorize?response_type=code&client_id=crvs")));
    private static final Surroundings BARE = new Surroundings(Optional.empty(), Optional.empty());
    private static final Instant AT = Instant.parse("2026-11-21T10:00:00Z");
    private static final Pattern DECLARED = Pattern.compile("(?m)^  ([A-Za-z0-9.-]+): [a-z]+$");

    private static CountryPack pack;

    @BeforeAll
    static void load() throws Exception {
        pack = CountryPack.shipped(ZoneOffset.UTC);
    }

    static Stream<String[]> everySection() throws Exception {
        FormsHelp help = CountryPack.shipped(ZoneOffset.UTC).forms();
        return help.events().stream().flatMap(event -> help.sections(event).keySet().stream().map(section -> new String[] {event, section}));
    }

    @Test
    void parentsInformantsAndSpousesMayLogInAndTheDeceasedMayNot() {
        assertThat(pack.forms().events()).containsExactlyInAnyOrder("birth", "death");
        assertThat(pack.forms().sections("birth").keySet()).containsExactlyInAnyOrder("mother", "father", "informant");
        assertThat(pack.forms().sections("birth").values()).allSatisfy(offers -> assertThat(offers).containsExactlyInAnyOrder(Offer.ESIGNET, Offer.READER));
        assertThat(pack.forms().sections("death").keySet()).containsExactlyInAnyOrder("deceased", "informant", "spouse");
        assertThat(pack.forms().sections("death").get("deceased")).containsExactly(Offer.READER);
        assertThat(pack.forms().section(FormVersion.V2_0, "birth", "child", SET_UP)).isEmpty();
        assertThat(pack.forms().section(FormVersion.V2_0, "marriage", "mother", SET_UP)).isEmpty();
    }

    @Test
    void theMothersFieldsAreThoseThatCoreSends() throws IOException {
        JsonObject mother = help(FormVersion.V2_0, "birth", "mother", SET_UP);
        assertThat(types(mother.getJsonArray("fields"), "id")).containsExactly(
                "mother.verified=VERIFICATION_STATUS", "mother.query-params=QUERY_PARAM_READER", "mother.verify-nid-http-fetch=HTTP", "mother.fetch-loader=LOADER", "mother.id-reader=ID_READER");
        assertThat(mother.getJsonArray("connect").getValuesAs(JsonObject.class)).extracting(f -> f.getString("id")).containsExactly("mother.name", "mother.dob", "mother.nid");

        FilledForm form = new FilledForm(mother);
        JsonObject http = form.field("mother.verify-nid-http-fetch").getJsonObject("configuration");
        assertThat(http.getString("url")).isEqualTo("https://bridge.example/esignet/get-oidp-user-info");
        assertThat(http.getJsonObject("body")).isEqualTo(json("{'clientId':'crvs','redirectUri':'$window.location.href'}"));
        assertThat(http.getJsonObject("trigger")).isEqualTo(json("{'$$field':'mother.query-params','$$subfield':[]}"));
        List<JsonObject> methods = form.field("mother.id-reader").getJsonArray("methods").getValuesAs(JsonObject.class);
        assertThat(methods).extracting(m -> m.getString("type")).containsExactly("LINK_BUTTON", "QR_READER");
        assertThat(methods.get(0).getJsonObject("configuration").getString("url"))
                .isEqualTo("https://esignet.example/authorize?response_type=code&client_id=crvs&state=birth.mother");
        assertThat(mother.toString()).doesNotContain("{{").doesNotContain("\"$if\"").doesNotContain("\"$each\"").doesNotContain("\"$use\"").doesNotContain("$noValue").doesNotContain("$message");
    }

    /** Judged by the default pack, a form that was filled so holds the birth for the child's identity. */
    @Test
    void aMotherWhoLogsInMakesTheFamilyVerified() throws IOException {
        FilledForm form = new FilledForm(help(FormVersion.V2_0, "birth", "mother", SET_UP));
        form.set("child.dob", "2026-11-02");
        assertThat(form.shows("mother.verified")).isTrue();
        assertThat(form.shows("mother.id-reader")).isTrue();
        assertThat(judged(form)).isEqualTo("without-identity");

        form.returned("mother.query-params", Map.of("code", "MTIzNDU2Nzg5MQ==", "state", "birth.mother", "iss", "https://esignet.example"));
        assertThat(form.parameters("mother.verify-nid-http-fetch")).isEqualTo(Map.of("code", "MTIzNDU2Nzg5MQ==", "state", "birth.mother"));
        form.fetching("mother.verify-nid-http-fetch");
        assertThat(form.shows("mother.fetch-loader")).isTrue();
        assertThat(form.shows("mother.id-reader")).as("no second way meanwhile").isFalse();

        form.fetched("mother.verify-nid-http-fetch", recorded("esignet.get-oidp-user-info"));
        assertThat(form.shows("mother.fetch-loader")).isFalse();
        assertThat(form.shows("mother.id-reader")).isFalse();
        assertThat(form.value("mother.verified")).isEqualTo(Json.createValue("authenticated"));
        assertThat(form.value("mother.name")).isEqualTo(json("{'firstname':'Jenny','middlename':'Debra','surname':'Doe'}"));
        assertThat(form.value("mother.dob")).isEqualTo(Json.createValue("2002-02-01"));
        assertThat(form.enables("mother.dob")).as("what was proved is not typed over").isFalse();
        assertThat(form.enables("mother.nid")).as("what a login does not tell may be typed").isTrue();
        assertThat(judged(form)).isEqualTo("verified-family");
    }

    @Test
    void aLoginThatFailsLeavesEverythingOpen() throws IOException {
        FilledForm form = new FilledForm(help(FormVersion.V2_0, "birth", "mother", SET_UP));
        form.set("child.dob", "2026-11-02");
        form.returned("mother.query-params", Map.of("code", "c", "state", "birth.mother"));
        form.notFetched("mother.verify-nid-http-fetch", 503);
        assertThat(form.value("mother.verified")).isNull();
        assertThat(form.shows("mother.id-reader")).as("it can be tried again").isTrue();
        assertThat(form.enables("mother.name")).isTrue();
        assertThat(judged(form)).isEqualTo("without-identity");
    }

    /** Whatever it says of itself. */
    @Test
    void aQrCodeFillsFieldsAndProvesNothing() throws IOException {
        FilledForm form = new FilledForm(help(FormVersion.V2_0, "birth", "mother", SET_UP));
        form.set("child.dob", "2026-11-02");
        form.scanned("mother.id-reader", json("{'name':{'firstname':'Zuri','surname':'Daka'},'birthDate':'1992-10-04','nid':'2047631038','verificationStatus':'verified'}"));
        assertThat(form.value("mother.nid")).isEqualTo(Json.createValue("2047631038"));
        assertThat(form.value("mother.verified")).isNull();
        assertThat(form.enables("mother.name")).isTrue();
        assertThat(judged(form)).isEqualTo("without-identity");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MOTHER", "FATHER"})
    void nobodyIsIdentifiedWhoseSectionIsHidden(String relation) {
        FilledForm informant = new FilledForm(help(FormVersion.V2_0, "birth", "informant", SET_UP));
        informant.set("informant.relation", "GRANDMOTHER");
        assertThat(informant.shows("informant.id-reader")).isTrue();
        informant.set("informant.relation", relation);
        assertThat(informant.shows("informant.id-reader")).isFalse();
        assertThat(informant.shows("informant.verified")).isFalse();
        FilledForm mother = new FilledForm(help(FormVersion.V2_0, "birth", "mother", SET_UP)).set("mother.detailsNotAvailable", JsonValue.TRUE);
        assertThat(mother.shows("mother.id-reader")).isFalse();
        assertThat(mother.set("mother.detailsNotAvailable", JsonValue.FALSE).shows("mother.id-reader")).isTrue();
    }

    /** Here looked up in the event's file itself, not by the code that checks packs. */
    @ParameterizedTest
    @MethodSource("everySection")
    void everyFieldThatAFormWouldHaveOrSpeakOfIsDeclared(String event, String section) throws IOException {
        JsonObject help = help(FormVersion.V2_0, event, section, SET_UP);
        Set<String> declared = declared(event);
        Set<String> ids = new TreeSet<>();
        help.getJsonArray("fields").getValuesAs(JsonObject.class).forEach(f -> ids.add(f.getString("id")));
        help.getJsonArray("connect").getValuesAs(JsonObject.class).forEach(f -> ids.add(f.getString("id")));
        ids.remove(section + ".fetch-loader");
        every(help, "$$field").forEach(v -> ids.add(((JsonString) v).getString()));
        every(help, "$form").forEach(v -> ids.addAll(v.asJsonObject().getJsonObject("properties").keySet()));
        assertThat(ids).hasSizeGreaterThan(4).isSubsetOf(declared);
        assertThat(ids).allMatch(id -> id.startsWith(section + ".") || id.equals("informant.relation"));
    }

    @ParameterizedTest
    @MethodSource("everySection")
    void conditionsWithTheSameIdAreTheSame(String event, String section) {
        Map<String, JsonObject> known = new HashMap<>();
        for (JsonValue conditional : every(help(FormVersion.V2_0, event, section, SET_UP), "conditional")) {
            JsonObject schema = conditional.asJsonObject();
            assertThat(schema.getString("$id")).matches("https://opencrvs\\.org/conditionals/[0-9a-f]{40}");
            assertThat(known.merge(schema.getString("$id"), schema, (a, b) -> a.equals(b) ? a : JsonValue.EMPTY_JSON_OBJECT)).isEqualTo(schema);
        }
    }

    @ParameterizedTest
    @MethodSource("everySection")
    void withoutLoginsTheReaderIsLeftAndNothingSpeaksOfALogin(String event, String section) {
        for (FormVersion version : FormVersion.values()) {
            String text = help(version, event, section, BARE).toString();
            assertThat(text).contains("ID_READER").contains(version == FormVersion.V2_0 ? "QR_READER" : "\"QR\"")
                    .doesNotContain("http-fetch").doesNotContain("query-params").doesNotContain("esignet").doesNotContain("LINK_BUTTON");
        }
        assertThat(pack.forms().leftOut(event, section, BARE)).isEqualTo(section.equals("deceased") ? List.of() : List.of(Offer.ESIGNET));
        assertThat(pack.forms().leftOut(event, section, SET_UP)).isEmpty();
    }

    @Test
    void messagesAreDescriptorsAndTheirTextsComeByLanguage() {
        JsonObject help = help(FormVersion.V2_0, "birth", "mother", SET_UP);
        JsonObject label = help.getJsonArray("fields").getJsonObject(0).getJsonObject("label");
        assertThat(label).containsOnlyKeys("id", "defaultMessage", "description");
        assertThat(help.getJsonObject("messages").getJsonObject(label.getString("id")).getString("eng")).isEqualTo(label.getString("defaultMessage"));
        assertThat(help.getJsonObject("messages").keySet()).as("none that only the other version needs").doesNotContain("nationalId.or");
    }

    @Test
    void aFormOfVersion18HasItsOwnTypes() {
        JsonObject mother = help(FormVersion.V1_8, "birth", "mother", SET_UP);
        assertThat(types(mother.getJsonArray("fields"), "name")).containsExactly("idReader=ID_READER", "esignetCallback=HTTP", "esignetLoader=LOADER", "verified=HIDDEN",
                "idVerified=ID_VERIFICATION_BANNER", "idFailed=ID_VERIFICATION_BANNER", "idAuthenticated=ID_VERIFICATION_BANNER");
        JsonObject reader = mother.getJsonArray("fields").getJsonObject(0);
        assertThat(reader.getJsonArray("conditionals").getJsonObject(0)).isEqualTo(json("{'action':'hide','expression':'$form?.detailsNotAvailable === true'}"));
        JsonObject qr = reader.getJsonArray("readers").getJsonObject(0);
        assertThat(qr.getJsonObject("validation").getJsonObject("rule")).isEqualTo(json("{'type':'object','required':['birthDate','familyName','firstName']}"));
        JsonObject link = reader.getJsonArray("readers").getJsonObject(1);
        assertThat(link.getJsonObject("options").getString("url"))
                .isEqualTo("https://esignet.example/authorize?response_type=code&client_id=crvs&state=birth.mother&redirect_uri=${window.location.href}");
        assertThat(link.getJsonObject("options").getJsonObject("callback")).isEqualTo(json("{'params':{'state':'birth.mother'},'trigger':'esignetCallback'}"));
        assertThat(mother.getJsonArray("fields").getJsonObject(3).getString("customQuestionMappingId")).isEqualTo("birth.mother.mother-view-group.verified");
        assertThat(mother.getJsonArray("connect").getJsonObject(0).getJsonObject("initialValue")).isEqualTo(json("{'dependsOn':['idReader','esignetCallback'],"
                + "'expression':'$form?.esignetCallback?.data?.name?.firstname || $form?.idReader?.firstName || ~~'}", '~'));
        JsonObject informant = help(FormVersion.V1_8, "death", "informant", SET_UP);
        assertThat(informant.getJsonArray("fields").getJsonObject(0).getJsonArray("conditionals").getJsonObject(0).getString("expression")).isEqualTo("$form?.relation === \"SPOUSE\"");
    }

    /** Names within a section are those that the section makes, or that are filled, or that the event declares. */
    @ParameterizedTest
    @MethodSource("everySection")
    void expressionsOfVersion18SpeakOfNamesThatAreThere(String event, String section) throws IOException {
        JsonObject help = help(FormVersion.V1_8, event, section, SET_UP);
        Set<String> names = new TreeSet<>();
        every(help, "name").forEach(v -> names.add(((JsonString) v).getString()));
        declared(event).stream().filter(id -> id.startsWith(section + ".")).forEach(id -> names.add(id.substring(section.length() + 1)));
        Matcher spoken = Pattern.compile("\\$form\\?\\.([A-Za-z0-9_]+)").matcher(help.toString());
        Set<String> all = new TreeSet<>();
        while (spoken.find()) {
            all.add(spoken.group(1));
        }
        assertThat(all).contains("verified").isSubsetOf(names);
    }

    private static JsonObject help(FormVersion version, String event, String section, Surroundings surroundings) {
        return pack.forms().section(version, event, section, surroundings).orElseThrow();
    }

    private static String judged(FilledForm form) {
        Verdict verdict = pack.judge(new Situation("birth", "REGISTER", null, Declaration.of(form.declaration()), AT));
        return verdict.rule();
    }

    private static List<String> types(JsonArray fields, String key) {
        return fields.getValuesAs(JsonObject.class).stream().map(f -> f.getString(key) + "=" + f.getString("type")).toList();
    }

    private static List<JsonValue> every(JsonValue value, String key) {
        List<JsonValue> found = new ArrayList<>();
        if (value instanceof JsonObject object) {
            object.forEach((name, member) -> {
                if (name.equals(key)) {
                    found.add(member);
                }
                found.addAll(every(member, key));
            });
        } else if (value instanceof JsonArray array) {
            array.forEach(element -> found.addAll(every(element, key)));
        }
        return found;
    }

    private static Set<String> declared(String event) throws IOException {
        String text = Files.readString(Path.of("src/main/resources/country/default", event + ".yaml"));
        Matcher field = DECLARED.matcher(text.substring(text.indexOf("\nfields:"), text.indexOf("\nactions:")));
        Set<String> declared = new TreeSet<>();
        while (field.find()) {
            declared.add(field.group(1));
        }
        return declared;
    }

    private static JsonObject recorded(String name) throws IOException {
        try (var reader = Json.createReader(Files.newInputStream(Path.of("src/test/resources/wire", name + ".json")))) {
            return reader.readObject().getJsonObject("response").getJsonObject("bodyJson");
        }
    }

    private static JsonObject json(String text) {
        return json(text, (char) 0);
    }

    private static JsonObject json(String text, char quoted) {
        String plain = text.replace('\'', '"');
        try (var reader = Json.createReader(new java.io.StringReader(quoted == 0 ? plain : plain.replace(String.valueOf(quoted), "\\\"")))) {
            return reader.readObject();
        }
    }
}

package io.crvsbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.simulators.Esignet;
import io.crvsbridge.simulators.Esignet.Flaw;
import io.crvsbridge.simulators.EsignetClient;
import io.crvsbridge.simulators.EsignetTokens;
import io.crvsbridge.simulators.Fault;
import io.crvsbridge.simulators.MockIdentity;
import io.crvsbridge.simulators.RecordToken;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** People log in from a form, by an eSignet of either release. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EsignetScenarios {

    static final String OTHER_ORIGIN = "https://register.crvs.example";
    static final String NID = "1234567903";
    private static final Set<String> NOT_FORWARDED = Set.of("host", "connection", "content-length", "authorization");

    final Esignet esignet;
    final Bench bench;
    final LoginForm form;

    EsignetScenarios(String name, Esignet.Release release, Function<Esignet, Map<String, String>> settings) {
        esignet = new Esignet(release);
        bench = Bench.prepared(name, Store.h2());
        bench.server().set(settings.apply(esignet)).set("ESIGNET_ENCRYPTION_KEY_PATH", esignet.client().encryptionKeyFile().toString());
        form = new LoginForm(bench.server().base(), EsignetClient.ID, bench.core());
        bench.server().start();
    }

    @AfterAll
    void end() {
        bench.close();
        esignet.close();
    }

    @BeforeEach
    void calm() {
        esignet.calm();
    }

    static void assertRefused(HttpResponse<String> answer, int status, String problem) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(LoginForm.json(answer).getString("type")).isEqualTo("urn:crvs-bridge:problem:" + problem);
        Refusals.assertPlain(answer);
    }

    static void assertIs(HttpResponse<String> answer, MockIdentity person) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonObject name = Json.createObjectBuilder().add("firstname", person.firstName()).add("middlename", person.middleName()).add("surname", person.familyName()).build();
        assertThat(LoginForm.json(answer)).isEqualTo(Json.createObjectBuilder().add("name", name).add("gender", person.gender()).addNull("dobUnknown").add("birthDate", person.birthDate())
                .addNull("idType").addNull("nid").add("verificationStatus", "authenticated").add("sub", EsignetTokens.subject(person)).build());
    }

    private String plainCode() {
        return esignet.logins().code(NID, LoginForm.REDIRECT);
    }

    @Test
    void whoeverLogsInFillsTheForm() {
        for (String nid : List.of(NID, "1234567891", "1234567890")) {
            HttpResponse<String> answer = form.logIn(nid);
            assertIs(answer, MockIdentity.of(nid));
            assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        }
        Map<String, String> asked = esignet.logins().requests().get(esignet.logins().requests().size() - 1);
        assertThat(asked.get("code_challenge_method")).isEqualTo("S256");
        assertThat(asked.get("nonce")).hasSizeGreaterThan(40);
        assertThat(asked.get("claims")).contains("\"given_name\"", "\"birthdate\"");
    }

    @Test
    void aFormThatKnowsTheReferenceMiddlewareLogsInWithoutAChange() {
        assertIs(form.finish(plainCode()), MockIdentity.of(NID));
    }

    @Test
    void eachAssertionIsShortAndGoodForOneRequest() {
        int before = esignet.client().assertions().size();
        form.finish(plainCode());
        form.finish(plainCode());
        var made = esignet.client().assertions().subList(before, esignet.client().assertions().size());
        assertThat(made).hasSizeGreaterThanOrEqualTo(2).allSatisfy(claims -> {
            assertThat(claims.getInt("exp") - claims.getInt("iat")).isBetween(1, 60);
            assertThat(claims.getString("iss")).isEqualTo(EsignetClient.ID);
        });
        assertThat(made.stream().map(claims -> claims.getString("jti"))).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "PS256", "ES256"})
    void userinfoMayBeSignedInEitherWay(String algorithm) {
        esignet.signsBy(algorithm);
        assertIs(form.logIn(NID), MockIdentity.of(NID));
    }

    @Test
    void encryptedUserinfoIsOpened() {
        esignet.encrypts(true);
        assertIs(form.logIn(NID), MockIdentity.of(NID));
        assertIs(form.finish(plainCode()), MockIdentity.of(NID));
    }

    @ParameterizedTest
    @EnumSource(value = Flaw.class, names = {"NONE", "WITHDRAWN_KEY"}, mode = EnumSource.Mode.EXCLUDE)
    void whatProvesNothingIsRefused(Flaw flaw) {
        esignet.flaw(flaw);
        HttpResponse<String> answer = form.logIn(NID);
        assertRefused(answer, 502, "identity-untrusted");
        assertThat(answer.body()).doesNotContain(MockIdentity.of(NID).firstName());
        assertThat(bench.server().log()).contains("CB254 ");
    }

    /** Else nothing would say that userinfo is of the person who logged in (OpenID Connect Core 1.0, section 5.3.2). */
    @ParameterizedTest
    @EnumSource(value = Flaw.class, names = {"NO_ID_TOKEN", "OTHER_SUBJECT", "ID_TOKEN_BY_STRANGER", "ID_TOKEN_EXPIRED", "ID_TOKEN_WRONG_AUDIENCE"})
    void withoutAnIdTokenThatFitsNothingIsProvedWhereTheFormUsedNoNonceEither(Flaw flaw) {
        esignet.flaw(flaw);
        assertRefused(form.finish(plainCode()), 502, "identity-untrusted");
    }

    @Test
    void aCodeIsGoodOnce() {
        Map<String, String> back = form.pick(form.address(), NID);
        assertThat(form.finish(back).statusCode()).isEqualTo(200);
        assertRefused(form.finish(back), 403, "login-refused");
        assertRefused(form.finish("made-up"), 403, "login-refused");
    }

    @Test
    void aCodeOfAnotherLoginIsRefused() {
        Map<String, String> one = form.pick(form.address(), NID);
        Map<String, String> other = form.pick(form.address(), "1234567891");
        Map<String, String> mixed = new java.util.LinkedHashMap<>(one);
        mixed.put("code", other.get("code"));
        assertRefused(form.finish(mixed), 403, "login-refused");
        mixed.put("state", "s1");
        mixed.put("code", one.get("code"));
        assertRefused(form.finish(mixed), 403, "login-refused");
    }

    @Test
    void aStateThatWasAlteredIsRefusedBeforeTheCodeIsSpent() {
        Map<String, String> back = form.pick(form.address(), NID);
        Map<String, String> altered = new java.util.LinkedHashMap<>(back);
        altered.put("state", back.get("state").substring(0, back.get("state").length() - 4) + "AAAA");
        assertRefused(form.finish(altered), 422, "caller-error");
        assertThat(form.finish(back).statusCode()).isEqualTo(200);
    }

    /** What a form sent, as it was recorded. */
    private static JsonObject recorded(String name) throws Exception {
        try (InputStream in = EsignetScenarios.class.getResourceAsStream("/wire/" + name); JsonReader reader = Json.createReader(in)) {
            return reader.readObject();
        }
    }

    private HttpResponse<String> replay(JsonObject recorded) {
        JsonObject request = recorded.getJsonObject("request");
        HttpRequest.Builder again = HttpRequest.newBuilder(URI.create(bench.server().base() + request.getString("line").split(" ")[1]));
        for (JsonArray header : request.getJsonArray("headers").getValuesAs(JsonArray.class)) {
            if (!NOT_FORWARDED.contains(header.getString(0).toLowerCase(java.util.Locale.ROOT))) {
                again.header(header.getString(0), header.getString(1));
            }
        }
        return form.send(again.header("Authorization", form.authorization()).POST(HttpRequest.BodyPublishers.ofString(request.getString("body"))));
    }

    @Test
    void aRecordedRequestIsAnsweredInTheShapeThatWasRecorded() throws Exception {
        JsonObject recorded = recorded("esignet.get-oidp-user-info.json");
        esignet.logins().give("MTIzNDU2Nzg5MQ==", "1234567891", Map.of("client_id", EsignetClient.ID, "redirect_uri", LoginForm.REDIRECT));
        HttpResponse<String> answer = replay(recorded);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonObject expected = Json.createObjectBuilder(recorded.getJsonObject("response").getJsonObject("bodyJson")).add("sub", EsignetTokens.subject(MockIdentity.of("1234567891"))).build();
        assertThat(LoginForm.json(answer)).isEqualTo(expected);
        assertThat(answer.headers().firstValue("Vary")).contains("Origin");
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
    }

    @Test
    void theRecordedRequestOfAnotherPlaceIsRefused() throws Exception {
        assertRefused(replay(recorded("esignet-invalid.get-oidp-user-info.json")), 422, "caller-error");
    }

    static Stream<Arguments> badRequests() {
        String good = "{\"clientId\":\"" + EsignetClient.ID + "\",\"redirectUri\":\"" + LoginForm.REDIRECT + "\"}";
        String query = "?code=c&state=s";
        return Stream.of(
                Arguments.of("no code", "?state=s", "application/json", good, 422),
                Arguments.of("no state", "?code=c", "application/json", good, 422),
                Arguments.of("two codes", "?code=c&code=d&state=s", "application/json", good, 422),
                Arguments.of("a code without end", "?state=s&code=" + "c".repeat(5000), "application/json", good, 422),
                Arguments.of("not JSON", query, "application/json", "clientId=x", 422),
                Arguments.of("an array", query, "application/json", "[]", 422),
                Arguments.of("a name twice", query, "application/json", good.replace("{", "{\"clientId\":\"x\","), 422),
                Arguments.of("no client", query, "application/json", "{\"redirectUri\":\"" + LoginForm.REDIRECT + "\"}", 422),
                Arguments.of("another client", query, "application/json", good.replace(EsignetClient.ID, "other"), 422),
                Arguments.of("a client that is a number", query, "application/json", good.replace("\"" + EsignetClient.ID + "\"", "7"), 422),
                Arguments.of("another place", query, "application/json", good.replace("127.0.0.1:3000", "evil.example"), 422),
                Arguments.of("a verifier that is none", query, "application/json", good.replace("{", "{\"codeVerifier\":\"short\","), 422),
                Arguments.of("a form", query, "application/x-www-form-urlencoded", good, 415),
                Arguments.of("plain text", query, "text/plain", good, 415),
                Arguments.of("far too much", query, "application/json", good.replace("{", "{\"x\":\"" + "x".repeat(20_000) + "\","), 413));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badRequests")
    void aBadRequestIsRefusedWithoutAskingEsignet(String what, String query, String type, String body, int status) {
        int before = esignet.calls("token");
        HttpResponse<String> answer = form.send(form.request("/esignet/get-oidp-user-info" + query).header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        Refusals.assertPlain(answer);
        assertThat(esignet.calls("token")).isEqualTo(before);
    }

    static Stream<Arguments> notAuthentic() {
        return Stream.<Map.Entry<String, UnaryOperator<RecordToken>>>of(
                Map.entry("expired", t -> t.expiresIn(Duration.ofSeconds(-1))), Map.entry("no expiry", RecordToken::withoutExpiry), Map.entry("another issuer", t -> t.issuer("somebody:else")),
                Map.entry("another audience", t -> t.audience("opencrvs:gateway-user")), Map.entry("unsigned", t -> t.algorithm("none")),
                Map.entry("another key", t -> t.signedBy(TokenScenarios.newKeys()))).map(e -> Arguments.of(e.getKey(), e.getValue()));
    }

    /** As at the reference middleware: a form sends its user's token along with whatever it fetches. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("notAuthentic")
    void whoIsNotLoggedInAtCoreCanHaveNobodyLogInAndSpendsNoCode(String how, UnaryOperator<RecordToken> change) {
        int before = esignet.calls("token") + esignet.calls("par");
        String code = plainCode();
        String token = "Bearer " + change.apply(bench.core().auth().userToken("registrar-1")).sign();
        for (String path : List.of("/esignet/get-oidp-user-info?state=s&code=" + code, "/esignet/authorization-request")) {
            HttpResponse<String> refused = form.send(form.post(path, form.body(LoginForm.REDIRECT)).setHeader("Authorization", token));
            assertRefused(refused, 401, "token-refused");
            assertThat(refused.headers().allValues("Access-Control-Allow-Origin")).as("the form may read why").containsExactly(LoginForm.ORIGIN);
        }
        assertThat(esignet.calls("token") + esignet.calls("par")).isEqualTo(before);
        assertIs(form.finish(code), MockIdentity.of(NID));
    }

    @Test
    void withoutATokenNothingIsAskedOfEsignet() {
        int before = esignet.calls("token");
        HttpRequest.Builder plain = HttpRequest.newBuilder(URI.create(bench.server().base() + "/esignet/get-oidp-user-info?state=s&code=c")).header("Content-Type", "application/json");
        assertRefused(form.send(plain.POST(HttpRequest.BodyPublishers.ofString(form.body(LoginForm.REDIRECT)))), 401, "token-refused");
        assertThat(esignet.calls("token")).isEqualTo(before);
    }

    @Test
    void otherMethodsAndPathsAreRefused() {
        for (String method : List.of("GET", "PUT", "DELETE")) {
            HttpResponse<String> answer = form.send(HttpRequest.newBuilder(URI.create(bench.server().base() + "/esignet/get-oidp-user-info?code=c&state=s"))
                    .method(method, HttpRequest.BodyPublishers.noBody()));
            assertThat(answer.statusCode()).isEqualTo(405);
        }
        assertThat(form.send(form.post("/esignet/other", "{}")).statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> preflight(String origin) {
        return form.send(HttpRequest.newBuilder(URI.create(bench.server().base() + "/esignet/get-oidp-user-info?code=c&state=s")).header("Origin", origin)
                .header("Access-Control-Request-Method", "POST").header("Access-Control-Request-Headers", "content-type,authorization").method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
    }

    @ParameterizedTest
    @ValueSource(strings = {LoginForm.ORIGIN, OTHER_ORIGIN})
    void aBrowserMayCallFromTheFormsOrigins(String origin) {
        HttpResponse<String> may = preflight(origin);
        assertThat(may.statusCode()).isEqualTo(204);
        assertThat(may.headers().allValues("Access-Control-Allow-Origin")).containsExactly(origin);
        assertThat(may.headers().firstValue("Access-Control-Allow-Methods")).contains("POST");
        assertThat(may.headers().firstValue("Access-Control-Allow-Headers").orElse("")).containsIgnoringCase("content-type").containsIgnoringCase("authorization");
        assertThat(may.headers().firstValue("Access-Control-Allow-Credentials")).isEmpty();
        HttpResponse<String> answer = form.send(form.request("/esignet/get-oidp-user-info?state=s&code=" + plainCode()).header("Origin", origin)
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(form.body(LoginForm.REDIRECT))));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().allValues("Access-Control-Allow-Origin")).containsExactly(origin);
        assertThat(answer.headers().allValues("Vary")).anyMatch(v -> v.contains("Origin"));
        HttpResponse<String> refused = form.send(form.post("/esignet/get-oidp-user-info?state=s", "{}"));
        assertThat(refused.headers().allValues("Access-Control-Allow-Origin")).as("the form may read why it was refused").containsExactly(LoginForm.ORIGIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:3001", "https://127.0.0.1:3000", "http://127.0.0.1", "http://127.0.0.1:3000.evil.example", "https://evil.example", "null", "HTTP://127.0.0.1:3000", "*"})
    void aBrowserMayNotCallFromElsewhere(String origin) {
        int before = esignet.calls("token");
        HttpResponse<String> preflight = preflight(origin);
        HttpResponse<String> answer = form.send(form.request("/esignet/get-oidp-user-info?code=c&state=s").header("Origin", origin)
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(form.body(LoginForm.REDIRECT))));
        for (HttpResponse<String> refused : List.of(preflight, answer)) {
            assertRefused(refused, 403, "origin-refused");
            assertThat(refused.headers().map().keySet()).noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("access-control"));
            assertThat(refused.headers().allValues("Vary")).anyMatch(v -> v.contains("Origin"));
        }
        assertThat(esignet.calls("token")).isEqualTo(before);
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("token", Fault.status(500), 503), Arguments.of("token", Fault.status(429), 503), Arguments.of("token", Fault.reset(), 503), Arguments.of("token", Fault.html(), 502),
                Arguments.of("token", Fault.garbage(), 502), Arguments.of("token", Fault.redirect("http://127.0.0.1:1/"), 502), Arguments.of("token", Fault.status(204, "text/plain", ""), 502),
                Arguments.of("token", Fault.status(200, "application/json", "{\"access_token\":\"two words\"}"), 502),
                Arguments.of("token", Fault.status(400, "application/xml", "<error>invalid_grant</error>"), 403),
                Arguments.of("token", Fault.status(401, "application/json", "{\"error\":\"invalid_client\"}"), 500),
                Arguments.of("userinfo", Fault.status(500), 503), Arguments.of("userinfo", Fault.status(401), 403), Arguments.of("userinfo", Fault.reset(), 503),
                Arguments.of("userinfo", Fault.html(), 502), Arguments.of("userinfo", Fault.garbage(), 502), Arguments.of("userinfo", Fault.redirect("http://127.0.0.1:1/"), 502));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void whateverEsignetDoesTheFormGetsAPlainAnswer(String endpoint, Fault fault, int status) {
        esignet.faults().on(endpoint, fault);
        HttpResponse<String> answer = form.finish(plainCode());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        Refusals.assertPlain(answer);
        esignet.calm();
        assertIs(form.finish(plainCode()), MockIdentity.of(NID));
    }

    @Test
    void anEsignetThatHangsIsGivenUpInTime() {
        for (Fault fault : List.of(Fault.hang(), Fault.trickle())) {
            esignet.faults().on("token", fault);
            long before = System.nanoTime();
            assertRefused(form.finish(plainCode()), 503, "identity-unavailable");
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(20));
            esignet.faults().clear();
        }
        assertIs(form.finish(plainCode()), MockIdentity.of(NID));
    }

    @Test
    void anEsignetThatIsAwayIsSaidToBe() {
        esignet.down();
        assertRefused(form.finish("code"), 503, "identity-unavailable");
        esignet.up();
        assertThat(bench.server().log()).contains("CB253 ");
        Await.until("logins work again", Bench.SOON, () -> form.finish(plainCode()).statusCode() == 200);
    }

    @Test
    void anEsignetThatDoesNotKnowUsIsOursToPutRight() {
        esignet.client().registered(false);
        assertRefused(form.finish(plainCode()), 500, "not-set-up");
        assertThat(bench.server().log()).contains("CB252 ");
    }

    @Test
    void loginsAreCounted() {
        double before = bench.counter("esignet_logins");
        form.finish(plainCode());
        form.finish("made-up");
        assertThat(bench.counter("esignet_logins") - before).isEqualTo(2);
    }
}

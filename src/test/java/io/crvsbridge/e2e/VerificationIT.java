package io.crvsbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.crvsbridge.simulators.Fault;
import io.crvsbridge.simulators.IdAuthentication;
import io.crvsbridge.simulators.RecordToken;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The identity check as a TypeScript country config meets it: at {@code POST /verify}. */
class VerificationIT extends Scenarios {

    private static final String JOHN = "{\"dob\":\"2001-02-20\",\"nid\":\"1234567892\",\"name\":{\"firstname\":\"John\",\"surname\":\"Doe\"},\"gender\":\"male\",\"transactionId\":\"father-x\"}";
    private static final Duration LONGEST = Duration.ofSeconds(13);

    VerificationIT() {
        super(Benches.H2);
    }

    /** A circuit breaker that a test before has opened closes within seconds. */
    @BeforeEach
    void theWayToIdaIsOpen() {
        Await.until("a check that is answered", Bench.SOON, () -> verify(JOHN).statusCode() == 200);
    }

    private RecordToken token() {
        return core.auth().recordToken(UUID.randomUUID().toString(), UUID.randomUUID().toString(), "registrar-1");
    }

    private HttpRequest.Builder request(String token, String body) {
        return bench.request("/verify").header("Content-Type", "application/json").header("Authorization", "Bearer " + token).POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private HttpResponse<String> verify(String body) {
        return bench.send(request(token().sign(), body));
    }

    private static void assertSays(HttpResponse<String> answer, String word) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(word);
        assertThat(answer.headers().firstValue("content-type")).get().asString().startsWith("text/plain");
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String slug) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        Refusals.assertPlain(answer);
        assertThat(BirthScenarios.parsed(answer.body()).getString("type")).isEqualTo("urn:crvs-bridge:problem:" + slug);
        assertThat(answer.body()).doesNotContain("verified", "failed", "1234567892", "Doe");
    }

    private double counted(String answer) {
        return bench.get("/metrics").body().lines().filter(l -> l.startsWith("identity_checks_total{") && l.contains("answer=\"" + answer + "\"")).mapToDouble(l -> Double.parseDouble(l.substring(l.lastIndexOf(' ') + 1))).sum();
    }

    @Test
    void aPersonWithTheseDataIsVerified() {
        double before = counted("verified");
        assertSays(verify(JOHN), "verified");
        assertSays(verify(JOHN.replace("\"surname\"", "\"middlename\":\"Dino\",\"surname\"")), "verified");
        assertSays(verify(JOHN.replace("1234567892", IdAuthentication.vid("1234567892"))), "verified");
        assertThat(counted("verified")).isEqualTo(before + 3);
        JsonObject asked = mosip.ida().asked().get(0);
        assertThat(asked.getString("individualIdType")).isEqualTo("VID");
        assertThat(asked.getJsonObject("opened").getJsonObject("demographics").getString("dob")).isEqualTo("2001/02/20");
        assertThat(mosip.ida().asked().stream().map(request -> request.getString("transactionID"))).doesNotHaveDuplicates();
    }

    @Test
    void anotherPersonAndAnUnusableIdentifierFail() {
        double mismatches = counted("mismatch");
        double unusable = counted("unusable");
        assertSays(verify(JOHN.replace("2001-02-20", "2001-02-21")), "failed");
        assertSays(verify(JOHN.replace("John", "Jane")), "failed");
        assertSays(verify(JOHN.replace("1234567892", "0000000000")), "failed");
        mosip.ida().report("1234567892", "IDA-MLC-019");
        assertSays(verify(JOHN), "failed");
        assertThat(counted("mismatch")).isEqualTo(mismatches + 2);
        assertThat(counted("unusable")).isEqualTo(unusable + 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {40, -40})
    void aClockFortySecondsOffIsOurFaultAndNobodyFails(int seconds) {
        double before = counted("our_fault");
        mosip.ida().clockAhead(Duration.ofSeconds(seconds));
        HttpResponse<String> answer = verify(JOHN);
        assertProblem(answer, 500, "identity-check-faulty");
        assertThat(BirthScenarios.parsed(answer.body()).getString("detail")).isEqualTo("IDA-MLC-001");
        assertThat(counted("our_fault")).isEqualTo(before + 1);
        assertThat(bench.server().log()).contains("CB243");
    }

    @Test
    void whatIsOursToMendIsNotSaidOfThePerson() {
        mosip.ida().report("1234567892", "IDA-MPA-014");
        assertProblem(verify(JOHN), 500, "identity-check-faulty");
        mosip.ida().report("1234567892", "IDA-NEW-001");
        assertProblem(verify(JOHN), 500, "identity-check-faulty");
        assertProblem(verify(JOHN.replace("\"male\"", "\"other\"")), 500, "identity-check-faulty");
    }

    @Test
    void anAnswerThatMosipDidNotSignVerifiesNobodyAndFailsNobody() {
        for (IdAuthentication.Flaw flaw : List.of(IdAuthentication.Flaw.UNSIGNED, IdAuthentication.Flaw.STRANGER)) {
            mosip.ida().flaw(flaw);
            assertProblem(verify(JOHN), 500, "identity-check-faulty");
        }
        mosip.ida().flaw(IdAuthentication.Flaw.TAMPERED);
        assertProblem(verify(JOHN.replace("2001-02-20", "1999-09-09")), 500, "identity-check-faulty");
        mosip.ida().flaw(IdAuthentication.Flaw.NONE);
        assertSays(verify(JOHN), "verified");
        mosip.ida().flaw(IdAuthentication.Flaw.REPLAYED);
        assertProblem(verify(JOHN.replace("2001-02-20", "1999-09-09")), 503, "identity-check-unanswered");
        assertThat(bench.server().log()).contains("CB244");
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("503", Fault.status(503)),
                Arguments.of("500", Fault.status(500)),
                Arguments.of("a proxy's page", Fault.html()),
                Arguments.of("reset", Fault.reset()),
                Arguments.of("no answer", Fault.dropsAnswer()),
                Arguments.of("garbage", Fault.garbage()),
                Arguments.of("an empty answer", Fault.emptyResponse()),
                Arguments.of("try again", Fault.mosipError("IDA-MLC-007")),
                Arguments.of("redirect", Fault.redirect("/elsewhere")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void whatBreaksOnTheWayIsTriedAgain(String name, Fault fault) {
        mosip.faults().on("ida", fault.once());
        HttpResponse<String> answer = verify(JOHN);
        assertProblem(answer, 503, "identity-check-unanswered");
        assertThat(answer.headers().firstValue("retry-after")).contains("5");
        assertSays(verify(JOHN), "verified");
    }

    @Test
    void howLongToWaitIsHandedOn() {
        mosip.faults().on("ida", Fault.status(503).retryAfter(17).once());
        assertThat(verify(JOHN).headers().firstValue("retry-after")).contains("17");
    }

    @Test
    void aSlowIdaIsWaitedForAndOneThatHangsIsNot() throws MosipLibrary.Failed {
        MosipLibrary library = new MosipLibrary(bench.server().base(), "Bearer " + token().sign());
        mosip.faults().on("ida", Fault.slow(4_000).once());
        assertThat(library.verifyNid(JOHN)).isEqualTo("verified");
        for (Fault fault : List.of(Fault.hang(), Fault.trickle())) {
            mosip.faults().on("ida", fault);
            long start = System.nanoTime();
            MosipLibrary.Failed failed = catchThrowableOfType(MosipLibrary.Failed.class, () -> library.verifyNid(JOHN));
            assertThat(failed.aborted()).as("the library gave up").isFalse();
            assertThat(failed.getMessage()).startsWith("503 ");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONGEST);
            mosip.faults().clear();
        }
    }

    @Test
    void theLibraryTakesTheTextAndNothingElse() throws MosipLibrary.Failed {
        MosipLibrary library = new MosipLibrary(bench.server().base(), "Bearer " + token().sign());
        assertThat(library.verifyNid(JOHN)).isEqualTo("verified");
        assertThat(library.verifyNid(JOHN.replace("2001-02-20", "2001-02-21"))).isEqualTo("failed");
        mosip.ida().clockAhead(Duration.ofSeconds(40));
        assertThat(catchThrowableOfType(MosipLibrary.Failed.class, () -> library.verifyNid(JOHN)).getMessage()).startsWith("500 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify-ok", "verify-mismatch", "verify-unknown"})
    void recordedRequestsAreAnsweredAsTheReferenceAnsweredThem(String name) {
        JsonObject recorded = recorded(name + ".verify.json");
        JsonObject request = recorded.getJsonObject("request");
        Wire wire = Wire.of("POST", "/verify").body(request.getString("body"));
        request.getJsonArray("headers").stream().map(h -> h.asJsonArray()).filter(h -> !h.getString(0).matches("(?i)host|connection|content-length|authorization"))
                .forEach(h -> wire.header(h.getString(0) + ": " + h.getString(1)));
        Wire.Answer answer = wire.header("Authorization: Bearer " + signedAnew(request)).send(bench.server().base());
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(recorded.getJsonObject("response").getString("body"));
        assertThat(answer.head().toLowerCase(java.util.Locale.ROOT).replace(" ", "")).contains("content-type:text/plain;charset=utf-8");
    }

    /** The claims of the recorded token, which has ended meanwhile, under the key and the time of this Core. */
    private String signedAnew(JsonObject request) {
        String authorization = request.getJsonArray("headers").stream().map(h -> h.asJsonArray()).filter(h -> h.getString(0).equals("Authorization")).findFirst().orElseThrow().getString(1);
        JsonObject claims = BirthScenarios.parsed(new String(Base64.getUrlDecoder().decode(authorization.split("\\.")[1]), StandardCharsets.UTF_8));
        RecordToken token = token();
        claims.forEach((claim, value) -> {
            if (!claim.equals("iat") && !claim.equals("exp")) {
                token.claim(claim, value);
            }
        });
        return token.sign();
    }

    private static JsonObject recorded(String name) {
        try (InputStream in = VerificationIT.class.getResourceAsStream("/wire/" + name); var reader = Json.createReader(in)) {
            return reader.readObject();
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    @Test
    void aUsersTokenWillDoSinceNothingIsConfirmed() {
        assertSays(bench.send(request(token().without("eventId").without("actionId").scopes("record.read").sign(), JOHN)), "verified");
    }

    static Stream<Arguments> notAuthentic() {
        return Stream.of(
                spoilt("expired", t -> t.expiresIn(Duration.ofSeconds(-1))),
                spoilt("no expiry", RecordToken::withoutExpiry),
                spoilt("another issuer", t -> t.issuer("somebody:else")),
                spoilt("another audience", t -> t.audience("opencrvs:gateway-user")),
                spoilt("unsigned", t -> t.algorithm("none")),
                spoilt("keyed with the public key", t -> t.algorithm("HS256")),
                spoilt("another key", t -> t.signedBy(TokenScenarios.newKeys())));
    }

    private static Arguments spoilt(String how, UnaryOperator<RecordToken> change) {
        return Arguments.of(how, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("notAuthentic")
    void aTokenThatIsNotAuthenticIsRefusedAndNobodyIsAskedAbout(String how, UnaryOperator<RecordToken> change) {
        int before = mosip.calls("ida");
        assertProblem(bench.send(request(change.apply(token()).sign(), JOHN)), 401, "token-refused");
        assertThat(mosip.calls("ida")).isEqualTo(before);
    }

    @Test
    void withoutATokenNothingIsAsked() {
        int before = mosip.calls("ida");
        assertProblem(bench.send(bench.request("/verify").header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(JOHN))), 401, "token-refused");
        assertProblem(bench.send(request("Authorization", JOHN)), 401, "token-refused");
        assertThat(mosip.calls("ida")).isEqualTo(before);
    }

    @Test
    void aBodyThatIsNoneIsRefusedByName() {
        String token = token().sign();
        assertProblem(verify(JOHN.replace("\"dob\"", "\"born\"")), 422, "caller-error");
        assertThat(verify(JOHN.replace("\"dob\"", "\"born\"")).body()).contains("dob: ");
        assertProblem(verify("{\"nid\":"), 422, "caller-error");
        assertProblem(verify("[]"), 422, "caller-error");
        assertProblem(verify(""), 422, "caller-error");
        assertProblem(verify(JOHN.replace("father-x", "x".repeat(20_000))), 413, "too-large");
        assertProblem(bench.send(request(token, JOHN).setHeader("Content-Type", "text/plain")), 415, "wrong-type");
        assertProblem(bench.send(bench.request("/verify").header("Authorization", "Bearer " + token).GET()), 405, "method-not-allowed");
        assertProblem(bench.send(bench.request("/verify/more").header("Authorization", "Bearer " + token).POST(HttpRequest.BodyPublishers.noBody())), 404, "not-found");
    }

    @Test
    void nothingOfThePersonStandsInAnyFileOfTheServer() {
        CanaryPerson person = new CanaryPerson(0, new Random());
        String nid = person.value("national id").substring(0, 10);
        String first = person.value("mother first name");
        String last = person.value("mother surname");
        String birth = person.value("date of birth");
        mosip.ida().add(Json.createObjectBuilder().add("nid", nid).add("firstName", first).add("familyName", last).add("birthDate", birth).add("gender", "female").build());
        String body = Json.createObjectBuilder().add("nid", nid).add("dob", birth).add("name", Json.createObjectBuilder().add("firstname", first).add("surname", last)).build().toString();
        String token = token().sign();
        assertSays(bench.send(request(token, body)), "verified");
        assertSays(bench.send(request(token, body.replace(nid, "0000000000"))), "failed");
        assertSays(bench.send(request(token, body.replace(first, "another"))), "failed");
        for (String code : List.of("IDA-MPA-014", "IDA-MLC-007", "IDA-MLC-003", nid, first)) {
            mosip.ida().report(nid, code);
            bench.send(request(token, body));
        }
        for (Fault fault : List.of(Fault.status(503, "text/plain", body), Fault.status(200, "application/json", body), Fault.reset())) {
            mosip.faults().on("ida", fault.once());
            assertThat(bench.send(request(token, body)).statusCode()).isEqualTo(503);
        }
        assertThat(bench.send(request(token, body.replace("surname", "sur"))).statusCode()).isEqualTo(422);
        assertThat(bench.send(request(token, body + nid)).statusCode()).isEqualTo(422);
        assertThat(bench.send(request(token + "x", body)).statusCode()).isEqualTo(401);
        Canaries canaries = new Canaries().add("identifier", nid).add("first name", first).add("surname", last).add("date of birth", birth).add("date of birth at IDA", birth.replace('-', '/'))
                .add("token", token).add("licence key", IdAuthentication.LICENCE);
        assertThat(canaries.in(List.of(logs())).stream().map(hit -> hit.name() + " (" + hit.form() + ") in " + hit.file()).distinct()).isEmpty();
        assertThat(new Canaries().add("a code of the log", "CB245 MOSIP's ID authentication").in(List.of(logs()))).as("the search finds what is there").isNotEmpty();
    }

    private Path logs() {
        return bench.server().logFile().getParent();
    }

    @Test
    void readinessAndMetricsTellWhenTheCertificatesEnd() {
        JsonObject ready = BirthScenarios.parsed(bench.get("/health/ready").body());
        JsonObject check = ready.getJsonArray("checks").stream().map(c -> c.asJsonObject()).filter(c -> c.getString("name").equals("identity-check")).findFirst().orElseThrow();
        assertThat(check.getString("status")).isEqualTo("UP");
        JsonObject data = check.getJsonObject("data");
        assertThat(data.getBoolean("configured")).isTrue();
        assertThat(data.getString("responseSignature")).isEqualTo("ON");
        assertThat(data.keySet()).contains("partnerCertificateEnds", "idaCertificateEnds", "responseCertificateEnds");
        List<String> gauges = bench.get("/metrics").body().lines().filter(l -> l.startsWith("identity_check_certificate_days_left{")).toList();
        assertThat(gauges).hasSize(3).allMatch(l -> Double.parseDouble(l.substring(l.lastIndexOf(' ') + 1)) > 30);
    }
}

package io.crvsbridge.opencrvs;

import static io.crvsbridge.opencrvs.Forge.NOW;
import static io.crvsbridge.opencrvs.Forge.RS256;
import static io.crvsbridge.opencrvs.Forge.base64;
import static io.crvsbridge.opencrvs.Forge.claims;
import static io.crvsbridge.opencrvs.Forge.rs256;
import static io.crvsbridge.opencrvs.Forge.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.crvsbridge.kernel.PeerUnreachable;
import io.crvsbridge.kernel.SettableClock;
import io.crvsbridge.problem.Problem;
import io.crvsbridge.problem.ProblemType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordTokensTest {

    private static final AtomicInteger ATTACKERS_HITS = new AtomicInteger();
    private static HttpServer attacker;

    private final AtomicInteger fetches = new AtomicInteger();
    private final SettableClock clock = new SettableClock(NOW);
    private final CoreKeys keys = new CoreKeys(() -> {
        fetches.incrementAndGet();
        return Keys.pem(Keys.CORE.getPublic());
    }, clock);
    private final RecordTokens tokens = new RecordTokens(keys, "opencrvs:auth-service", List.of("opencrvs:countryconfig-user"), clock);

    @BeforeAll
    static void attackerServesAKey() throws IOException {
        attacker = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] pem = Keys.pem(Keys.ATTACKER.getPublic()).getBytes(StandardCharsets.US_ASCII);
        attacker.createContext("/", exchange -> {
            ATTACKERS_HITS.incrementAndGet();
            exchange.sendResponseHeaders(200, pem.length);
            exchange.getResponseBody().write(pem);
            exchange.close();
        });
        attacker.start();
    }

    @AfterAll
    static void attackerGoes() {
        attacker.stop(0);
        assertThat(ATTACKERS_HITS).hasValue(0);
    }

    private RecordToken authentic(String token) {
        return tokens.authentic(List.of("Bearer " + token));
    }

    private Problem refusal(List<String> authorization) {
        return catchThrowableOfType(Problem.class, () -> tokens.authentic(authorization));
    }

    @Test
    void aTokenOfCoreIsTaken() {
        RecordToken token = authentic(token());
        assertThat(token.key()).contains(CoreTexts.KEY);
        assertThat(token.mayConfirm()).isTrue();
        assertThat(token.expires()).isEqualTo(NOW.plus(Duration.ofDays(7)));
        assertThat(fetches).hasValue(1);
    }

    static Stream<Arguments> genuineVariants() {
        return Stream.of(
                Arguments.of("no typ", rs256("{\"alg\":\"RS256\"}", claims(), Keys.CORE.getPrivate())),
                Arguments.of("a kid", rs256("{\"alg\":\"RS256\",\"kid\":\"2026-a\"}", claims(), Keys.CORE.getPrivate())),
                Arguments.of("aud as one string", token("aud", "\"opencrvs:countryconfig-user\"")),
                Arguments.of("no iat", token("iat", null)),
                Arguments.of("iat a little ahead", token("iat", seconds(30))),
                Arguments.of("nbf a little ahead", token("nbf", seconds(30))),
                Arguments.of("exp in a second", token("exp", seconds(1))),
                Arguments.of("exp with a fraction", token("exp", seconds(100) + ".5")),
                Arguments.of("a claim nobody knows", token("somethingNew", "{\"a\":[1]}")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("genuineVariants")
    void genuineVariantsAreTaken(String name, String token) {
        assertThat(authentic(token).key()).contains(CoreTexts.KEY);
    }

    static Stream<Arguments> scopes() {
        return Stream.of(
                Arguments.of("[\"type=record.confirm-registration\"]", true),
                Arguments.of("[\"record.read\",\"record.confirm-registration\"]", true),
                Arguments.of("[\"type=record.confirm-registration&placeOfEvent=all\"]", true),
                Arguments.of("\"record.read record.confirm-registration\"", true),
                Arguments.of("[]", false),
                Arguments.of("[\"type=record.confirm-registrations\"]", false),
                Arguments.of("[\"type=record.reject-registration\"]", false),
                Arguments.of("[\"record.confirm\"]", false),
                Arguments.of("[\"xrecord.confirm-registration\"]", false),
                Arguments.of("[\"RECORD.CONFIRM-REGISTRATION\"]", false),
                Arguments.of("[\"scope=x&type=record.confirm-registrationx\"]", false),
                Arguments.of("[7, null, {}]", false),
                Arguments.of("{\"record.confirm-registration\":true}", false),
                Arguments.of("true", false),
                Arguments.of("null", false),
                Arguments.of(null, false));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("scopes")
    void onlyTheScopeToConfirmPermitsConfirming(String scope, boolean permits) {
        assertThat(authentic(token("scope", scope)).mayConfirm()).isEqualTo(permits);
    }

    @ParameterizedTest
    @ValueSource(strings = {"eventId", "actionId"})
    void anAuthenticTokenThatDoesNotNameItsActionIsForNone(String claim) {
        for (String value : new String[] {null, "null", "7", "[\"x\"]", "{}", "true"}) {
            assertThat(authentic(token(claim, value)).key()).as(claim + "=" + value).isEmpty();
        }
    }

    private static String seconds(long fromNow) {
        return Long.toString(NOW.getEpochSecond() + fromNow);
    }

    private static String attackersUrl() {
        return "\"http://127.0.0.1:" + attacker.getAddress().getPort() + "/key\"";
    }

    static Stream<Arguments> forged() {
        return forgeries().entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
    }

    private static Map<String, String> forgeries() {
        Map<String, String> all = new LinkedHashMap<>();
        algorithms(all);
        pointers(all);
        times(all);
        addressees(all);
        shapes(all);
        return all;
    }

    private static void algorithms(Map<String, String> all) {
        String good = token();
        String unsigned = base64("{\"alg\":\"none\"}") + "." + base64(claims()) + ".";
        all.put("none", unsigned);
        all.put("None", base64("{\"alg\":\"None\"}") + "." + base64(claims()) + ".");
        all.put("none with Core's signature", unsigned + good.substring(good.lastIndexOf('.') + 1));
        all.put("no alg", rs256("{\"typ\":\"JWT\"}", claims(), Keys.CORE.getPrivate()));
        all.put("alg null", rs256("{\"alg\":null}", claims(), Keys.CORE.getPrivate()));
        all.put("alg a number", rs256("{\"alg\":256}", claims(), Keys.CORE.getPrivate()));
        all.put("alg in lower case", rs256("{\"alg\":\"rs256\"}", claims(), Keys.CORE.getPrivate()));
        String pem = Keys.pem(Keys.CORE.getPublic());
        byte[] der = Keys.CORE.getPublic().getEncoded();
        String hs = "{\"alg\":\"HS256\"}";
        all.put("HS256 with the PEM as secret", Forge.hs256(hs, claims(), pem.getBytes(StandardCharsets.US_ASCII)));
        all.put("HS256 with the stripped PEM", Forge.hs256(hs, claims(), pem.strip().getBytes(StandardCharsets.US_ASCII)));
        all.put("HS256 with the DER as secret", Forge.hs256(hs, claims(), der));
        all.put("HS256 with the base64 as secret", Forge.hs256(hs, claims(), Base64.getEncoder().encode(der)));
        all.put("HMAC under the name RS256", Forge.hs256(RS256, claims(), der));
        all.put("RS384", Forge.signed("{\"alg\":\"RS384\"}", claims(), "SHA384withRSA", Keys.CORE.getPrivate()));
        all.put("RS512", Forge.signed("{\"alg\":\"RS512\"}", claims(), "SHA512withRSA", Keys.CORE.getPrivate()));
        all.put("PS256", Forge.signed("{\"alg\":\"PS256\"}", claims(), "RSASSA-PSS", Keys.CORE.getPrivate()));
        all.put("PSS under the name RS256", Forge.signed(RS256, claims(), "RSASSA-PSS", Keys.CORE.getPrivate()));
        all.put("SHA-1 under the name RS256", Forge.signed(RS256, claims(), "SHA1withRSA", Keys.CORE.getPrivate()));
        all.put("ES256", Forge.signed("{\"alg\":\"ES256\"}", claims(), "SHA256withECDSAinP1363Format", Keys.make("EC", 256).getPrivate()));
        all.put("crit", rs256("{\"alg\":\"RS256\",\"crit\":[\"exp\"],\"exp\":1}", claims(), Keys.CORE.getPrivate()));
        all.put("crit of nothing", rs256("{\"alg\":\"RS256\",\"crit\":[]}", claims(), Keys.CORE.getPrivate()));
        all.put("b64 false", rs256("{\"alg\":\"RS256\",\"b64\":false,\"crit\":[\"b64\"]}", claims(), Keys.CORE.getPrivate()));
        all.put("b64 false without crit", rs256("{\"alg\":\"RS256\",\"b64\":false}", claims(), Keys.CORE.getPrivate()));
    }

    /** The attacker signs well, and the header says where the key is. */
    private static void pointers(Map<String, String> all) {
        KeyPair own = Keys.ATTACKER;
        String der = Base64.getEncoder().encodeToString(own.getPublic().getEncoded());
        String jwk = new com.nimbusds.jose.jwk.RSAKey.Builder((java.security.interfaces.RSAPublicKey) own.getPublic()).build().toJSONString();
        all.put("another's key", rs256(RS256, claims(), own.getPrivate()));
        all.put("jku", rs256("{\"alg\":\"RS256\",\"jku\":" + attackersUrl() + "}", claims(), own.getPrivate()));
        all.put("x5u", rs256("{\"alg\":\"RS256\",\"x5u\":" + attackersUrl() + "}", claims(), own.getPrivate()));
        all.put("kid that is a URL", rs256("{\"alg\":\"RS256\",\"kid\":" + attackersUrl() + "}", claims(), own.getPrivate()));
        all.put("kid that is a path", rs256("{\"alg\":\"RS256\",\"kid\":\"../../../../dev/null\"}", claims(), own.getPrivate()));
        all.put("jwk", rs256("{\"alg\":\"RS256\",\"jwk\":" + jwk + "}", claims(), own.getPrivate()));
        all.put("x5c", rs256("{\"alg\":\"RS256\",\"x5c\":[\"" + der + "\"]}", claims(), own.getPrivate()));
        all.put("iss that is a URL", rs256(RS256, claims("iss", attackersUrl()), own.getPrivate()));
    }

    private static void times(Map<String, String> all) {
        all.put("no exp", token("exp", null));
        all.put("exp null", token("exp", "null"));
        all.put("exp a string", token("exp", "\"" + seconds(600) + "\""));
        all.put("exp an ISO string", token("exp", "\"2030-01-01T00:00:00Z\""));
        all.put("exp a list", token("exp", "[" + seconds(600) + "]"));
        all.put("exp true", token("exp", "true"));
        all.put("exp now", token("exp", seconds(0)));
        all.put("exp a second ago", token("exp", seconds(-1)));
        all.put("exp a second ago with a fraction", token("exp", seconds(-1) + ".999"));
        all.put("exp zero", token("exp", "0"));
        all.put("exp negative", token("exp", "-1"));
        all.put("exp the largest long", token("exp", Long.toString(Long.MAX_VALUE)));
        all.put("exp beyond a long", token("exp", "99999999999999999999999999"));
        all.put("exp beyond a double", token("exp", "1e999"));
        all.put("exp a huge float", token("exp", "1e300"));
        all.put("exp in milliseconds of the far future", token("exp", "9000000000000000"));
        all.put("nbf in the future", token("nbf", seconds(61)));
        all.put("nbf a string", token("nbf", "\"" + seconds(-10) + "\""));
        all.put("iat in the future", token("iat", seconds(61)));
        all.put("iat in milliseconds", token("iat", seconds(0) + "000"));
    }

    private static void addressees(Map<String, String> all) {
        all.put("no iss", token("iss", null));
        all.put("another iss", token("iss", "\"opencrvs:auth-services\""));
        all.put("iss a list", token("iss", "[\"opencrvs:auth-service\"]"));
        all.put("iss in upper case", token("iss", "\"OPENCRVS:AUTH-SERVICE\""));
        all.put("no aud", token("aud", null));
        all.put("aud null", token("aud", "null"));
        all.put("aud empty", token("aud", "[]"));
        all.put("aud of others", token("aud", "[\"opencrvs:gateway-user\"]"));
        all.put("aud another string", token("aud", "\"opencrvs:gateway-user\""));
        all.put("aud only begins like ours", token("aud", "[\"opencrvs:countryconfig-users\"]"));
        all.put("aud a number", token("aud", "7"));
        all.put("aud an object", token("aud", "{\"opencrvs:countryconfig-user\":1}"));
    }

    private static void shapes(Map<String, String> all) {
        String good = token();
        String[] parts = good.split("\\.");
        all.put("nothing", "");
        all.put("dots", "..");
        all.put("one part", parts[0]);
        all.put("two parts", parts[0] + "." + parts[1]);
        all.put("no signature", parts[0] + "." + parts[1] + ".");
        all.put("no header", "." + parts[1] + "." + parts[2]);
        all.put("no claims", parts[0] + ".." + parts[2]);
        all.put("four parts", good + "." + parts[2]);
        all.put("five parts", good + "." + parts[1] + "." + parts[2]);
        all.put("a dot behind", good + ".");
        all.put("padding behind", good + "==");
        all.put("a blank in the signature", good.substring(0, good.length() - 9) + " " + good.substring(good.length() - 9));
        all.put("a line end in the signature", good.substring(0, good.length() - 9) + "\n" + good.substring(good.length() - 9));
        all.put("garbage behind the signature", good + "!");
        all.put("more letters behind the signature", good + "AAAA");
        all.put("the plain alphabet in the signature", parts[0] + "." + parts[1] + "." + plainAlphabet(parts));
        all.put("another last letter that decodes alike", good.substring(0, good.length() - 1) + (char) (good.charAt(good.length() - 1) + 1));
        all.put("a shorter signature", good.substring(0, good.length() - 4));
        all.put("padding in the claims", parts[0] + "." + parts[1] + "=." + parts[2]);
        all.put("claims of another token", parts[0] + "." + base64(claims("eventId", "\"x\"")) + "." + parts[2]);
        all.put("claims that are no object", rs256(RS256, "[]", Keys.CORE.getPrivate()));
        all.put("claims that are no JSON", rs256(RS256, "hello", Keys.CORE.getPrivate()));
        all.put("claims cut off", rs256(RS256, claims().substring(0, 60), Keys.CORE.getPrivate()));
        all.put("deep claims", rs256(RS256, claims("x", "[".repeat(3_000) + "]".repeat(3_000)), Keys.CORE.getPrivate()));
        all.put("a header that is no JSON", rs256("hello", claims(), Keys.CORE.getPrivate()));
        all.put("a header that is a list", rs256("[]", claims(), Keys.CORE.getPrivate()));
        all.put("too long", token("x", "\"" + "y".repeat(20_000) + "\""));
        all.put("enormous", "e".repeat(5_000_000));
        all.put("twice", good + " " + good);
        all.put("with Bearer again", "Bearer " + good);
        all.put("quoted", "\"" + good + "\"");
        all.put("a letter outside ASCII", good + "\u00e9");
        all.put("a zero byte", good + "\0");
    }

    /** Decodes to the same bytes, yet is no base64url. */
    private static String plainAlphabet(String[] parts) {
        String plain = parts[2].replace('-', '+').replace('_', '/');
        return plain.equals(parts[2]) ? plain + "+" : plain;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forged")
    void aForgedOrOddTokenIsRefused(String name, String token) {
        assertThat(refusal(List.of("Bearer " + token))).isNotNull().satisfies(p -> {
            assertThat(p.type()).isEqualTo(ProblemType.TOKEN_REFUSED);
            assertThat(p).hasMessage("A bearer token signed by Core for this service is needed").hasNoCause();
        });
        assertThat(fetches).as("fetches of Core's key").hasValueLessThanOrEqualTo(1);
    }

    @Test
    void theForgeriesAreMany() {
        assertThat(forgeries()).hasSizeGreaterThanOrEqualTo(90);
    }

    @Test
    void forgedTokensBringAtMostOneFetchAMinute() {
        authentic(token());
        String forged = rs256(RS256, claims(), Keys.ATTACKER.getPrivate());
        for (int second = 0; second < 600; second++) {
            assertThat(refusal(List.of("Bearer " + forged)).type()).isEqualTo(ProblemType.TOKEN_REFUSED);
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(fetches).hasValueBetween(2, 11);
        assertThat(authentic(token()).key()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bearer ", "BEARER ", "Bearer   "})
    void theWordBearerIsReadInAnyCase(String scheme) {
        assertThat(tokens.authentic(List.of(scheme + token() + " ")).key()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Basic dXNlcjpwYXNz", "Token x", "Bearer\t", "BearerX"})
    void everyOtherHeaderIsRefused(String header) {
        assertThat(refusal(List.of(header)).type()).isEqualTo(ProblemType.TOKEN_REFUSED);
        assertThat(refusal(List.of(header + token())).type()).as("with a token behind").isEqualTo(ProblemType.TOKEN_REFUSED);
    }

    static Stream<List<String>> headerLists() {
        String good = "Bearer " + token();
        return Stream.of(List.of(), List.of(good, good), List.of(good, ""), List.of("", good), List.of(good + ", " + good));
    }

    @ParameterizedTest
    @MethodSource("headerLists")
    void exactlyOneHeaderIsNeeded(List<String> headers) {
        assertThat(refusal(headers).type()).isEqualTo(ProblemType.TOKEN_REFUSED);
    }

    @Test
    void theTokenIsNotPrinted() {
        String text = token();
        assertThat(authentic(text).toString()).doesNotContain(text, text.substring(text.lastIndexOf('.')));
    }

    @Test
    void aTokenEndsWhenItsTimeIsOver() {
        String token = token();
        clock.advance(Duration.ofDays(7).minusSeconds(1));
        assertThat(authentic(token).key()).isPresent();
        clock.advance(Duration.ofSeconds(1));
        assertThat(refusal(List.of("Bearer " + token)).type()).isEqualTo(ProblemType.TOKEN_REFUSED);
    }

    @Test
    void withoutAKeyNothingIsJudged() {
        RecordTokens blind = new RecordTokens(new CoreKeys(() -> {
            throw new PeerUnreachable("connection refused", null);
        }, clock), "opencrvs:auth-service", List.of("opencrvs:countryconfig-user"), clock);
        Problem problem = catchThrowableOfType(Problem.class, () -> blind.authentic(List.of("Bearer " + token())));
        assertThat(problem.type()).isEqualTo(ProblemType.KEY_UNAVAILABLE);
        assertThat(catchThrowableOfType(Problem.class, () -> blind.authentic(List.of("Bearer x"))).type()).as("what no key could save").isEqualTo(ProblemType.TOKEN_REFUSED);
    }

    @Test
    void otherAudiencesAreTakenWhenConfigured() {
        RecordTokens other = new RecordTokens(keys, "opencrvs:auth-service", List.of("a", "opencrvs:gateway-user"), clock);
        assertThat(other.authentic(List.of("Bearer " + token("aud", "\"opencrvs:gateway-user\""))).expires()).isAfter(Instant.EPOCH);
    }
}

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

    private static Attacker attacker;

    private final AtomicInteger fetches = new AtomicInteger();
    private final SettableClock clock = new SettableClock(NOW);
    private final CoreKeys keys = new CoreKeys(() -> {
        fetches.incrementAndGet();
        return Keys.pem(Keys.CORE.getPublic());
    }, clock);
    private final RecordTokens tokens = new RecordTokens(keys, "opencrvs:auth-service", List.of("opencrvs:countryconfig-user"), new RefusedTokens(cause -> {}, clock), clock, clock);

    @BeforeAll
    static void attackerServesAKey() {
        attacker = new Attacker(Keys.pem(Keys.ATTACKER.getPublic()));
    }

    @AfterAll
    static void attackerGoes() {
        attacker.close();
        assertThat(attacker.connections()).isZero();
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

    @Test
    void aTokenThatHasEndedIsKnownForWhatItWasAndNothingElseMayBeWrong() {
        String ended = token("exp", seconds(-7 * 24 * 3600));
        assertThat(refusal(List.of("Bearer " + ended)).type()).isEqualTo(ProblemType.TOKEN_REFUSED);
        RecordToken once = tokens.onceAuthentic(List.of("Bearer " + ended));
        assertThat(once.key()).contains(CoreTexts.KEY);
        assertThat(tokens.inTime(once)).isFalse();
        assertThat(tokens.inTime(tokens.onceAuthentic(List.of("Bearer " + token())))).isTrue();
        for (String other : List.of(token("exp", null), token("iss", "\"somebody\""), token("aud", "\"opencrvs:search-user\""), token("nbf", seconds(3600)),
                rs256(RS256, claims(), Keys.ATTACKER.getPrivate()))) {
            assertThat(catchThrowableOfType(Problem.class, () -> tokens.onceAuthentic(List.of("Bearer " + other))).type()).isEqualTo(ProblemType.TOKEN_REFUSED);
        }
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

    static Stream<Arguments> forged() {
        return forgeries().entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
    }

    private static Map<String, String> forgeries() {
        return new Forgeries(Keys.CORE, CoreTexts.KEY, NOW, attacker.base() + "/key").unauthentic();
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

    @ParameterizedTest
    @ValueSource(strings = {"nbf", "iat"})
    void aMinuteAheadIsTheMost(String claim) {
        assertThat(authentic(token(claim, seconds(60))).key()).isPresent();
        assertThat(refusal(List.of("Bearer " + token(claim, seconds(61)))).type()).isEqualTo(ProblemType.TOKEN_REFUSED);
    }

    @Test
    void theForgeriesAreMany() {
        assertThat(forgeries()).hasSizeGreaterThanOrEqualTo(150);
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
    void aMachinesClockThatLeapsByAnHourRefusesNoToken() {
        SettableClock leaping = new SettableClock(NOW);
        RecordTokens here = new RecordTokens(keys, "opencrvs:auth-service", List.of("opencrvs:countryconfig-user"), new RefusedTokens(cause -> {}, clock), leaping, clock);
        String token = token();
        leaping.advance(Duration.ofHours(-1));
        assertThat(here.authentic(List.of("Bearer " + token)).key()).isPresent();
        clock.advance(Duration.ofDays(7).minusMinutes(30));
        leaping.advance(Duration.ofDays(7).plusMinutes(90));
        assertThat(here.authentic(List.of("Bearer " + token)).key()).isPresent();
        clock.advance(Duration.ofMinutes(30));
        assertThat(catchThrowableOfType(Problem.class, () -> here.authentic(List.of("Bearer " + token))).type()).as("ended by either clock")
                .isEqualTo(ProblemType.TOKEN_REFUSED);
    }

    @Test
    void withoutAKeyNothingIsJudged() {
        RecordTokens blind = new RecordTokens(new CoreKeys(() -> {
            throw new PeerUnreachable("connection refused", null);
        }, clock), "opencrvs:auth-service", List.of("opencrvs:countryconfig-user"), new RefusedTokens(cause -> {}, clock), clock, clock);
        Problem problem = catchThrowableOfType(Problem.class, () -> blind.authentic(List.of("Bearer " + token())));
        assertThat(problem.type()).isEqualTo(ProblemType.KEY_UNAVAILABLE);
        assertThat(catchThrowableOfType(Problem.class, () -> blind.authentic(List.of("Bearer x"))).type()).as("what no key could save").isEqualTo(ProblemType.TOKEN_REFUSED);
    }

    @Test
    void otherAudiencesAreTakenWhenConfigured() {
        RecordTokens other = new RecordTokens(keys, "opencrvs:auth-service", List.of("a", "opencrvs:gateway-user"), new RefusedTokens(cause -> {}, clock), clock, clock);
        assertThat(other.authentic(List.of("Bearer " + token("aud", "\"opencrvs:gateway-user\""))).expires()).isAfter(Instant.EPOCH);
    }
}

package io.crvsbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.simulators.CoreEvent;
import io.crvsbridge.simulators.RecordToken;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may tell the bridge of an action: only Core, about that very action. */
abstract class TokenScenarios extends Scenarios {

    TokenScenarios(Benches which) {
        super(which);
    }

    static Stream<Arguments> notAuthentic() {
        return Stream.of(
                spoilt("expired", t -> t.expiresIn(Duration.ofSeconds(-1))),
                spoilt("no expiry", RecordToken::withoutExpiry),
                spoilt("not yet valid", t -> t.claim("nbf", Json.createValue(Instant.now().plusSeconds(3600).getEpochSecond()))),
                spoilt("issued in the future", t -> t.claim("iat", Json.createValue(Instant.now().plusSeconds(3600).getEpochSecond()))),
                spoilt("another issuer", t -> t.issuer("somebody:else")),
                spoilt("no issuer", t -> t.without("iss")),
                spoilt("another audience", t -> t.audience("opencrvs:gateway-user")),
                spoilt("no audience", t -> t.without("aud")),
                spoilt("unsigned", t -> t.algorithm("none")),
                spoilt("keyed with the public key", t -> t.algorithm("HS256")),
                spoilt("another RSA method", t -> t.algorithm("RS512")),
                spoilt("another key", t -> t.signedBy(newKeys())));
    }

    private static Arguments spoilt(String how, UnaryOperator<RecordToken> change) {
        return Arguments.of(how, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("notAuthentic")
    void aTokenThatIsNotAuthenticIsRefused(String how, UnaryOperator<RecordToken> change) {
        CoreEvent birth = pendingBirth();
        refused(birth, bench.trigger(birth, change.apply(core.token(birth)).sign()), 401);
    }

    @Test
    void withoutATokenNothingIsTaken() {
        CoreEvent birth = pendingBirth();
        HttpRequest.Builder without = bench.request("/trigger/events/birth/actions/REGISTER").header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(birth.document().toString()));
        refused(birth, without, 401);
        refused(birth, bench.trigger(birth, "three.words.here"), 401);
        refused(birth, bench.trigger(birth, ""), 401);
    }

    @Test
    void twoAuthorizationHeadersAreRefusedEvenIfBothAreGood() {
        CoreEvent birth = pendingBirth();
        String good = core.token(birth).sign();
        refused(birth, bench.trigger(birth, good).header("Authorization", "Bearer " + good), 401);
    }

    @Test
    void anotherSchemeThanBearerIsRefused() {
        CoreEvent birth = pendingBirth();
        refused(birth, bench.trigger(birth, "x").setHeader("Authorization", "Basic " + core.token(birth).sign()), 401);
    }

    static Stream<Arguments> notPermitted() {
        return Stream.of(
                spoilt("another event", t -> t.eventId(UUID.randomUUID().toString())),
                spoilt("another action", t -> t.actionId(UUID.randomUUID().toString())),
                spoilt("no event", t -> t.without("eventId")),
                spoilt("no action", t -> t.without("actionId")),
                spoilt("no scope", t -> t.without("scope")),
                spoilt("scopes without confirmation", t -> t.scopes("type=record.read", "record.reject-registration")),
                spoilt("a scope that only begins like it", t -> t.scopes("type=record.confirm-registration-not")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("notPermitted")
    void anAuthenticTokenForSomethingElseIsRefused(String how, UnaryOperator<RecordToken> change) {
        CoreEvent birth = pendingBirth();
        refused(birth, bench.trigger(birth, change.apply(core.token(birth)).sign()), 403);
    }

    @Test
    void thePlainScopesOfCore19AreTaken() {
        CoreEvent birth = pendingBirth();
        HttpResponse<String> answer = bench.send(bench.trigger(birth, core.token(birth).asOf19().sign()));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        Await.until("the packet of the birth", Bench.SOON, () -> bench.rids(birth).size() == 1);
    }

    private CoreEvent pendingBirth() {
        CoreEvent birth = core.declareBirth();
        core.request(birth, "REGISTER", JsonValue.EMPTY_JSON_OBJECT);
        return birth;
    }

    /** Refused, nothing stored, and the genuine trigger is taken afterwards as if nothing had been. */
    private void refused(CoreEvent birth, HttpRequest.Builder request, int status) {
        HttpResponse<String> answer = bench.send(request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        Refusals.assertPlain(answer);
        String action = birth.pendingActionId();
        bench.store().query("SELECT COUNT(*) FROM pending_action WHERE action_id = '" + action + "'").ifPresent(rows -> assertThat(rows).isEqualTo("0"));
        assertThat(bench.rids(birth)).isEmpty();
        assertThat(core.ledger().acceptCalls(birth)).isZero();
        assertThat(birth.actions()).noneMatch(a -> action.equals(a.getString("originalActionId", "")));
    }

    static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

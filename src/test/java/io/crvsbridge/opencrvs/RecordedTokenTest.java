package io.crvsbridge.opencrvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.crvsbridge.kernel.SettableClock;
import io.crvsbridge.problem.Problem;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tokens that a country config really sent along when it asked for a verification. */
class RecordedTokenTest {

    private static final SettableClock CLOCK = SettableClock.at("2026-11-21T02:38:35Z");

    private static byte[] resource(String name) {
        try (InputStream in = RecordedTokenTest.class.getResourceAsStream("/wire/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String authorization(String recorded) {
        JsonObject request = Json.createReader(new java.io.ByteArrayInputStream(resource(recorded))).readObject().getJsonObject("request");
        return request.getJsonArray("headers").stream().map(header -> header.asJsonArray()).filter(header -> header.getString(0).equals("Authorization")).findFirst().orElseThrow().getString(1);
    }

    private static RecordTokens tokens(Duration later) {
        SettableClock clock = new SettableClock(CLOCK.instant().plus(later));
        CoreKeys keys = new CoreKeys(() -> new String(resource("core-public-key.pem"), StandardCharsets.US_ASCII), clock);
        return new RecordTokens(keys, "opencrvs:auth-service", List.of("opencrvs:countryconfig-user"), new RefusedTokens(cause -> {}, clock), clock, clock);
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify-ok.verify.json", "verify-mismatch.verify.json", "verify-unknown.verify.json"})
    void theTokenOfAVerificationIsAuthenticUntilItEnds(String recorded) {
        assertThat(tokens(Duration.ZERO).authentic(List.of(authorization(recorded))).key()).isPresent();
        assertThat(catchThrowableOfType(Problem.class, () -> tokens(Duration.ofDays(8)).authentic(List.of(authorization(recorded))))).isNotNull();
    }
}

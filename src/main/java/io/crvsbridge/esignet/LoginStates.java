package io.crvsbridge.esignet;

import io.crvsbridge.kernel.BoundedJson;
import io.crvsbridge.kernel.JsonMaking;
import io.crvsbridge.vault.Vault;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * What we remember of a login that we began: verifier, nonce, client and redirect URI, sealed in the {@code state} itself, so that any server can go on with it
 * and none keeps anything. A state used twice brings nothing: eSignet takes its code once.
 */
@Singleton
class LoginStates {

    static final Duration GOOD_FOR = Duration.ofMinutes(10);
    private static final String OURS = "cb1.";
    private static final String PLACE = "esignet.state";
    private static final int RANDOM_BYTES = 32;
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    private final Vault vault;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    @Inject
    LoginStates(Vault vault, Clock clock) {
        this.vault = vault;
        this.clock = clock;
    }

    /** A new login with a verifier and a nonce of its own. */
    Login begin(String clientId, String redirectUri) {
        return new Login(clientId, redirectUri, Optional.of(fresh()), Optional.of(fresh()));
    }

    private String fresh() {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return TEXT.encodeToString(bytes);
    }

    /** The login as a state. */
    String state(Login login) {
        String json = JsonMaking.object().add("c", login.clientId()).add("r", login.redirectUri()).add("v", login.codeVerifier().orElseThrow()).add("n", login.nonce().orElseThrow())
                .add("t", clock.instant().getEpochSecond()).build().toString();
        return OURS + TEXT.encodeToString(vault.seal(PLACE, json.getBytes(StandardCharsets.UTF_8)));
    }

    /** Whether somebody says that we made it. */
    static boolean ours(String state) {
        return state.startsWith(OURS);
    }

    /** The login of a state of ours, or nothing when it is none, was altered, or is too old. */
    Optional<Login> open(String state) {
        try {
            JsonObject json = BoundedJson.read(vault.open(PLACE, Base64.getUrlDecoder().decode(state.substring(OURS.length()))));
            Instant made = Instant.ofEpochSecond(json.getJsonNumber("t").longValueExact());
            boolean inTime = Duration.between(made, clock.instant()).abs().compareTo(GOOD_FOR) <= 0;
            return inTime ? Optional.of(new Login(json.getString("c"), json.getString("r"), Optional.of(json.getString("v")), Optional.of(json.getString("n")))) : Optional.empty();
        } catch (Vault.SealBroken | IllegalArgumentException | BoundedJson.Unfit e) {
            return Optional.empty();
        }
    }
}

package io.crvsbridge.mosip;

import io.crvsbridge.kernel.JsonMaking;
import io.crvsbridge.kernel.PeerAnswer;
import io.crvsbridge.time.SteadyClock;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonObject;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Logger;

/** Calls MOSIP under a token, which is kept as long as it is good and renewed once when a callee refuses it (MOSIP contract, section 1). */
@Singleton
public class MosipAuth {

    /** MOSIP wants the subscriber to be the partner and the packets to come from an internal client, and asking takes a third role: so there are three of us. */
    public enum Account { PACKETS, HUB, STATUS }

    private static final Logger LOG = Logger.getLogger(MosipAuth.class.getName());

    private final MosipSettings settings;
    private final StatusSettings status;
    private final MosipGateway gateway;
    private final Clock clock;
    private final Map<Account, TokenSlot> slots = new EnumMap<>(Account.class);

    @Inject
    MosipAuth(MosipSettings settings, StatusSettings status, MosipGateway gateway, Clock clock, SteadyClock steady) {
        this.settings = settings;
        this.status = status;
        this.gateway = gateway;
        this.clock = clock;
        for (Account account : Account.values()) {
            slots.put(account, new TokenSlot(() -> login(account), steady));
        }
    }

    /**
     * The answer to {@code call}, which is given a token and made at most twice.
     *
     * @throws MosipUnavailable when there is no token or no complete answer
     */
    public PeerAnswer call(Account account, Function<String, PeerAnswer> call) {
        TokenSlot slot = slots.get(account);
        String token = slot.token();
        PeerAnswer answer = call.apply(token);
        if (!MosipEnvelope.refusesToken(answer)) {
            return answer;
        }
        Optional<String> other = slot.insteadOf(token);
        return other.isPresent() ? callAgain(account, slot, call, other.get()) : answer;
    }

    private static PeerAnswer callAgain(Account account, TokenSlot slot, Function<String, PeerAnswer> call, String token) {
        PeerAnswer answer = call.apply(token);
        if (MosipEnvelope.refusesToken(answer)) {
            slot.newTokenRefused();
            LOG.warning(() -> "CB204 MOSIP refuses a token fresh from its login for the client of " + account
                    + "; the call will be made again by its schedule");
        }
        return answer;
    }

    private TokenAnswer login(Account account) {
        MosipSettings.Credentials client = switch (account) {
            case PACKETS -> settings.credentials();
            case HUB -> settings.hubCredentials();
            case STATUS -> status.credentials();
        };
        TokenAnswer answer = attempt(client);
        if (answer instanceof TokenAnswer.None none) {
            LOG.warning(() -> "CB203 MOSIP's login gave no token for client " + client.clientId() + " (" + none.cause() + "); the next login follows in a second, and after more failures in up to "
                    + TokenSlot.AFTER_FAILURE.toSeconds() + " s; what needs the token is retried");
        }
        return answer;
    }

    private TokenAnswer attempt(MosipSettings.Credentials client) {
        try {
            return TokenAnswer.read(MosipGateway.reach(() -> gateway.login(settings.authUrl(), body(client))), clock.instant());
        } catch (MosipUnavailable e) {
            return new TokenAnswer.None(e.getMessage());
        }
    }

    private String body(MosipSettings.Credentials client) {
        return JsonMaking.object()
                .add("id", "crvs-bridge.login")
                .add("version", "1.0")
                .add("requesttime", WireTime.of(clock.instant()))
                .add("metadata", JsonObject.EMPTY_JSON_OBJECT)
                .add("request", JsonMaking.object()
                        .add("clientId", client.clientId())
                        .add("secretKey", client.secret())
                        .add("appId", settings.appId()))
                .build().toString();
    }
}

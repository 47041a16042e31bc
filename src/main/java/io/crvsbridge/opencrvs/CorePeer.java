package io.crvsbridge.opencrvs;

import io.crvsbridge.kernel.PeerAnswer;
import io.crvsbridge.kernel.PeerClients;
import io.crvsbridge.kernel.PeerUnreachable;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.ws.rs.core.Form;
import java.net.URI;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Timeout;

/** The calls to Core, each short and guarded; the durable schedule does the long retrying. */
@Singleton
public class CorePeer {

    private static final int MOST_BYTES = 32 * 1024 * 1024;
    private static final int MOST_TOKEN_BYTES = 256 * 1024;

    private final CoreClient core;
    private final TokenClient clientTokens;
    private final TokenClient exchange;

    @Inject
    CorePeer(CoreSettings settings) {
        this.core = PeerClients.build(CoreClient.class, settings.gateway());
        this.clientTokens = PeerClients.build(TokenClient.class, URI.create(settings.gateway() + "/auth/token"));
        this.exchange = PeerClients.build(TokenClient.class, URI.create(settings.auth() + "/token"));
    }

    /** One procedure call: accept or reject. */
    @Timeout(12_000)
    @CircuitBreaker(requestVolumeThreshold = 20, failureRatio = 0.9, delay = 2_000, failOn = PeerUnreachable.class)
    @Bulkhead(40)
    public PeerAnswer act(String token, String procedure, String body) {
        return PeerClients.call(() -> core.act("Bearer " + token, procedure, body), MOST_BYTES);
    }

    /** The event as Core has it. Each call leaves a READ action in Core's record. */
    @Timeout(12_000)
    @Bulkhead(10)
    public PeerAnswer get(String token, String eventId) {
        String input = Json.createObjectBuilder().add("json", Json.createObjectBuilder().add("eventId", eventId)).build().toString();
        return PeerClients.call(() -> core.get("Bearer " + token, input), MOST_BYTES);
    }

    /** A token for our system client. */
    @Timeout(12_000)
    @Bulkhead(10)
    public PeerAnswer clientToken(Form form) {
        return PeerClients.call(() -> clientTokens.token(form), MOST_TOKEN_BYTES);
    }

    /** A token exchange. */
    @Timeout(12_000)
    @Bulkhead(10)
    public PeerAnswer exchange(Form form) {
        return PeerClients.call(() -> exchange.token(form), MOST_TOKEN_BYTES);
    }
}

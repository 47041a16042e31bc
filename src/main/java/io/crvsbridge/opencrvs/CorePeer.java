package io.crvsbridge.opencrvs;

import io.crvsbridge.kernel.BoundedJson;
import io.crvsbridge.kernel.JsonMaking;
import io.crvsbridge.kernel.PeerAnswer;
import io.crvsbridge.kernel.PeerCalls;
import io.crvsbridge.kernel.PeerUnreachable;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.ws.rs.core.Form;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;

/** The calls to Core, each short and guarded; the durable schedule does the long retrying. */
@Singleton
public class CorePeer {

    /** As large as what we take from Core in a trigger by default; several may come at once. */
    private static final int MOST_BYTES = BoundedJson.MAX_BYTES;
    private static final int MOST_TOKEN_BYTES = 256 * 1024;

    private final CoreSettings settings;

    @Inject
    CorePeer(CoreSettings settings) {
        this.settings = settings;
    }

    /** One procedure call: accept or reject. */
    @CircuitBreaker(requestVolumeThreshold = 20, failureRatio = 0.9, delay = 2_000, failOn = PeerUnreachable.class)
    @Bulkhead(40)
    public PeerAnswer act(String token, String procedure, String body) {
        return PeerCalls.json("POST", events("event.actions." + procedure), bearer(token), body, MOST_BYTES);
    }

    /** The event as Core has it. Each call leaves a READ action in Core's record. */
    @Bulkhead(10)
    public PeerAnswer get(String token, String eventId) {
        return asked(token, "event.get", JsonMaking.object().add("eventId", eventId).build());
    }

    /** A question of a country's rule, as a tRPC query. It has places of its own, lest a rule that asks a lot keep those out who look after an action. */
    @CircuitBreaker(requestVolumeThreshold = 20, failureRatio = 0.9, delay = 2_000, failOn = PeerUnreachable.class)
    @Bulkhead(10)
    public PeerAnswer query(String token, String procedure, JsonValue input) {
        return asked(token, procedure, input);
    }

    /** The same for Core's search, which takes REST (Core contract, section 4). */
    @CircuitBreaker(requestVolumeThreshold = 20, failureRatio = 0.9, delay = 2_000, failOn = PeerUnreachable.class)
    @Bulkhead(10)
    public PeerAnswer search(String token, JsonObject search) {
        return PeerCalls.json("POST", events("events/search"), bearer(token), search.toString(), MOST_BYTES);
    }

    /** A token for our system client. */
    @Bulkhead(10)
    public PeerAnswer clientToken(Form form) {
        return PeerCalls.form(URI.create(settings.gateway() + "/auth/token"), Map.of(), form, MOST_TOKEN_BYTES);
    }

    /** A token exchange. */
    @Bulkhead(10)
    public PeerAnswer exchange(Form form) {
        return PeerCalls.form(URI.create(settings.auth() + "/token"), Map.of(), form, MOST_TOKEN_BYTES);
    }

    private PeerAnswer asked(String token, String procedure, JsonValue input) {
        String envelope = JsonMaking.object().add("json", input).build().toString();
        return PeerCalls.get(events(procedure + "?input=" + URLEncoder.encode(envelope, StandardCharsets.UTF_8)), bearer(token), MOST_BYTES);
    }

    private URI events(String rest) {
        return URI.create(settings.gateway() + "/events/" + rest);
    }

    private static Map<String, String> bearer(String token) {
        return Map.of("Authorization", "Bearer " + token);
    }
}

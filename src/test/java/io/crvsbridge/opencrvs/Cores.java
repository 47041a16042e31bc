package io.crvsbridge.opencrvs;

import io.crvsbridge.kernel.PeerAnswer;
import io.crvsbridge.kernel.TextConfig;
import jakarta.ws.rs.core.Form;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Core as a peer, and our client there, for the tests of rooms that ask Core. */
public final class Cores {

    private Cores() {}

    /** Without what the server adds around its calls. */
    public static CorePeer at(URI gateway) {
        return new CorePeer(new CoreSettings(new TextConfig(Map.of("OPENCRVS_GATEWAY_URL", gateway.toString()))));
    }

    public static ClientTokens client(String id, String secret, Function<Form, PeerAnswer> login, Clock clock) {
        return new ClientTokens(login, Optional.of(new CoreSettings.SystemClient(id, secret)), clock);
    }

    public static ClientTokens noClient(Clock clock) {
        return new ClientTokens(form -> {
            throw new AssertionError("nobody logs in without a client");
        }, Optional.empty(), clock);
    }
}

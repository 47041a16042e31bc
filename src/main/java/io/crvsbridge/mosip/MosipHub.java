package io.crvsbridge.mosip;

import io.crvsbridge.kernel.PeerAnswer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Form;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;

/** Our calls to MOSIP's WebSub hub, under the partner's token (MOSIP contract, sections 4.1 and 5.6). */
@Singleton
public class MosipHub {

    private final MosipSettings settings;
    private final MosipAuth auth;
    private final MosipGateway gateway;

    @Inject
    MosipHub(MosipSettings settings, MosipAuth auth, MosipGateway gateway) {
        this.settings = settings;
        this.auth = auth;
        this.gateway = gateway;
    }

    /** Asks for a subscription or for its end. @throws MosipUnavailable when there is no complete answer */
    public PeerAnswer ask(Form form) {
        return auth.call(MosipAuth.Account.HUB, token -> MosipGateway.reach(() -> gateway.askHub(settings.hub(), token, form)));
    }

    /** Publishes an event. @throws MosipUnavailable when there is no complete answer */
    public PeerAnswer publish(String topic, String json) {
        URI url = UriBuilder.fromUri(settings.hub()).queryParam("hub.mode", "publish").queryParam("hub.topic", topic).build();
        return auth.call(MosipAuth.Account.HUB, token -> MosipGateway.reach(() -> gateway.publish(url, token, json)));
    }

    /** Fetches a credential that the hub's message does not bring along. @throws MosipUnavailable when there is no complete answer */
    public PeerAnswer share(URI url) {
        return auth.call(MosipAuth.Account.HUB, token -> MosipGateway.reach(() -> gateway.share(url, token)));
    }

    /** The partner as whom we speak there. */
    public String partner() {
        return settings.hubCredentials().clientId();
    }
}

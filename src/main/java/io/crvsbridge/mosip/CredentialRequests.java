package io.crvsbridge.mosip;

import io.crvsbridge.identity.Recovery;
import io.crvsbridge.kernel.BadSetting;
import io.crvsbridge.kernel.JsonMaking;
import io.crvsbridge.kernel.PeerAnswer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/**
 * Asks MOSIP to issue a credential once more: by the registration id, and when that request has failed there, by setting it going again (MOSIP contract, section
 * 5.6). The credential comes through the hub as ever.
 */
@Singleton
class CredentialRequests {

    private static final String PEER = "MOSIP's credential request";
    private static final String FAILED = "FAILED";

    private final StatusSettings settings;
    private final MosipSettings mosip;
    private final MosipAuth auth;
    private final MosipGateway gateway;
    private final Clock clock;

    @Inject
    CredentialRequests(StatusSettings settings, MosipSettings mosip, MosipAuth auth, MosipGateway gateway, Clock clock) {
        this.settings = settings;
        this.mosip = mosip;
        this.auth = auth;
        this.gateway = gateway;
        this.clock = clock;
    }

    Recovery recover(String reference, Optional<String> request) {
        Optional<URI> base = settings.credentialRequests();
        if (base.isEmpty()) {
            return new Recovery.Nothing("MOSIP_CREDENTIAL_REQUEST_URL is not set");
        }
        try {
            return request.filter(id -> failed(base.get(), id)).map(id -> retriggered(base.get(), id)).orElseGet(() -> requested(base.get(), reference));
        } catch (MosipUnavailable | BadSetting e) {
            return new Recovery.Unavailable(e.getMessage(), Optional.empty());
        }
    }

    private boolean failed(URI base, String request) {
        PeerAnswer answer = call(token -> gateway.credentialRequest("GET", URI.create(base + "/get/" + request), token, null));
        return response(answer).map(r -> r.get("statusCode") instanceof JsonString code && code.getString().equals(FAILED)).orElse(false);
    }

    private Recovery retriggered(URI base, String request) {
        return read(call(token -> gateway.credentialRequest("PUT", URI.create(base + "/retrigger/" + request), token, "{}")), Optional.of(request));
    }

    private Recovery requested(URI base, String reference) {
        return read(call(token -> gateway.credentialRequest("POST", URI.create(base + "/v2/requestgenerator/" + reference), token, body(reference))), Optional.empty());
    }

    private PeerAnswer call(Function<String, PeerAnswer> call) {
        return auth.call(MosipAuth.Account.HUB, token -> MosipGateway.reach(() -> call.apply(token)));
    }

    private static Recovery read(PeerAnswer answer, Optional<String> known) {
        Optional<MosipEnvelope> envelope = MosipEnvelope.of(answer.body());
        if (answer.status() != 200 || MosipEnvelope.refusesToken(answer) || envelope.isEmpty()) {
            Optional<String> why = Optional.of(OddAnswer.of(PEER, answer).cause());
            return new Recovery.Unavailable(why.get(), answer.retryAfter());
        }
        if (!envelope.get().codes().isEmpty()) {
            return new Recovery.Nothing(PEER + " reports " + envelope.get().codeList());
        }
        return response(answer).<Recovery>map(response -> new Recovery.Requested(requestId(response).or(() -> known)))
                .orElseGet(() -> new Recovery.Unavailable(PEER + " gave an empty answer", answer.retryAfter()));
    }

    private static Optional<JsonObject> response(PeerAnswer answer) {
        return MosipEnvelope.of(answer.body()).filter(e -> e.codes().isEmpty()).map(MosipEnvelope::response).filter(JsonObject.class::isInstance).map(JsonObject.class::cast);
    }

    /** A column takes a hundred letters; MOSIP's ids are UUIDs. */
    private static Optional<String> requestId(JsonObject response) {
        return response.get("requestId") instanceof JsonString id && id.getString().matches("[A-Za-z0-9_-]{1,100}") ? Optional.of(id.getString()) : Optional.empty();
    }

    private String body(String reference) {
        return JsonMaking.object()
                .add("id", "mosip.credential.request.service.id")
                .add("version", "1.0")
                .add("requesttime", WireTime.of(clock.instant()))
                .add("metadata", JsonObject.EMPTY_JSON_OBJECT)
                .add("request", JsonMaking.object()
                        .add("id", reference)
                        .add("credentialType", settings.credentialType())
                        .add("issuer", mosip.hubCredentials().clientId())
                        .add("user", "crvs-bridge")
                        .add("encrypt", true)
                        .add("additionalData", JsonMaking.object().add("registrationId", reference)))
                .build().toString();
    }
}

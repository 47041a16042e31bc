package io.crvsbridge.delivery;

import io.crvsbridge.kernel.BadSetting;
import io.crvsbridge.kernel.JsonMaking;
import io.crvsbridge.kernel.PeerAnswer;
import io.crvsbridge.mosip.MosipHub;
import io.crvsbridge.mosip.MosipUnavailable;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Tells MOSIP that a credential was received. It is published, since the hub drops what a delivery is answered (MOSIP contract, section 5.6). */
@Singleton
class Acknowledgement {

    private static final String TOPIC = "CREDENTIAL_STATUS_UPDATE";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final MosipHub hub;
    private final Clock clock;

    @Inject
    Acknowledgement(MosipHub hub, Clock clock) {
        this.hub = hub;
        this.clock = clock;
    }

    /** How it went. */
    enum Result { TOLD, REFUSED, LATER }

    Result tell(String requestId) {
        try {
            PeerAnswer answer = hub.publish(TOPIC, json(requestId));
            if (answer.status() >= 200 && answer.status() < 300 && !answer.body().contains("hub.mode=denied")) {
                return Result.TOLD;
            }
            boolean refused = answer.status() >= 400 && answer.status() < 500 && answer.status() != 408 && answer.status() != 429;
            return refused ? Result.REFUSED : Result.LATER;
        } catch (MosipUnavailable | BadSetting e) {
            return Result.LATER;
        }
    }

    private String json(String requestId) {
        String now = TIME.format(clock.instant());
        return JsonMaking.object()
                .add("publisher", hub.partner())
                .add("topic", TOPIC)
                .add("publishedOn", now)
                .add("event", JsonMaking.object().add("id", UUID.nameUUIDFromBytes(("received " + requestId).getBytes(StandardCharsets.UTF_8)).toString()).add("requestId", requestId).add("timestamp", now).add("status", "RECEIVED").add("url", ""))
                .build().toString();
    }

    /** A request's id, fit for its column. */
    static Optional<String> requestId(Optional<String> transactionId) {
        return transactionId.filter(id -> id.matches("[A-Za-z0-9_-]{1,100}"));
    }
}

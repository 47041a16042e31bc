package io.crvsbridge.websub;

import io.crvsbridge.problem.Problem;
import io.crvsbridge.problem.ProblemType;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Lets in what the hub signed. Size and signature are judged on raw bytes, before anything is parsed or stored. */
@Singleton
class DeliveryGate {

    private static final Logger LOG = Logger.getLogger(DeliveryGate.class.getName());
    private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

    private final HubSettings settings;
    private final Subscriptions subscriptions;
    private final HubMetrics metrics;
    private final Clock clock;
    private final AtomicLong refusals = new AtomicLong();
    private volatile Instant lastLine = Instant.EPOCH;

    @Inject
    DeliveryGate(HubSettings settings, Subscriptions subscriptions, HubMetrics metrics, Clock clock) {
        this.settings = settings;
        this.subscriptions = subscriptions;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Reads a message that the hub signed.
     *
     * @param announced the length that the request announces, -1 when it does not
     */
    Arrival admit(List<String> signatures, int announced, InputStream body) {
        Optional<HubSignature> signature = settings.secret().map(HubSignature::new);
        if (signature.isEmpty() || signatures.size() != 1) {
            throw refused();
        }
        byte[] bytes = read(announced, body);
        if (!signature.get().signs(signatures, bytes)) {
            throw refused();
        }
        return Arrival.of(bytes);
    }

    private byte[] read(int announced, InputStream body) {
        int most = settings.maxBytes();
        try {
            byte[] bytes = announced > most ? null : body.readNBytes(most + 1);
            if (bytes != null && bytes.length <= most) {
                return bytes;
            }
        } catch (IOException e) {
            throw new Problem(ProblemType.UNREADABLE, "The request broke off");
        }
        throw new Problem(ProblemType.TOO_LARGE, "A delivery may have at most " + most + " bytes");
    }

    /** Counted each time, logged once a minute: whoever sends rubbish shall not fill the log. */
    private Problem refused() {
        metrics.signatureRefused();
        long count = refusals.incrementAndGet();
        Instant now = clock.instant();
        if (Duration.between(lastLine, now).abs().compareTo(BETWEEN_LINES) >= 0) {
            lastLine = now;
            LOG.warning(() -> "CB220 A delivery without the hub's good signature was answered 401 and not stored, " + count
                    + " since the start; the hub will not deliver it again");
        }
        return new Problem(ProblemType.SIGNATURE_REFUSED, "A delivery needs exactly one good " + HubSignature.HEADER);
    }

    /** Only for a human to see; a message does not wait for it. */
    void noteArrival() {
        try {
            settings.findTopic().ifPresent(subscriptions::delivered);
        } catch (RuntimeException e) {
            LOG.log(Level.FINE, "The time of the last delivery could not be noted", e);
        }
    }
}

package io.crvsbridge.websub;

import io.crvsbridge.delivery.Arrival;
import io.crvsbridge.delivery.MessageKind;
import io.crvsbridge.problem.Problem;
import io.crvsbridge.problem.ProblemType;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Lets in what the hub signed. Size and signature are judged on raw bytes, before anything is parsed or stored. */
@Singleton
class DeliveryGate {

    private static final Logger LOG = Logger.getLogger(DeliveryGate.class.getName());
    private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

    private static final int CHUNK = 64 * 1024;
    /** What each request may take without leave: more than a credential without a face needs, so that large bodies of strangers stand in no such one's way. */
    private static final int SMALL = 128 * 1024;
    /** Bytes beyond that which may be read at any one time of requests whose sender nobody knows yet; less than a fifth of the default heap. */
    private static final int MOST_UNKNOWN = 48 * 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** Bodies of unknown senders that are read at a time: one that does not come holds a thread until the server's time-out. */
    private static final int MOST_READ = 24;
    private static final Duration SHORT_PATIENCE = Duration.ofMillis(200);
    private static final Duration LONGEST_BODY = Duration.ofSeconds(30);

    private final HubSettings settings;
    private final HubSecrets secrets;
    private final Subscriptions subscriptions;
    private final HubMetrics metrics;
    private final Clock clock;
    private final Semaphore room = new Semaphore(MOST_UNKNOWN / CHUNK);
    private final Semaphore readers = new Semaphore(MOST_READ);
    private final AtomicLong refusals = new AtomicLong();
    private volatile Instant lastLine = Instant.EPOCH;

    @Inject
    DeliveryGate(HubSettings settings, HubSecrets secrets, Subscriptions subscriptions, HubMetrics metrics, Clock clock) {
        this.settings = settings;
        this.secrets = secrets;
        this.subscriptions = subscriptions;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Reads a message that the hub signed for the topic of its kind.
     *
     * @param announced the length that the request announces, -1 when it does not
     * @throws Crowded when too many are being read
     */
    Arrival admit(MessageKind kind, List<String> signatures, int announced, InputStream body) {
        HubTopic topic = settings.topic(kind).orElseThrow(() -> unsigned("NO_SECRET"));
        if (!HubSignature.couldSign(signatures)) {
            throw unsigned(signatures.isEmpty() ? "MISSING" : signatures.size() > 1 ? "SEVERAL" : "UNUSABLE");
        }
        if (announced > settings.maxBytes()) {
            throw tooLarge();
        }
        if (!taken(readers, SHORT_PATIENCE)) {
            note("CROWDED");
            metrics.bodyRefused("CROWDED");
            throw new Crowded();
        }
        Body bytes = new Body(body);
        try {
            bytes.read();
            if (!secrets.sign(topic, signatures, bytes.all())) {
                throw unsigned("WRONG");
            }
            return Arrival.of(kind, bytes.all());
        } finally {
            readers.release();
            room.release(bytes.taken);
        }
    }

    /** Nothing of the request was read: whoever signed it may send it again. */
    static final class Crowded extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Crowded() {
            super("too many deliveries are being read", null, false, false);
        }
    }

    /** Read piece by piece, each with leave, so that bodies of strangers cannot fill the memory, nor one that trickles hold its place for long. */
    private final class Body {

        private final InputStream in;
        private final ByteArrayOutputStream read = new ByteArrayOutputStream(CHUNK);
        private final long begun = System.nanoTime();
        private byte[] all;
        private int taken;

        Body(InputStream in) {
            this.in = in;
        }

        void read() {
            byte[] piece = new byte[CHUNK];
            try {
                for (int n = 0; n >= 0; n = in.read(piece)) {
                    read.write(piece, 0, n);
                    check();
                }
            } catch (IOException e) {
                throw brokenOff();
            }
            all = read.toByteArray();
        }

        private void check() {
            if (read.size() > settings.maxBytes()) {
                throw tooLarge();
            }
            if (System.nanoTime() - begun > LONGEST_BODY.toNanos()) {
                throw brokenOff();
            }
            for (; SMALL + taken * (long) CHUNK < read.size(); taken++) {
                takeRoom();
            }
        }

        byte[] all() {
            return all;
        }
    }

    private static boolean taken(Semaphore places, Duration patience) {
        try {
            return places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void takeRoom() {
        if (taken(room, PATIENCE)) {
            return;
        }
        note("NO_ROOM");
        metrics.bodyRefused("NO_ROOM");
        throw new Problem(ProblemType.UNAVAILABLE, "Too many deliveries are being read");
    }

    private Problem tooLarge() {
        note("TOO_LARGE");
        metrics.bodyRefused("TOO_LARGE");
        return new Problem(ProblemType.TOO_LARGE, "A delivery may have at most " + settings.maxBytes() + " bytes");
    }

    private Problem brokenOff() {
        metrics.bodyRefused("BROKEN_OFF");
        return new Problem(ProblemType.UNREADABLE, "The request broke off");
    }

    private Problem unsigned(String cause) {
        note(cause);
        metrics.signatureRefused(cause);
        return new Problem(ProblemType.SIGNATURE_REFUSED, "A delivery needs exactly one good " + HubSignature.HEADER);
    }

    /** Counted each time, logged once a minute: whoever sends rubbish shall not fill the log. */
    private void note(String cause) {
        long count = refusals.incrementAndGet();
        Instant now = clock.instant();
        if (Duration.between(lastLine, now).abs().compareTo(BETWEEN_LINES) >= 0) {
            lastLine = now;
            LOG.warning(() -> "CB220 A delivery without the hub's good signature, or that could not be read, was refused (" + cause + ") and not stored, " + count
                    + " since the start; the hub will not deliver it again");
        }
    }

    /** Only for a human to see; a message does not wait for it. */
    void noteArrival(MessageKind kind) {
        try {
            settings.topic(kind).map(HubTopic::name).ifPresent(subscriptions::delivered);
        } catch (RuntimeException e) {
            LOG.log(Level.FINE, "The time of the last delivery could not be noted", e);
        }
    }
}

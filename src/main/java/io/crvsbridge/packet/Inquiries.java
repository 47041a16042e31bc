package io.crvsbridge.packet;

import io.crvsbridge.audit.AuditEventType;
import io.crvsbridge.audit.AuditTrail;
import io.crvsbridge.database.Transactions;
import io.crvsbridge.time.RowClock;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Which packets have had no outcome for so long that the national ID system is asked for it. They are taken by the batch, under a lease of this server, by the
 * database's clock: a question answers for a hundred, so a hundred are claimed and put back by one statement each.
 */
@Singleton
public class Inquiries {

    /** Longer than a batch is asked for. */
    private static final int LEASE_SECONDS = 120;
    /** Later a packet is asked for less often: its work waits for people. */
    private static final Duration YOUNG = Duration.ofHours(6);
    private static final int OLDER = 4;
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final String FREE = "due_at <= LOCALTIMESTAMP AND (leased_until IS NULL OR leased_until <= LOCALTIMESTAMP)";

    @PersistenceContext(unitName = "bridge")
    EntityManager em;

    private final PacketRows rows;
    private final InquirySettings settings;
    private final AuditTrail audit;
    private final Transactions transactions;
    private final RowClock clock;

    @Inject
    Inquiries(PacketRows rows, InquirySettings settings, AuditTrail audit, Transactions transactions, RowClock clock) {
        this.rows = rows;
        this.settings = settings;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Packets that are asked for together.
     *
     * @param lease under which they may be put back
     */
    public record Batch(String lease, List<Waiting> packets) {}

    /**
     * A packet without an outcome, as it was taken.
     *
     * @param quietSince since when nobody has said that its work goes on
     * @param requests  how often its credential was asked for again
     * @param requestId of the last such request
     * @param note      the last that was heard
     */
    public record Waiting(long number, String reference, Packet.State state, Packet.Awaits awaits, Instant quietSince, int requests, Optional<String> requestId, Optional<String> note) {}

    /** Whether a packet is due. */
    public boolean anyDue() {
        return transactions.call(() -> !due(1).isEmpty());
    }

    /** Takes what is due the longest. @return an empty batch when nothing is */
    public Batch take(int most) {
        String lease = UUID.randomUUID().toString();
        return transactions.call(() -> {
            List<Long> numbers = due(most);
            if (numbers.isEmpty()) {
                return new Batch(lease, List.of());
            }
            em.createNativeQuery("UPDATE packet SET lease = ?1, leased_until = LOCALTIMESTAMP + INTERVAL '" + LEASE_SECONDS + "' SECOND WHERE number IN (" + list(numbers)
                    + ") AND " + FREE).setParameter(1, lease).executeUpdate();
            return new Batch(lease, leased(lease, numbers));
        });
    }

    @SuppressWarnings("unchecked")
    private List<Long> due(int most) {
        List<Number> found = em.createNativeQuery("SELECT number FROM packet WHERE " + FREE + " ORDER BY due_at FETCH FIRST " + most + " ROWS ONLY").getResultList();
        return found.stream().map(Number::longValue).toList();
    }

    @SuppressWarnings("unchecked")
    private List<Waiting> leased(String lease, List<Long> numbers) {
        List<Number> ours = em.createNativeQuery("SELECT number FROM packet WHERE number IN (" + list(numbers) + ") AND lease = ?1").setParameter(1, lease).getResultList();
        return ours.stream().map(number -> waiting(rows.get(number.longValue()))).toList();
    }

    private static Waiting waiting(Packet p) {
        return new Waiting(p.number(), p.reference(), p.state(), p.awaits(), p.quietSince(), p.requests(), Optional.ofNullable(p.requestId()), Optional.ofNullable(p.note()));
    }

    private static String list(List<Long> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /** Puts back what is still without an outcome: asked for again after the interval, or after four of them when it has waited for hours. */
    public void putBack(Batch batch) {
        long seconds = settings.every().toSeconds();
        putBack(batch, "CASE WHEN created_at > LOCALTIMESTAMP - INTERVAL '" + YOUNG.toSeconds() + "' SECOND THEN INTERVAL '" + seconds + "' SECOND ELSE INTERVAL '"
                + OLDER * seconds + "' SECOND END");
    }

    /** Puts back, in the same way, that of which the national ID system says that the work goes on: the patience with it begins anew. */
    public void putBackAtWork(Batch batch) {
        if (!batch.packets().isEmpty()) {
            transactions.run(() -> em.createNativeQuery("UPDATE packet SET quiet_since = LOCALTIMESTAMP WHERE number IN (" + list(batch.packets().stream().map(Waiting::number).toList())
                    + ") AND lease = ?1").setParameter(1, batch.lease()).executeUpdate());
            putBack(batch);
        }
    }

    /** Puts back what could not be asked for: it is tried again soon. */
    public void putBackUnasked(Batch batch) {
        putBack(batch, "INTERVAL '" + Math.min(SOON.toSeconds(), settings.every().toSeconds()) + "' SECOND");
    }

    /** What has got an outcome or a time of its own meanwhile is left as it is. */
    private void putBack(Batch batch, String wait) {
        if (batch.packets().isEmpty()) {
            return;
        }
        String numbers = list(batch.packets().stream().map(Waiting::number).toList());
        transactions.run(() -> {
            em.createNativeQuery("UPDATE packet SET due_at = LOCALTIMESTAMP + " + wait + " WHERE number IN (" + numbers + ") AND lease = ?1 AND due_at <= LOCALTIMESTAMP")
                    .setParameter(1, batch.lease()).executeUpdate();
            em.createNativeQuery("UPDATE packet SET lease = NULL, leased_until = NULL WHERE number IN (" + numbers + ") AND lease = ?1").setParameter(1, batch.lease()).executeUpdate();
        });
    }

    /** What was heard of a packet whose work goes on. */
    public void heard(Waiting waiting, String text) {
        change(waiting, packet -> packet.note(text));
    }

    /** The credential was asked for again. @param request its id; {@code null} when it has none */
    public void requestedAgain(Waiting waiting, String request) {
        change(waiting, packet -> {
            packet.requestedAgain(request, credentialMissed(packet.requests() + 1));
            audit.record(AuditEventType.CREDENTIAL_REQUESTED, packet.reference(), AuditTrail.BRIDGE, request == null ? null : "request=" + request);
        });
    }

    /** There was no credential to ask for. @param why without personal data */
    public void requestedInVain(Waiting waiting, String why) {
        change(waiting, packet -> packet.requestedInVain(why, credentialMissed(packet.requests() + 1)));
    }

    /** A packet that has its outcome by now is left alone. */
    private void change(Waiting waiting, Consumer<Packet> change) {
        transactions.run(() -> {
            Packet packet = rows.lock(waiting.number());
            if (!packet.concluded()) {
                change.accept(packet);
            }
        });
    }

    /** Whether a packet has been without an outcome for so long that none is expected any more from a system that cannot tell. */
    public boolean overdue(Waiting waiting) {
        return waiting.quietSince().plus(settings.patience()).isBefore(clock.instant());
    }

    /** The next time at which a packet that was started now is asked for. */
    public Instant firstInquiry() {
        return clock.instant().plus(settings.every());
    }

    /** When a credential that has not come by then is asked for again; later each time. */
    public Instant credentialMissed(int requests) {
        return clock.instant().plus(settings.credentialWait().multipliedBy(1L << Math.min(requests, 4)));
    }

    /** When the last of so many requests was made, at the latest. */
    public Instant lastRequested(int requests) {
        return clock.instant().minus(settings.credentialWait().multipliedBy(1L << Math.min(requests, 4)));
    }

    /** How often a credential is asked for again before a human must look. */
    public int mostRequests() {
        return settings.mostRequests();
    }

    /**
     * Reports may have been lost: every packet without an outcome is asked for within the next minute, not all at once. One whose credential is asked for again already
     * keeps its turn, so that nothing from outside uses up what it has of them.
     */
    public int askForAll() {
        return transactions.call(() -> em.createNativeQuery("UPDATE packet SET due_at = LOCALTIMESTAMP + CASE WHEN MOD(number, 2) = 0 THEN INTERVAL '20' SECOND ELSE INTERVAL '40' SECOND END"
                + " WHERE due_at > LOCALTIMESTAMP + INTERVAL '60' SECOND AND requests = 0").executeUpdate());
    }

    /** The database's clock was set back. */
    public void clockSetBack(Duration by) {
        transactions.run(() -> {
            String back = "INTERVAL '" + by.toSeconds() + "' SECOND";
            em.createNativeQuery("UPDATE packet SET due_at = due_at - " + back + " WHERE due_at > LOCALTIMESTAMP").executeUpdate();
            String fresh = "LOCALTIMESTAMP + INTERVAL '" + LEASE_SECONDS + "' SECOND";
            em.createNativeQuery("UPDATE packet SET leased_until = " + fresh + " WHERE leased_until > " + fresh).executeUpdate();
        });
    }
}

package io.crvsbridge.websub;

import io.crvsbridge.audit.AuditEventType;
import io.crvsbridge.audit.AuditTrail;
import io.crvsbridge.identity.Identified;
import io.crvsbridge.identity.Outcomes;
import io.crvsbridge.journal.Journaled;
import io.crvsbridge.kernel.BadSetting;
import io.crvsbridge.kernel.Ids;
import io.crvsbridge.kernel.Nudge;
import io.crvsbridge.database.Transactions;
import io.crvsbridge.kernel.Worklist;
import io.crvsbridge.mosip.MosipUnavailable;
import io.crvsbridge.time.RowClock;
import io.crvsbridge.vault.Vault;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;

/** The hub's messages: durable before the hub is answered, judged afterwards, and reported as outcomes when their credential is proved. */
@Singleton
public class Deliveries implements Worklist, Journaled {

    static final String NAME = "deliveries";
    /** Of the journal's entries. */
    static final String KIND = "delivery";

    private static final Logger LOG = Logger.getLogger(Deliveries.class.getName());

    private final DeliveryRows rows;
    private final CredentialDesk desk;
    private final Outcomes outcomes;
    private final Vault vault;
    private final AuditTrail audit;
    private final Transactions transactions;
    private final HubMetrics metrics;
    private final Event<Nudge> nudges;
    private final RowClock clock;
    private final RandomGenerator random = RandomGenerator.getDefault();

    @Inject
    Deliveries(DeliveryRows rows, CredentialDesk desk, Outcomes outcomes, Vault vault, AuditTrail audit, Transactions transactions, HubMetrics metrics,
            Event<Nudge> nudges, RowClock clock) {
        this.rows = rows;
        this.desk = desk;
        this.outcomes = outcomes;
        this.vault = vault;
        this.audit = audit;
        this.transactions = transactions;
        this.metrics = metrics;
        this.nudges = nudges;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    /**
     * Stores a message whose signature was good. When this returns, it is durable, now or from an earlier delivery.
     *
     * @throws RuntimeException when it could not be stored
     */
    void receive(Arrival arrival) {
        String id = Ids.next();
        try {
            transactions.run(() -> store(id, arrival));
        } catch (RuntimeException e) {
            if (transactions.call(() -> rows.knows(arrival))) {
                metrics.received(true);
                return;
            }
            throw e;
        }
        metrics.received(false);
        if (arrival.malformed().isEmpty()) {
            nudges.fire(new Nudge(NAME, id));
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void replay(byte[] body, Instant arrived) {
        receive(Arrival.of(body));
    }

    private void store(String id, Arrival arrival) {
        HubDelivery delivery = new HubDelivery(id, arrival, vault.seal(place(id), arrival.body()), clock.instant());
        arrival.malformed().ifPresent(why -> refuse(delivery, new Judgement.Refused("MALFORMED", why)));
        rows.add(delivery);
    }

    @Override
    public List<String> due(int limit) {
        return transactions.call(() -> rows.due(limit));
    }

    @Override
    public void clockSetBack(Duration by) {
        transactions.run(() -> rows.clockSetBack(by));
    }

    @Override
    public void advance(String id) {
        String lease = UUID.randomUUID().toString();
        Optional<HubDelivery> taken = transactions.call(() -> rows.takeLease(id, lease) ? Optional.of(rows.get(id)) : Optional.empty());
        taken.ifPresent(delivery -> settle(id, lease, attempted(delivery)));
    }

    /** Whatever goes wrong on our side, the message is still there and is looked at again. */
    private Judgement attempted(HubDelivery delivery) {
        String id = delivery.id();
        try {
            return desk.judge(vault.open(place(id), delivery.body()), id, delivery.receivedAt());
        } catch (BadSetting | MosipUnavailable e) {
            return new Judgement.NotYet(e.getMessage());
        } catch (RuntimeException e) {
            LOG.log(Level.FINE, e, () -> "Delivery " + id + " could not be judged");
            return new Judgement.NotYet(e.getClass().getSimpleName() + " while it was judged");
        }
    }

    private void settle(String id, String lease, Judgement judgement) {
        if (judgement instanceof Judgement.NotYet notYet) {
            later(id, lease, notYet.cause());
            return;
        }
        try {
            recorded(id, lease, delivery -> end(delivery, judgement instanceof Judgement.Proved proved ? reported(proved.outcome()) : judgement));
        } catch (RuntimeException e) {
            LOG.log(Level.FINE, e, () -> "The end of delivery " + id + " could not be recorded");
            later(id, lease, e.getClass().getSimpleName() + " while its outcome was recorded");
        }
    }

    /** The outcome and the end of the message are one transaction. */
    private void end(HubDelivery delivery, Judgement judgement) {
        if (judgement instanceof Judgement.Refused refused) {
            refuse(delivery, refused);
        } else {
            delivery.done(judgement instanceof Judgement.Taken taken && taken.keep());
            transactions.afterCommit(metrics::credentialTaken);
        }
    }

    private Judgement reported(Identified outcome) {
        return switch (outcomes.identified(outcome)) {
            case TAKEN, KNOWN -> new Judgement.Taken(false);
            case ORPHANED -> new Judgement.Taken(true);
            case UNKNOWN_REFERENCE -> new Judgement.Refused("UNKNOWN_REFERENCE", "we never made the registration id that the credential names");
            case CONTRADICTION -> new Judgement.Refused("CONTRADICTION", "the credential names another certificate number or record than ours");
        };
    }

    private void refuse(HubDelivery delivery, Judgement.Refused refused) {
        delivery.refused(refused.text());
        audit.record(AuditEventType.CREDENTIAL_REFUSED, delivery.id(), AuditTrail.BRIDGE, refused.text());
        transactions.afterCommit(() -> {
            metrics.credentialRefused(refused.code());
            LOG.warning(() -> "CB230 Delivery " + delivery.id() + " was refused (" + refused.code() + ": " + refused.text()
                    + "); it is kept sealed and nothing else will happen by itself");
        });
    }

    private void later(String id, String lease, String cause) {
        Instant now = clock.instant();
        Optional<Duration> wait = transactions.call(() -> rows.get(id).work()).waitAfterFailure(now, Optional.empty(), random);
        if (wait.isEmpty()) {
            settle(id, lease, new Judgement.Refused("GIVEN_UP", "could not be judged for 72 hours, last: " + cause));
        } else if (recorded(id, lease, delivery -> delivery.failed(cause, now, now.plus(wait.get())))) {
            LOG.warning(() -> "CB231 Delivery " + id + " could not be judged yet (" + cause + "); looked at again in " + wait.get().toSeconds() + " s");
        }
    }

    /** Runs {@code change} on the row if nobody else has taken it meanwhile. */
    private boolean recorded(String id, String lease, Consumer<HubDelivery> change) {
        return transactions.call(() -> {
            HubDelivery delivery = rows.lock(id);
            boolean ours = lease.equals(delivery.work().lease());
            if (ours) {
                change.accept(delivery);
            }
            return ours;
        });
    }

    private static String place(String id) {
        return "hub_delivery.body:" + id;
    }
}

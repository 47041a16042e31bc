package io.crvsbridge.delivery;

import io.crvsbridge.audit.AuditEventType;
import io.crvsbridge.audit.AuditTrail;
import io.crvsbridge.identity.Outcomes;
import io.crvsbridge.journal.Journaled;
import io.crvsbridge.journal.NeverStorable;
import io.crvsbridge.kernel.BadSetting;
import io.crvsbridge.kernel.Ids;
import io.crvsbridge.kernel.Nudge;
import io.crvsbridge.database.Transactions;
import io.crvsbridge.kernel.Worklist;
import io.crvsbridge.mosip.MosipSettings;
import io.crvsbridge.mosip.MosipUnavailable;
import io.crvsbridge.packet.PacketRows;
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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;

/** The hub's messages: durable before the hub is answered, judged afterwards, and reported as outcomes when their credential is proved. */
@Singleton
public class Deliveries implements Worklist, Journaled {

    static final String NAME = "deliveries";
    /** Of the journal's entries. */
    public static final String KIND = "delivery";

    private static final Logger LOG = Logger.getLogger(Deliveries.class.getName());

    private final DeliveryRows rows;
    private final PacketRows packets;
    private final CredentialDesk desk;
    private final WorkflowDesk workflows;
    private final Acknowledgement acknowledgement;
    private final MosipSettings mosip;
    private final Outcomes outcomes;
    private final Vault vault;
    private final AuditTrail audit;
    private final Transactions transactions;
    private final DeliveryMetrics metrics;
    private final Event<Nudge> nudges;
    private final RowClock clock;
    private final RandomGenerator random = RandomGenerator.getDefault();
    private final AtomicBoolean refused = new AtomicBoolean();

    @Inject
    Deliveries(DeliveryRows rows, PacketRows packets, CredentialDesk desk, WorkflowDesk workflows, Acknowledgement acknowledgement, MosipSettings mosip, Outcomes outcomes,
            Vault vault, AuditTrail audit, Transactions transactions, DeliveryMetrics metrics, Event<Nudge> nudges, RowClock clock) {
        this.rows = rows;
        this.packets = packets;
        this.desk = desk;
        this.workflows = workflows;
        this.acknowledgement = acknowledgement;
        this.mosip = mosip;
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

    /** Whether a message may be about a record of ours, as far as its registration id tells; the country's other workflows come on the same topics. */
    public boolean mayConcernUs(Arrival arrival) {
        boolean may = arrival.kind() == MessageKind.CREDENTIAL || arrival.malformed().isPresent() || arrival.reference().filter(mosip::mayBeOurs).isPresent();
        if (!may) {
            metrics.foreign();
        }
        return may;
    }

    /**
     * Stores a message whose signature was good. When this returns, it is durable, now or from an earlier delivery; the end of a workflow that is not ours is
     * not stored.
     *
     * @throws RuntimeException when it could not be stored
     */
    public void receive(Arrival arrival) {
        String id = Ids.next();
        try {
            if (!transactions.call(() -> stored(id, arrival))) {
                metrics.foreign();
                return;
            }
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
        receive(kept(body));
    }

    private static Arrival kept(byte[] body) {
        try {
            return Arrival.ofKept(body);
        } catch (IllegalArgumentException e) {
            throw new NeverStorable(e.getMessage());
        }
    }

    private boolean stored(String id, Arrival arrival) {
        boolean ours = arrival.kind() == MessageKind.CREDENTIAL || arrival.malformed().isPresent() || arrival.reference().filter(packets::knows).isPresent();
        if (ours) {
            store(id, arrival);
        }
        return ours;
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
        taken.ifPresent(delivery -> {
            if (delivery.state() == HubDelivery.State.TAKEN) {
                acknowledge(id, lease, delivery.requestId());
            } else {
                settle(id, lease, attempted(delivery));
            }
        });
    }

    /** Whatever goes wrong on our side, the message is still there and is looked at again. */
    private Judgement attempted(HubDelivery delivery) {
        String id = delivery.id();
        try {
            byte[] body = vault.open(place(id), delivery.body());
            return delivery.kind() == MessageKind.CREDENTIAL ? desk.judge(body, id, delivery.receivedAt()) : workflows.judge(delivery.kind(), body, id);
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
            String[] request = new String[1];
            if (recorded(id, lease, delivery -> request[0] = end(delivery, reported(judgement, id))) && request[0] != null) {
                acknowledge(id, lease, request[0]);
            }
        } catch (RuntimeException e) {
            LOG.log(Level.FINE, e, () -> "The end of delivery " + id + " could not be recorded");
            later(id, lease, e.getClass().getSimpleName() + " while its outcome was recorded");
        }
    }

    /** The outcome and the end of the message are one transaction. @return the request that is to be acknowledged, or {@code null} */
    private String end(HubDelivery delivery, Judgement judgement) {
        if (judgement instanceof Judgement.Refused refused) {
            refuse(delivery, refused);
            return null;
        }
        delivery.taken(judgement instanceof Judgement.Taken taken && taken.keep(), clock.instant());
        transactions.afterCommit(() -> metrics.taken(delivery.kind()));
        return delivery.requestId();
    }

    /** What our rows make of it. */
    private Judgement reported(Judgement judgement, String id) {
        if (judgement instanceof Judgement.Proved proved) {
            return received(outcomes.identified(proved.outcome()));
        }
        if (judgement instanceof Judgement.Processed processed) {
            return received(outcomes.processed(processed.reference(), WorkflowDesk.evidence(id)));
        }
        if (judgement instanceof Judgement.Paused paused) {
            return received(outcomes.paused(paused.reference(), paused.heard(), WorkflowDesk.evidence(id)));
        }
        return judgement instanceof Judgement.Ended ended ? received(outcomes.declined(ended.outcome())) : judgement;
    }

    private static Judgement received(Outcomes.Receipt receipt) {
        return switch (receipt) {
            case TAKEN, KNOWN -> new Judgement.Taken(false);
            case ORPHANED -> new Judgement.Taken(true);
            case UNKNOWN_REFERENCE -> new Judgement.Refused("UNKNOWN_REFERENCE", "we never made the registration id that it names");
            case CONTRADICTION -> new Judgement.Refused("CONTRADICTION", "it names another certificate number or record than ours, or contradicts an outcome known before");
        };
    }

    /** Under the lease of the judging. What MOSIP will not hear is not told again: it needs a role, and changes nothing for the record. */
    private void acknowledge(String id, String lease, String request) {
        Acknowledgement.Result told = acknowledgement.tell(request);
        metrics.acknowledged(told);
        Optional<Duration> wait = told == Acknowledgement.Result.LATER
                ? transactions.call(() -> rows.get(id).work()).waitAfterFailure(clock.instant(), Optional.empty(), random) : Optional.empty();
        recorded(id, lease, delivery -> {
            if (wait.isPresent()) {
                delivery.failed("MOSIP could not be told that it was received", clock.instant(), clock.instant().plus(wait.get()));
            } else {
                delivery.acknowledged();
            }
        });
        if (told == Acknowledgement.Result.REFUSED && refused.compareAndSet(false, true)) {
            LOG.warning("CB232 MOSIP's hub does not take our acknowledgements; the role PUBLISH_CREDENTIAL_STATUS_UPDATE_GENERAL may be missing. Credentials are taken all the same; said once");
        }
    }

    private void refuse(HubDelivery delivery, Judgement.Refused refused) {
        delivery.refused(refused.text());
        audit.record(delivery.kind() == MessageKind.CREDENTIAL ? AuditEventType.CREDENTIAL_REFUSED : AuditEventType.REPORT_REFUSED, delivery.id(), AuditTrail.BRIDGE, refused.text());
        transactions.afterCommit(() -> {
            metrics.refused(delivery.kind(), refused.code());
            LOG.warning(() -> "CB230 Delivery " + delivery.id() + " was refused (" + refused.code() + ": " + refused.text()
                    + "); it is kept sealed and not judged again; a credential that is missed is asked for again by itself");
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

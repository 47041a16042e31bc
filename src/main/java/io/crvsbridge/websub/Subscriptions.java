package io.crvsbridge.websub;

import io.crvsbridge.database.Transactions;
import io.crvsbridge.packet.Inquiries;
import io.crvsbridge.time.RowClock;
import io.crvsbridge.vault.Vault;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.logging.Logger;

/** The one place that loads and saves subscriptions. Each method is one transaction. */
@Singleton
class Subscriptions {

    private static final Logger LOG = Logger.getLogger(Subscriptions.class.getName());
    private static final Duration BETWEEN_NOTES = Duration.ofMinutes(1);
    /** A hub that loses what it should deliver is not left and asked anew more often. */
    private static final Duration BETWEEN_RENEWALS = Duration.ofHours(1);

    @PersistenceContext(unitName = "bridge")
    EntityManager em;

    private final Vault vault;
    private final Inquiries inquiries;
    private final Transactions transactions;
    private final RowClock clock;
    private final Map<String, Instant> noted = new ConcurrentHashMap<>();

    @Inject
    Subscriptions(Vault vault, Inquiries inquiries, Transactions transactions, RowClock clock) {
        this.vault = vault;
        this.inquiries = inquiries;
        this.transactions = transactions;
        this.clock = clock;
    }

    Optional<HubSubscription> find(String topic) {
        return transactions.call(() -> Optional.ofNullable(em.find(HubSubscription.class, topic)));
    }

    /** Written before the hub is asked, since its challenge may come before its answer. */
    void asking(HubTopic topic) {
        transactions.run(() -> {
            HubSubscription row = locked(topic.name()).orElseGet(() -> new HubSubscription(topic.name()));
            row.asked(topic.callback().toString(), clock.instant());
            if (!topic.secret().equals(secret(row).orElse(null))) {
                row.signedWith(vault.seal(place(topic.name()), topic.secret().getBytes(StandardCharsets.UTF_8)), clock.instant());
            }
            em.persist(row);
        });
    }

    /** Written before the hub is asked to let us go. */
    void leaving(String topic, String why) {
        transactions.run(() -> locked(topic).ifPresent(row -> row.leaving(clock.instant(), why)));
    }

    /** The hub has let us go, or says that it never had us. @return false when we have not asked it to */
    boolean left(String topic) {
        return heard(topic, HubSubscription::left);
    }

    /** The hub asks whether we want this: it begins to deliver only now, so that what it had to report before is asked for. Asked twice, it had begun already. @return false when we do not want it now */
    boolean begun(String topic) {
        AtomicBoolean begins = new AtomicBoolean();
        boolean wanted = heard(topic, row -> {
            begins.set(row.state() != HubSubscription.State.VERIFIED);
            return row.verified(clock.instant());
        });
        if (wanted && begins.get()) {
            int asked = inquiries.askForAll();
            LOG.info(() -> "The hub has begun to deliver " + topic + "; " + asked + " packets without an outcome are asked for within a minute");
        }
        return wanted;
    }

    /** The hub says that it has us. @return false when we have not asked for it lately */
    boolean verified(String topic) {
        return heard(topic, row -> row.knownAlready(clock.instant()));
    }

    /** The hub refuses. @return false when we have not asked for it lately */
    boolean denied(String topic, String reason) {
        boolean asked = heard(topic, row -> row.denied(reason));
        if (asked) {
            LOG.warning(() -> "CB211 The hub denies the subscription to " + topic + " (" + reason + "); asked again within about a minute, until then nothing of it may arrive");
        }
        return asked;
    }

    private boolean heard(String topic, Predicate<HubSubscription> change) {
        return transactions.call(() -> locked(topic).filter(row -> row.expectsHub(clock.instant())).map(change::test).orElse(false));
    }

    /** What should have been delivered was not, nor anything else since then, though the hub says that it has us: it is left and asked anew. */
    void deaf(String topic, Instant since) {
        transactions.run(() -> locked(topic).filter(this::renewable).filter(row -> row.deliveredAt() == null || row.deliveredAt().isBefore(since)).ifPresent(row -> {
            LOG.warning(() -> "CB213 The hub has us for " + topic + " and does not deliver; the subscription is given up and made anew");
            row.leaving(clock.instant(), "nothing was delivered");
        }));
    }

    private boolean renewable(HubSubscription row) {
        return row.state() == HubSubscription.State.VERIFIED && Duration.between(row.verifiedAt(), clock.instant()).abs().compareTo(BETWEEN_RENEWALS) >= 0;
    }

    /** Notes that deliveries arrive; once a minute is enough and keeps the row out of their way. */
    void delivered(String topic) {
        Instant now = clock.instant();
        if (Duration.between(noted.getOrDefault(topic, Instant.EPOCH), now).abs().compareTo(BETWEEN_NOTES) >= 0) {
            noted.put(topic, now);
            transactions.run(() -> locked(topic).ifPresent(row -> row.delivered(now)));
        }
    }

    /** The secrets with which the hub may sign for a topic, by our rows. */
    List<String> secrets(String topic) {
        return transactions.call(() -> {
            List<String> secrets = new ArrayList<>();
            Optional.ofNullable(em.find(HubSubscription.class, topic)).ifPresent(row -> {
                secret(row).ifPresent(secrets::add);
                if (row.formerIsGood(clock.instant())) {
                    open(row, row.formerSecret()).ifPresent(secrets::add);
                }
            });
            return secrets;
        });
    }

    /** Whether the hub signs with another secret than the one that is set now. A server that still has the former one changes nothing: it is the one that is behind. */
    boolean outdated(HubSubscription row, String secret) {
        Optional<String> current = secret(row);
        boolean former = row.formerSecret() != null && open(row, row.formerSecret()).equals(Optional.of(secret));
        return current.isPresent() && !current.get().equals(secret) && !former;
    }

    private Optional<String> secret(HubSubscription row) {
        return open(row, row.secret());
    }

    /** One that no longer opens counts as unknown: the subscription is then made anew. */
    private Optional<String> open(HubSubscription row, byte[] sealed) {
        try {
            return sealed == null ? Optional.empty() : Optional.of(new String(vault.open(place(row.topic()), sealed), StandardCharsets.UTF_8));
        } catch (Vault.SealBroken e) {
            return Optional.empty();
        }
    }

    private static String place(String topic) {
        return "hub_subscription.secret:" + topic;
    }

    private Optional<HubSubscription> locked(String topic) {
        return Optional.ofNullable(em.find(HubSubscription.class, topic, LockModeType.PESSIMISTIC_WRITE));
    }
}

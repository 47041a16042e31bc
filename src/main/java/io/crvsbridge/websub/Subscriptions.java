package io.crvsbridge.websub;

import io.crvsbridge.database.Transactions;
import io.crvsbridge.time.RowClock;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.logging.Logger;

/** The one place that loads and saves subscriptions. Each method is one transaction. */
@Singleton
class Subscriptions {

    private static final Logger LOG = Logger.getLogger(Subscriptions.class.getName());
    private static final Duration BETWEEN_NOTES = Duration.ofMinutes(1);

    @PersistenceContext(unitName = "bridge")
    EntityManager em;

    private final Transactions transactions;
    private final RowClock clock;
    private volatile Instant noted = Instant.EPOCH;

    @Inject
    Subscriptions(Transactions transactions, RowClock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    Optional<HubSubscription> find(String topic) {
        return transactions.call(() -> Optional.ofNullable(em.find(HubSubscription.class, topic)));
    }

    /** Written before the hub is asked, since its challenge may come before its answer. */
    void asking(String topic, String callback) {
        transactions.run(() -> {
            HubSubscription row = locked(topic).orElseGet(() -> new HubSubscription(topic));
            row.asked(callback, clock.instant());
            em.persist(row);
        });
    }

    /** The hub asks whether we want this, or says that it has us. @return false when we have not asked for it lately */
    boolean verified(String topic) {
        return heard(topic, row -> {
            row.verified(clock.instant());
            return true;
        });
    }

    /** The hub refuses. @return false when we have not asked for it lately */
    boolean denied(String topic, String reason) {
        boolean asked = heard(topic, row -> row.denied(reason));
        if (asked) {
            LOG.warning(() -> "CB211 The hub denies the subscription (" + reason + "); asked again within about a minute, until then no new credentials may arrive");
        }
        return asked;
    }

    private boolean heard(String topic, Predicate<HubSubscription> change) {
        return transactions.call(() -> locked(topic).filter(row -> row.expectsHub(clock.instant())).map(change::test).orElse(false));
    }

    /** Notes that deliveries arrive; once a minute is enough and keeps the row out of their way. */
    void delivered(String topic) {
        Instant now = clock.instant();
        if (Duration.between(noted, now).abs().compareTo(BETWEEN_NOTES) >= 0) {
            noted = now;
            transactions.run(() -> locked(topic).ifPresent(row -> row.delivered(now)));
        }
    }

    private Optional<HubSubscription> locked(String topic) {
        return Optional.ofNullable(em.find(HubSubscription.class, topic, LockModeType.PESSIMISTIC_WRITE));
    }
}

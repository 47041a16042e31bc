package io.crvsbridge.websub;

import io.crvsbridge.delivery.MessageKind;
import io.crvsbridge.time.RowClock;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** How our subscriptions stand, for whoever watches the server; looked up when they are read. */
@Singleton
class HubGauges {

    /** Not subscribed to, never asked for, or the database is away. */
    private static final long UNKNOWN = -1;

    private final HubSettings settings;
    private final Subscriptions subscriptions;
    private final HubMetrics metrics;
    private final RowClock clock;

    @Inject
    HubGauges(HubSettings settings, Subscriptions subscriptions, HubMetrics metrics, RowClock clock) {
        this.settings = settings;
        this.subscriptions = subscriptions;
        this.metrics = metrics;
        this.clock = clock;
    }

    void show() {
        for (MessageKind kind : MessageKind.values()) {
            metrics.watch(kind, () -> read(kind, row -> row.state() == HubSubscription.State.VERIFIED ? 1 : 0), () -> read(kind, this::sinceDelivery));
        }
    }

    private long sinceDelivery(HubSubscription row) {
        return row.deliveredAt() == null ? UNKNOWN : Duration.between(row.deliveredAt(), clock.instant()).toSeconds();
    }

    private long read(MessageKind kind, ToLongFunction<HubSubscription> value) {
        try {
            Optional<HubSubscription> row = settings.topic(kind).map(HubTopic::name).flatMap(subscriptions::find);
            return row.isPresent() ? value.applyAsLong(row.get()) : UNKNOWN;
        } catch (RuntimeException databaseAway) {
            return UNKNOWN;
        }
    }
}

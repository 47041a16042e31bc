package io.crvsbridge.websub;

import io.crvsbridge.delivery.MessageKind;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.function.Supplier;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** What the hub brought us, in numbers. */
@Singleton
class HubMetrics {

    private final MetricRegistry registry;

    @Inject
    HubMetrics(MetricRegistry registry) {
        this.registry = registry;
    }

    /** @param subscribed 1 when the hub has us for the topic, 0 when not, -1 when nobody asked for it */
    void watch(MessageKind kind, Supplier<Long> subscribed, Supplier<Long> secondsSinceDelivery) {
        Tag tag = new Tag("kind", kind.name().toLowerCase(Locale.ROOT));
        registry.gauge("hub_subscribed", subscribed, tag);
        registry.gauge("hub_seconds_since_delivery", secondsSinceDelivery, tag);
    }

    void signatureRefused(String cause) {
        registry.counter("hub_signatures_refused", new Tag("cause", cause)).inc();
    }

    /** Not read to its end, so that nobody knows who signed it. */
    void bodyRefused(String cause) {
        registry.counter("hub_bodies_refused", new Tag("cause", cause)).inc();
    }

    void leftUnanswered() {
        registry.counter("hub_deliveries_left_unanswered").inc();
    }
}

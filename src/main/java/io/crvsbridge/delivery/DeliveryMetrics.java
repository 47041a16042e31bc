package io.crvsbridge.delivery;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Locale;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** What became of the hub's messages, in numbers. */
@Singleton
class DeliveryMetrics {

    private final MetricRegistry registry;

    @Inject
    DeliveryMetrics(MetricRegistry registry) {
        this.registry = registry;
    }

    /** A signed message was stored, or was known already. */
    void received(boolean duplicate) {
        registry.counter("hub_deliveries", new Tag("duplicate", Boolean.toString(duplicate))).inc();
    }

    /** The end of a workflow that is not ours. */
    void foreign() {
        registry.counter("hub_deliveries_foreign").inc();
    }

    void taken(MessageKind kind) {
        if (kind == MessageKind.CREDENTIAL) {
            registry.counter("credentials_taken").inc();
        } else {
            registry.counter("workflow_reports_taken", tag(kind)).inc();
        }
    }

    void refused(MessageKind kind, String cause) {
        if (kind == MessageKind.CREDENTIAL) {
            registry.counter("credentials_refused", new Tag("cause", cause)).inc();
        } else {
            registry.counter("workflow_reports_refused", tag(kind), new Tag("cause", cause)).inc();
        }
    }

    void acknowledged(Acknowledgement.Result result) {
        registry.counter("credentials_acknowledged", new Tag("result", result.name().toLowerCase(Locale.ROOT))).inc();
    }

    private static Tag tag(MessageKind kind) {
        return new Tag("kind", kind.name().toLowerCase(Locale.ROOT));
    }
}

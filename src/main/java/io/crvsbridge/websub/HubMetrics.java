package io.crvsbridge.websub;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
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

    /** A signed message was stored, or was known already. */
    void received(boolean duplicate) {
        registry.counter("hub_deliveries", new Tag("duplicate", Boolean.toString(duplicate))).inc();
    }

    void signatureRefused(String cause) {
        registry.counter("hub_signatures_refused", new Tag("cause", cause)).inc();
    }

    /** Not read to its end, so that nobody knows who signed it. */
    void bodyRefused(String cause) {
        registry.counter("hub_bodies_refused", new Tag("cause", cause)).inc();
    }

    void credentialTaken() {
        registry.counter("credentials_taken").inc();
    }

    void credentialRefused(String cause) {
        registry.counter("credentials_refused", new Tag("cause", cause)).inc();
    }

    void leftUnanswered() {
        registry.counter("hub_deliveries_left_unanswered").inc();
    }
}

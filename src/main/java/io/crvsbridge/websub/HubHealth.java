package io.crvsbridge.websub;

import io.crvsbridge.delivery.CredentialSettings;
import io.crvsbridge.delivery.MessageKind;
import io.crvsbridge.mosip.MosipSettings;
import io.crvsbridge.mosip.StatusSettings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Tells how we stand with MOSIP. Always up: without MOSIP the server still takes and keeps Core's actions. */
@Readiness
@Singleton
public class HubHealth implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(HubHealth.class.getName());
    private static final String UNKNOWN = "unknown";

    private final MosipSettings mosip;
    private final HubSettings hub;
    private final CredentialSettings credentials;
    private final StatusSettings status;
    private final Subscriptions subscriptions;

    @Inject
    HubHealth(MosipSettings mosip, HubSettings hub, CredentialSettings credentials, StatusSettings status, Subscriptions subscriptions) {
        this.mosip = mosip;
        this.hub = hub;
        this.credentials = credentials;
        this.status = status;
        this.subscriptions = subscriptions;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder health = HealthCheckResponse.named("mosip").up();
        List<String> missing = new ArrayList<>(mosip.missing());
        missing.addAll(mosip.missingHubClient());
        missing.addAll(hub.missing());
        missing.addAll(credentials.missing());
        health.withData("configured", missing.isEmpty());
        if (!missing.isEmpty()) {
            health.withData("missing", String.join(", ", missing));
        }
        health.withData("credentialVerification", credentials.skipVerification() ? "SKIPPED" : "ON");
        health.withData("inquiries", status.missing().isEmpty() ? "ON" : "OFF");
        for (MessageKind kind : MessageKind.values()) {
            subscription(kind, health);
        }
        return health.build();
    }

    /** The credentials' names stand alone, as they did when there was no other topic. */
    private void subscription(MessageKind kind, HealthCheckResponseBuilder health) {
        String of = kind == MessageKind.CREDENTIAL ? "" : kind == MessageKind.COMPLETED ? "Completed" : "Paused";
        try {
            Optional<HubSubscription> row = hub.topic(kind).map(HubTopic::name).flatMap(subscriptions::find);
            health.withData("subscription" + of, row.map(r -> r.state().name()).orElse("NONE"));
            row.map(HubSubscription::detail).ifPresent(detail -> health.withData("subscription" + of + "Detail", detail));
            health.withData("subscription" + of + "VerifiedAt", text(row.map(HubSubscription::verifiedAt)));
            health.withData("lastDelivery" + of, text(row.map(HubSubscription::deliveredAt)));
        } catch (RuntimeException e) {
            LOG.log(Level.FINE, "The subscription could not be read", e);
            health.withData("subscription" + of, UNKNOWN);
        }
    }

    private static String text(Optional<Instant> at) {
        return at.map(Instant::toString).orElse("never");
    }
}

package io.crvsbridge.websub;

import io.crvsbridge.kernel.BadSetting;
import io.crvsbridge.database.JobLeases;
import io.crvsbridge.kernel.PeerAnswer;
import io.crvsbridge.mosip.MosipAuth;
import io.crvsbridge.mosip.MosipGateway;
import io.crvsbridge.mosip.MosipSettings;
import io.crvsbridge.mosip.MosipUnavailable;
import io.crvsbridge.time.RowClock;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Form;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keeps us subscribed: asks at start, again soon while the hub is away or denies, and every few hours after that, since a hub may lose a subscription
 * without a word (MOSIP contract, section 4.4). One server at a time does it.
 */
@Singleton
class HubSubscriber {

    private static final Logger LOG = Logger.getLogger(HubSubscriber.class.getName());

    private static final String JOB = "hub-subscriber";

    private final HubSettings settings;
    private final MosipSettings mosip;
    private final MosipAuth auth;
    private final MosipGateway gateway;
    private final Subscriptions subscriptions;
    private final JobLeases leases;
    private final RowClock clock;
    private final SubscriptionPace pace;
    private boolean failing;

    @Inject
    HubSubscriber(HubSettings settings, MosipSettings mosip, MosipAuth auth, MosipGateway gateway, Subscriptions subscriptions, JobLeases leases, RowClock clock) {
        this.settings = settings;
        this.mosip = mosip;
        this.auth = auth;
        this.gateway = gateway;
        this.subscriptions = subscriptions;
        this.leases = leases;
        this.clock = clock;
        this.pace = new SubscriptionPace(settings.resubscribeEvery());
    }

    /** Does what is due; called every two seconds, never by two threads at once. */
    void tick() {
        if (configured()) {
            try {
                look();
                failing = false;
            } catch (RuntimeException e) {
                fail(e);
            }
        }
    }

    private boolean configured() {
        return settings.missing().isEmpty() && mosip.missingHubClient().isEmpty();
    }

    /** Said once and not every two seconds. */
    private void fail(RuntimeException e) {
        if (!failing) {
            LOG.log(Level.WARNING, e, () -> "CB212 The subscription at the hub could not be looked after; tried again every "
                    + SubscriptionPace.BETWEEN_LOOKS.toSeconds() + " s until it can");
        }
        failing = true;
    }

    private void look() {
        if (leases.hold(JOB) && pace.due(subscriptions.find(settings.topic()), clock.instant())) {
            subscriptions.asking(settings.topic(), settings.callback().toString());
            record(ask());
        }
    }

    private HubAnswer ask() {
        try {
            PeerAnswer answer = auth.call(MosipAuth.Account.HUB, token -> MosipGateway.reach(() -> gateway.askHub(settings.hub(), token, form())));
            return HubAnswer.read(answer);
        } catch (MosipUnavailable | BadSetting e) {
            return new HubAnswer.Failed(e.getMessage(), Optional.empty());
        }
    }

    private Form form() {
        return new Form()
                .param("hub.mode", "subscribe")
                .param("hub.topic", settings.topic())
                .param("hub.callback", settings.callback().toString())
                .param("hub.secret", settings.secretText())
                .param("hub.lease_seconds", Long.toString(settings.lease().toSeconds()));
    }

    private void record(HubAnswer answer) {
        Instant now = clock.instant();
        if (answer instanceof HubAnswer.Asked) {
            pace.asked();
            LOG.info("The hub was asked for a subscription");
        } else if (answer instanceof HubAnswer.AlreadyRegistered) {
            pace.asked();
            subscriptions.verified(settings.topic());
        } else if (answer instanceof HubAnswer.Denied denied) {
            subscriptions.denied(settings.topic(), denied.reason());
            pace.failed(now, Optional.empty());
        } else if (answer instanceof HubAnswer.Failed failed) {
            Duration wait = pace.failed(now, failed.retryAfter());
            LOG.warning(() -> "CB210 The hub could not be asked for a subscription (" + failed.cause() + "); asked again in " + wait.toSeconds()
                    + " s, until then no new credentials may arrive");
        }
    }

    /** Lets another server go on at once. */
    void stop() {
        try {
            leases.giveUp(JOB);
        } catch (RuntimeException e) {
            LOG.log(Level.FINE, "The lease will run out by itself", e);
        }
    }
}

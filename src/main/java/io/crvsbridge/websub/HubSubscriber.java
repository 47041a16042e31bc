package io.crvsbridge.websub;

import io.crvsbridge.database.JobLeases;
import io.crvsbridge.delivery.MessageKind;
import io.crvsbridge.identity.ReportMissed;
import io.crvsbridge.kernel.BadSetting;
import io.crvsbridge.mosip.MosipHub;
import io.crvsbridge.mosip.MosipSettings;
import io.crvsbridge.mosip.MosipUnavailable;
import io.crvsbridge.time.RowClock;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Form;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keeps us subscribed to each topic: asks at start, again soon while the hub is away or denies, and every few hours after that, since a hub may lose a subscription
 * without a word (MOSIP contract, section 4.4). When the secret was changed, or nothing comes any more, the subscription is given up and made anew. One server at
 * a time does it.
 */
@Singleton
class HubSubscriber {

    private static final Logger LOG = Logger.getLogger(HubSubscriber.class.getName());

    private static final String JOB = "hub-subscriber";

    private final HubSettings settings;
    private final MosipSettings mosip;
    private final MosipHub hub;
    private final Subscriptions subscriptions;
    private final JobLeases leases;
    private final RowClock clock;
    private final Map<String, SubscriptionPace> paces = new HashMap<>();
    private boolean failing;

    @Inject
    HubSubscriber(HubSettings settings, MosipSettings mosip, MosipHub hub, Subscriptions subscriptions, JobLeases leases, RowClock clock) {
        this.settings = settings;
        this.mosip = mosip;
        this.hub = hub;
        this.subscriptions = subscriptions;
        this.leases = leases;
        this.clock = clock;
    }

    /** Does what is due; called every two seconds, never by two threads at once. */
    void tick() {
        if (settings.missing().isEmpty() && mosip.missingHubClient().isEmpty()) {
            try {
                if (leases.hold(JOB)) {
                    settings.topics().forEach(this::look);
                }
                failing = false;
            } catch (RuntimeException e) {
                fail(e);
            }
        }
    }

    /** Said once and not every two seconds. */
    private void fail(RuntimeException e) {
        if (!failing) {
            LOG.log(Level.WARNING, e, () -> "CB212 The subscriptions at the hub could not be looked after; tried again every "
                    + SubscriptionPace.BETWEEN_LOOKS.toSeconds() + " s until they can");
        }
        failing = true;
    }

    private void look(HubTopic topic) {
        SubscriptionPace pace = paces.computeIfAbsent(topic.name(), name -> new SubscriptionPace(settings.resubscribeEvery()));
        Optional<HubSubscription> row = subscriptions.find(topic.name());
        boolean outdated = row.filter(r -> r.state() == HubSubscription.State.VERIFIED && subscriptions.outdated(r, topic.secret())).isPresent();
        if (outdated) {
            subscriptions.leaving(topic.name(), "the secret was changed");
            leave(topic, pace);
        } else if (pace.due(row, clock.instant())) {
            if (row.filter(r -> r.state() == HubSubscription.State.LEAVING).isPresent()) {
                subscriptions.leaving(topic.name(), row.get().detail());
                leave(topic, pace);
            } else {
                subscriptions.asking(topic);
                join(topic, pace);
            }
        }
    }

    private void join(HubTopic topic, SubscriptionPace pace) {
        HubAnswer answer = asked(new Form().param("hub.mode", "subscribe").param("hub.topic", topic.name()).param("hub.callback", topic.callback().toString())
                .param("hub.secret", topic.secret()).param("hub.lease_seconds", Long.toString(settings.lease().toSeconds())));
        if (answer instanceof HubAnswer.AlreadyRegistered) {
            pace.asked();
            subscriptions.verified(topic.name());
        } else if (answer instanceof HubAnswer.Denied denied) {
            subscriptions.denied(topic.name(), denied.reason());
            pace.failed(clock.instant(), Optional.empty());
        } else {
            take(answer, topic, pace);
        }
    }

    /** A hub that does not know us has let us go. */
    private void leave(HubTopic topic, SubscriptionPace pace) {
        HubAnswer answer = asked(new Form().param("hub.mode", "unsubscribe").param("hub.topic", topic.name()).param("hub.callback", topic.callback().toString()));
        if (answer instanceof HubAnswer.Denied) {
            subscriptions.left(topic.name());
            pace.asked();
        } else {
            take(answer, topic, pace);
        }
    }

    private void take(HubAnswer answer, HubTopic topic, SubscriptionPace pace) {
        if (answer instanceof HubAnswer.Failed failed) {
            Instant now = clock.instant();
            Duration wait = pace.failed(now, failed.retryAfter());
            LOG.warning(() -> "CB210 The hub could not be asked about " + topic.name() + " (" + failed.cause() + "); asked again in " + wait.toSeconds()
                    + " s, until then nothing new of it may arrive");
        } else {
            pace.asked();
            LOG.info(() -> "The hub was asked about " + topic.name());
        }
    }

    /** A hub may have us and deliver nothing (section 4.4); only what does not come tells. */
    void missed(@Observes ReportMissed report) {
        settings.topic(MessageKind.CREDENTIAL).map(HubTopic::name).ifPresent(topic -> subscriptions.deaf(topic, report.since()));
    }

    private HubAnswer asked(Form form) {
        try {
            return HubAnswer.read(hub.ask(form));
        } catch (MosipUnavailable | BadSetting e) {
            return new HubAnswer.Failed(e.getMessage(), Optional.empty());
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

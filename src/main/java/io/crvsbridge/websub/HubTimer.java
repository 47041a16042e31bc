package io.crvsbridge.websub;

import io.crvsbridge.delivery.CredentialSettings;
import io.crvsbridge.mosip.MosipSettings;
import io.crvsbridge.mosip.StatusSettings;
import io.crvsbridge.time.Metronome;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;

/** Wakes the subscriber every two seconds, and says at start what of MOSIP is missing or switched off. It has no transaction of its own, since it calls the hub. */
@Singleton
@Startup
@DependsOn("Startup")
@TransactionManagement(TransactionManagementType.BEAN)
public class HubTimer {

    private static final Logger LOG = Logger.getLogger(HubTimer.class.getName());

    @Inject
    MosipSettings mosip;

    @Inject
    HubSettings hub;

    @Inject
    CredentialSettings credentials;

    @Inject
    StatusSettings status;

    @Inject
    HubSubscriber subscriber;

    @Inject
    HubGauges gauges;

    @Inject
    Metronome metronome;

    @PostConstruct
    void start() {
        List<String> missing = new ArrayList<>(mosip.missing());
        missing.addAll(mosip.missingHubClient());
        missing.addAll(hub.missing());
        missing.addAll(credentials.missing());
        if (!missing.isEmpty()) {
            LOG.warning(() -> "CB200 MOSIP is not configured: " + String.join(", ", missing)
                    + " not set. What needs them waits and is retried; without all of the hub's keys no subscription is made");
        }
        if (!status.missing().isEmpty()) {
            LOG.warning(() -> "CB206 MOSIP is not asked where records stand: " + String.join(", ", status.missing())
                    + " not set. An outcome that the hub does not report stays unknown, and a credential that is lost is not asked for again");
        }
        if (credentials.skipVerification()) {
            LOG.severe("CB202 mosip.skip-credential-verification is true: credentials are taken without a check of their proof. Switch it off; readiness shows SKIPPED until then");
        }
        if (mosip.hasTransactionPrefix()) {
            LOG.info("TRANSACTION_ID_PREFIX is set; it is accepted and has no effect");
        }
        gauges.show();
        metronome.every(SubscriptionPace.BETWEEN_LOOKS, subscriber::tick);
    }

    @PreDestroy
    void stop() {
        subscriber.stop();
    }
}

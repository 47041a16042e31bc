package io.crvsbridge.verification;

import io.crvsbridge.time.Metronome;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.logging.Logger;
import org.eclipse.microprofile.metrics.MetricRegistry;

/** Says at start what of the identity check is missing or switched off, and lets the certificates be watched. */
@Singleton
@Startup
@DependsOn("Startup")
@TransactionManagement(TransactionManagementType.BEAN)
public class VerificationTimer {

    private static final Logger LOG = Logger.getLogger(VerificationTimer.class.getName());

    @Inject
    IdaSettings settings;

    @Inject
    CertificateWatch watch;

    @Inject
    MetricRegistry registry;

    @Inject
    Metronome metronome;

    @PostConstruct
    void start() {
        if (!settings.wanted()) {
            LOG.info("IDA_AUTH_URL is not set; identity checks are answered as our fault");
            return;
        }
        List<String> missing = settings.missing();
        if (!missing.isEmpty()) {
            LOG.warning(() -> "CB240 The identity check is not configured: " + String.join(", ", missing) + " not set. Until they are, every check is answered as our fault");
        }
        if (!settings.verifiesResponses()) {
            LOG.severe("CB246 IDA_VERIFY_RESPONSE is false: whoever stands between us and MOSIP can have anybody verified. Switch it on; readiness shows SKIPPED until then");
        }
        watch.show(registry);
        watch.look();
        metronome.every(CertificateWatch.BETWEEN_LOOKS, watch::look);
    }
}

package io.crvsbridge.esignet;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.util.logging.Logger;

/** Says at start what of eSignet is missing, where it is wanted at all. */
@Singleton
@Startup
@DependsOn("Startup")
@TransactionManagement(TransactionManagementType.BEAN)
public class EsignetStart {

    private static final Logger LOG = Logger.getLogger(EsignetStart.class.getName());

    @Inject
    EsignetSettings settings;

    @PostConstruct
    void start() {
        if (settings.wanted() && !settings.missing().isEmpty()) {
            LOG.warning(() -> "CB250 eSignet is set up in part: " + String.join(", ", settings.missing()) + " not set. Nobody can log in from a form until they are");
        }
    }
}

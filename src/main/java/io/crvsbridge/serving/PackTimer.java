package io.crvsbridge.serving;

import io.crvsbridge.time.Metronome;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import org.eclipse.microprofile.metrics.MetricRegistry;

/** Has the pack's folder looked at again and again, and shows whether what lies there serves. */
@Singleton
@Startup
@DependsOn("Startup")
@TransactionManagement(TransactionManagementType.BEAN)
public class PackTimer {

    @Inject
    CurrentPack current;

    @Inject
    CountrySettings settings;

    @Inject
    Metronome metronome;

    @Inject
    MetricRegistry metrics;

    @PostConstruct
    void start() {
        metrics.gauge("country_pack_refused", () -> current.refused().isEmpty() ? 0L : 1L);
        if (!settings.lookEvery().isZero()) {
            metronome.every(settings.lookEvery(), current::look);
        }
    }
}

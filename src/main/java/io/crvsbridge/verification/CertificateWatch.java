package io.crvsbridge.verification;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.logging.Logger;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Looks when the certificates of the identity check end, and says so in time. */
@Singleton
class CertificateWatch {

    /** So often it looks, and says again what nobody has mended. */
    static final Duration BETWEEN_LOOKS = Duration.ofHours(12);
    private static final Logger LOG = Logger.getLogger(CertificateWatch.class.getName());

    private final IdaSettings settings;
    private final IdaKeys keys;
    private final Clock clock;

    @Inject
    CertificateWatch(IdaSettings settings, IdaKeys keys, Clock clock) {
        this.settings = settings;
        this.keys = keys;
        this.clock = clock;
    }

    /** One gauge for each certificate that is there. */
    void show(MetricRegistry registry) {
        keys.held().ifPresent(held -> held.ends().forEach((name, end) -> registry.gauge("identity_check_certificate_days_left", () -> daysLeft(end), new Tag("certificate", name))));
    }

    void look() {
        keys.held().ifPresent(held -> held.ends().forEach(this::look));
    }

    private void look(String name, Instant end) {
        Duration left = Duration.between(clock.instant(), end);
        if (left.isNegative()) {
            LOG.severe(() -> "CB242 The " + name + " certificate of the identity check ended at " + end + "; until it is replaced no identity can be checked, and the callers are told that it is our fault");
        } else if (left.compareTo(settings.warnBefore()) <= 0) {
            LOG.warning(() -> "CB241 The " + name + " certificate of the identity check ends in " + left.toDays() + " days, at " + end + "; without another one no identity can be checked from then on");
        }
    }

    /** Whole days; negative once it has ended. */
    long daysLeft(Instant end) {
        return Math.floorDiv(Duration.between(clock.instant(), end).toSeconds(), Duration.ofDays(1).toSeconds());
    }
}

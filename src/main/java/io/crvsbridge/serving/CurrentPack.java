package io.crvsbridge.serving;

import io.crvsbridge.country.BadCountryPack;
import io.crvsbridge.country.CountryPack;
import io.crvsbridge.kernel.BadSetting;
import io.crvsbridge.retention.Retention;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.ZoneId;
import java.util.logging.Logger;

/** The pack that serves now. A bad pack stops the start: there is no good one yet to keep serving. */
@Singleton
class CurrentPack {

    private static final Logger LOG = Logger.getLogger(CurrentPack.class.getName());

    private final CountryPack pack;

    @Inject
    CurrentPack(CountrySettings settings) {
        this.pack = loaded(settings);
        LOG.info(() -> "The country pack " + pack.name() + " " + pack.version() + " serves");
    }

    private static CountryPack loaded(CountrySettings settings) {
        ZoneId zone = settings.zone();
        try {
            return settings.pack().isPresent() ? CountryPack.load(settings.pack().get(), zone) : CountryPack.shipped(zone);
        } catch (BadCountryPack e) {
            throw new BadSetting("COUNTRY_PACK does not hold a good pack: " + String.join("; ", e.problems()), e);
        }
    }

    @Produces
    CountryPack pack() {
        return pack;
    }

    @Produces
    Retention retention() {
        return pack().retention();
    }
}

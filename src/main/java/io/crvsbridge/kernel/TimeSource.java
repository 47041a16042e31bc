package io.crvsbridge.kernel;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The only place that reads the machine's clock; everything else is given a {@link Clock}. */
@Singleton
class TimeSource {

    @Produces
    Clock clock() {
        return Clock.systemUTC();
    }
}

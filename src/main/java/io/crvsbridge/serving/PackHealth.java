package io.crvsbridge.serving;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Says which pack serves. */
@Readiness
@Singleton
public class PackHealth implements HealthCheck {

    private final CurrentPack current;

    @Inject
    PackHealth(CurrentPack current) {
        this.current = current;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("country-pack").up().withData("name", current.pack().name()).withData("version", current.pack().version()).build();
    }
}

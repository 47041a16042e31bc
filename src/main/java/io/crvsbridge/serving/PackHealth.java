package io.crvsbridge.serving;

import io.crvsbridge.rehearsal.LoadedPack;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Says which pack serves, and why that in the folder does not. UP in either case: a good pack serves. */
@Readiness
@Singleton
public class PackHealth implements HealthCheck {

    private static final int MOST_TOLD = 5;

    private final CurrentPack current;

    @Inject
    PackHealth(CurrentPack current) {
        this.current = current;
    }

    @Override
    public HealthCheckResponse call() {
        LoadedPack serving = current.serving();
        List<String> refused = current.refused();
        HealthCheckResponseBuilder response = HealthCheckResponse.named("country-pack").up().withData("name", serving.pack().name()).withData("version", serving.pack().version())
                .withData("fingerprint", serving.fingerprint().substring(0, 12)).withData("samples", serving.samples()).withData("warnings", serving.warnings().size());
        if (!refused.isEmpty()) {
            response.withData("refusedFaults", refused.size()).withData("refused", String.join("\n", refused.subList(0, Math.min(MOST_TOLD, refused.size()))));
        }
        return response.build();
    }
}

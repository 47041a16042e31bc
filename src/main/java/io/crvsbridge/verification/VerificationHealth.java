package io.crvsbridge.verification;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Tells whether identities can be checked, and when the certificates end. Always up: without checks the server still takes and keeps Core's actions. */
@Readiness
@Singleton
public class VerificationHealth implements HealthCheck {

    private final IdaSettings settings;
    private final IdaKeys keys;

    @Inject
    VerificationHealth(IdaSettings settings, IdaKeys keys) {
        this.settings = settings;
        this.keys = keys;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder health = HealthCheckResponse.named("identity-check").up().withData("configured", keys.held().isPresent());
        if (keys.held().isEmpty()) {
            List<String> missing = settings.missing();
            health.withData("missing", String.join(", ", missing));
        }
        keys.held().ifPresent(held -> held.ends().forEach((name, end) -> health.withData(name + "CertificateEnds", end.toString())));
        return health.withData("responseSignature", settings.verifiesResponses() ? "ON" : "SKIPPED").build();
    }
}

package io.crvsbridge.action;

import io.crvsbridge.kernel.Transactions;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when the database takes queries. */
@Readiness
@Singleton
public class DatabaseHealth implements HealthCheck {

    private final ActionRows rows;
    private final Transactions transactions;

    @Inject
    DatabaseHealth(ActionRows rows, Transactions transactions) {
        this.rows = rows;
        this.transactions = transactions;
    }

    @Override
    public HealthCheckResponse call() {
        boolean up;
        try {
            up = transactions.call(() -> rows.due(1) != null);
        } catch (RuntimeException e) {
            up = false;
        }
        return HealthCheckResponse.named("database").status(up).build();
    }
}

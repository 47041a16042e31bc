package io.crvsbridge.journal;

import io.crvsbridge.database.DatabaseWatch;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready also while the database is away, as long as the journal has room: a load balancer that took the server out then would turn away the very
 * triggers that the journal is there for. The data tells an administrator how things are.
 */
@Readiness
@Singleton
public class DatabaseHealth implements HealthCheck {

    private final DatabaseWatch database;
    private final Journal journal;

    @Inject
    DatabaseHealth(DatabaseWatch database, Journal journal) {
        this.database = database;
        this.journal = journal;
    }

    @Override
    public HealthCheckResponse call() {
        boolean answers = !database.away() && database.look();
        return HealthCheckResponse.named("database").status(journal.takes(answers)).withData("answers", answers)
                .withData("journalWaiting", journal.waiting()).withData("journalSetAside", journal.aside()).build();
    }
}

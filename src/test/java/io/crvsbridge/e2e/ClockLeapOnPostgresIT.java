package io.crvsbridge.e2e;

import org.junit.jupiter.api.Tag;

/** The database stands elsewhere: its clock goes on when the server's leaps. */
@Tag("long")
class ClockLeapOnPostgresIT extends ClockLeapScenarios {

    ClockLeapOnPostgresIT() {
        super("postgresql", Store::postgresql);
    }
}

package io.crvsbridge.e2e;

/** The database stands elsewhere: its clock goes on when the server's leaps. */
class ClockLeapOnPostgresIT extends ClockLeapScenarios {

    ClockLeapOnPostgresIT() {
        super("postgresql", Store::postgresql);
    }
}

package io.crvsbridge.e2e;

import org.junit.jupiter.api.Tag;

/** The database is embedded: its clock leaps with the server's. */
@Tag("long")
class ClockLeapOnH2IT extends ClockLeapScenarios {

    ClockLeapOnH2IT() {
        super("h2", Store::h2);
    }
}

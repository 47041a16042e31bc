package io.crvsbridge.e2e;

/** The database is embedded: its clock leaps with the server's. */
class ClockLeapOnH2IT extends ClockLeapScenarios {

    ClockLeapOnH2IT() {
        super("h2", Store::h2);
    }
}

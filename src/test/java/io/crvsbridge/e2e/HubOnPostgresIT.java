package io.crvsbridge.e2e;

class HubOnPostgresIT extends HubScenarios {

    HubOnPostgresIT() {
        super(Benches.POSTGRESQL);
    }
}

package io.crvsbridge.e2e;

class FaultOnPostgresIT extends FaultScenarios {

    FaultOnPostgresIT() {
        super(Benches.POSTGRESQL);
    }
}

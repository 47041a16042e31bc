package io.crvsbridge.e2e;

class RestartOnPostgresIT extends RestartScenarios {

    RestartOnPostgresIT() {
        super(Benches.POSTGRESQL);
    }
}

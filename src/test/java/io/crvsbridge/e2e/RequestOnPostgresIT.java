package io.crvsbridge.e2e;

class RequestOnPostgresIT extends RequestScenarios {

    RequestOnPostgresIT() {
        super(Benches.POSTGRESQL);
    }
}

package io.crvsbridge.e2e;

class OrderOnPostgresIT extends OrderScenarios {

    OrderOnPostgresIT() {
        super(Benches.POSTGRESQL);
    }
}

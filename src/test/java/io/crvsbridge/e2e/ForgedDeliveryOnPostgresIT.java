package io.crvsbridge.e2e;

class ForgedDeliveryOnPostgresIT extends ForgedDeliveryScenarios {

    ForgedDeliveryOnPostgresIT() {
        super(Benches.POSTGRESQL);
    }
}

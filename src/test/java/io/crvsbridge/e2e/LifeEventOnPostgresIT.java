package io.crvsbridge.e2e;

class LifeEventOnPostgresIT extends LifeEventScenarios {

    LifeEventOnPostgresIT() {
        super(Benches.ASKING_POSTGRESQL);
    }
}

package io.crvsbridge.e2e;

class OutcomeOnPostgresIT extends OutcomeScenarios {

    OutcomeOnPostgresIT() {
        super(Benches.ASKING_POSTGRESQL);
    }
}

package io.crvsbridge.e2e;

class BirthOnPostgresIT extends BirthScenarios {

    BirthOnPostgresIT() {
        super(Benches.POSTGRESQL);
    }
}

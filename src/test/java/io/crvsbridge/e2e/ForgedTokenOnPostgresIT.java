package io.crvsbridge.e2e;

class ForgedTokenOnPostgresIT extends ForgedTokenScenarios {

    ForgedTokenOnPostgresIT() {
        super(Benches.POSTGRESQL);
    }
}

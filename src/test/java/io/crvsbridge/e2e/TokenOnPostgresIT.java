package io.crvsbridge.e2e;

class TokenOnPostgresIT extends TokenScenarios {

    TokenOnPostgresIT() {
        super(Benches.POSTGRESQL);
    }
}

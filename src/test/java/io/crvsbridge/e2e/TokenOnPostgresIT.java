package io.crvsbridge.e2e;

import org.junit.jupiter.api.Tag;

@Tag("long")
class TokenOnPostgresIT extends TokenScenarios {

    TokenOnPostgresIT() {
        super(Benches.POSTGRESQL);
    }
}

package io.crvsbridge.e2e;

import org.junit.jupiter.api.Tag;

@Tag("long")
class RestartOnPostgresIT extends RestartScenarios {

    RestartOnPostgresIT() {
        super(Benches.POSTGRESQL);
    }
}

package io.crvsbridge.e2e;

import org.junit.jupiter.api.Tag;

@Tag("long")
class RequestOnPostgresIT extends RequestScenarios {

    RequestOnPostgresIT() {
        super(Benches.POSTGRESQL);
    }
}

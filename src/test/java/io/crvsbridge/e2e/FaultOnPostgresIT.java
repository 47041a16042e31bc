package io.crvsbridge.e2e;

import org.junit.jupiter.api.Tag;

@Tag("long")
class FaultOnPostgresIT extends FaultScenarios {

    FaultOnPostgresIT() {
        super(Benches.POSTGRESQL);
    }
}

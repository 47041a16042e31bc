package io.crvsbridge.e2e;

import org.junit.jupiter.api.Tag;

@Tag("long")
class OutcomeOnPostgresIT extends OutcomeScenarios {

    OutcomeOnPostgresIT() {
        super(Benches.ASKING_POSTGRESQL);
    }
}

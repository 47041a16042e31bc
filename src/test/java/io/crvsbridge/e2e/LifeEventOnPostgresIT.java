package io.crvsbridge.e2e;

import org.junit.jupiter.api.Tag;

@Tag("long")
class LifeEventOnPostgresIT extends LifeEventScenarios {

    LifeEventOnPostgresIT() {
        super(Benches.ASKING_POSTGRESQL);
    }
}

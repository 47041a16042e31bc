package io.crvsbridge.e2e;

import org.junit.jupiter.api.Tag;

@Tag("long")
class HubOnPostgresIT extends HubScenarios {

    HubOnPostgresIT() {
        super(Benches.POSTGRESQL);
    }
}

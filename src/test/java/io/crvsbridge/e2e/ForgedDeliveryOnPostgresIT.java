package io.crvsbridge.e2e;

import org.junit.jupiter.api.Tag;

@Tag("long")
class ForgedDeliveryOnPostgresIT extends ForgedDeliveryScenarios {

    ForgedDeliveryOnPostgresIT() {
        super(Benches.POSTGRESQL);
    }
}

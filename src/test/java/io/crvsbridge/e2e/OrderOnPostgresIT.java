package io.crvsbridge.e2e;

import org.junit.jupiter.api.Tag;

@Tag("long")
class OrderOnPostgresIT extends OrderScenarios {

    OrderOnPostgresIT() {
        super(Benches.POSTGRESQL);
    }
}

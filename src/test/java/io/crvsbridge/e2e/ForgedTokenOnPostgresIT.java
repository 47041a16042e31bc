package io.crvsbridge.e2e;

import org.junit.jupiter.api.Tag;

@Tag("long")
class ForgedTokenOnPostgresIT extends ForgedTokenScenarios {

    ForgedTokenOnPostgresIT() {
        super(Benches.POSTGRESQL);
    }
}

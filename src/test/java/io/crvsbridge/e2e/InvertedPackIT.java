package io.crvsbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.simulators.CoreEvent;
import io.crvsbridge.simulators.Declaration;
import io.crvsbridge.simulators.TriggerAnswer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The country decides, not the server: with an inverted pack the same WAR answers the other way round. */
class InvertedPackIT {

    private static Bench bench;

    @BeforeAll
    static void start() {
        String pack = Path.of("src/test/resources/country/inverted").toAbsolutePath().toString();
        bench = Bench.started("inverted", Store.h2(), Map.of("COUNTRY_PACK", pack));
    }

    @AfterAll
    static void stop() {
        bench.close();
    }

    @Test
    void anAuthenticatedMothersChildIsRegisteredAtOnce() {
        TriggerAnswer answer = bench.core().register(bench.core().declareBirth());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.outcome()).isEqualTo(TriggerAnswer.Outcome.ACCEPTED);
    }

    @Test
    void everybodyElseWaitsForAnIdentity() {
        CoreEvent birth = bench.core().declare(Declaration.birth().mother("failed"));
        assertThat(bench.core().register(birth).status()).isEqualTo(202);
        bench.awaitRegistered(birth);
        assertThat(bench.childNid(birth)).contains(bench.mosip().credentials().vid(bench.rid(birth)));
    }
}

package io.crvsbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.crvsbridge.simulators.Fault;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A server that was just started, whose first requests come while Core's key is slow to come. */
class SlowKeyIT {

    private static final String JOHN = "{\"dob\":\"2001-02-20\",\"nid\":\"1234567892\",\"name\":{\"firstname\":\"John\",\"surname\":\"Doe\"}}";

    /** Each of them alone may take ten seconds, and the library waits for fifteen. */
    @Test
    void theLibraryHasItsAnswerInTimeThoughCoresKeyIsSlowAndIdaHangs() throws MosipLibrary.Failed {
        try (Bench bench = Bench.started("slow-key", Store.h2(), Map.of())) {
            bench.core().faults().on("keys", Fault.slow(8_000).once());
            bench.mosip().faults().on("ida", Fault.hang());
            MosipLibrary library = new MosipLibrary(bench.server().base(), "Bearer " + bench.core().auth().recordToken(UUID.randomUUID().toString(), UUID.randomUUID().toString(), "registrar-1").sign());
            MosipLibrary.Failed failed = catchThrowableOfType(MosipLibrary.Failed.class, () -> library.verifyNid(JOHN));
            assertThat(failed.aborted()).as("the library gave up").isFalse();
            assertThat(failed.getMessage()).startsWith("503 ");
            bench.mosip().faults().clear();
            assertThat(library.verifyNid(JOHN)).isEqualTo("verified");
            assertThat(bench.core().calls("keys")).isEqualTo(1);
        }
    }
}

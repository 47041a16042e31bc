package io.crvsbridge.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.simulators.IdaKeyPair;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartnerKeyTest {

    private static final IdaKeyPair TO_THE_END_OF_2025 = IdaKeyPair.ended();
    private static final IdaKeyPair FROM_LATE_2026 = IdaKeyPair.stranger();

    private static IdaKeyPair best(Instant now, IdaKeyPair... keys) {
        PartnerKey best = PartnerKey.best(PartnerKey.read(IdaKeyPair.p12("p", keys), "p".toCharArray()), now);
        return List.of(keys).stream().filter(pair -> pair.certificate().equals(best.certified().certificate())).findFirst().orElseThrow();
    }

    /** Who puts the next certificate into the file before it begins must not be without one until then. */
    @ParameterizedTest
    @ValueSource(strings = {"2024-06-01T00:00:00Z", "2025-12-31T00:00:00Z", "2026-03-01T00:00:00Z"})
    void theNextCertificateIsNotUsedBeforeItBegins(String now) {
        assertThat(best(Instant.parse(now), FROM_LATE_2026, TO_THE_END_OF_2025)).isEqualTo(TO_THE_END_OF_2025);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-23T00:00:00Z", "2030-01-01T00:00:00Z"})
    void onceItHasBegunTheOneThatEndsLastIsUsed(String now) {
        assertThat(best(Instant.parse(now), TO_THE_END_OF_2025, FROM_LATE_2026)).isEqualTo(FROM_LATE_2026);
    }
}

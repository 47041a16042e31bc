package io.crvsbridge.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataShareTest {

    private static final List<URI> BASES = List.of(URI.create("https://mosip.example/v1/datashare"), URI.create("http://127.0.0.1:8090"));

    @ParameterizedTest
    @ValueSource(strings = {"https://mosip.example/v1/datashare/get/policy/subscriber/a1", "HTTPS://MOSIP.example/v1/datashare/get/a1", "http://127.0.0.1:8090/v1/x"})
    void whatLiesBelowAnAllowedBaseMayBeFetched(String address) {
        assertThat(DataShare.allowed(BASES, address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "datashare", "https://mosip.example/v1/other/a1", "https://mosip.example/v1/datashare", "https://mosip.example/v1/datashareX/a1", "http://mosip.example/v1/datashare/a1",
        "https://mosip.example:8443/v1/datashare/a1", "https://mosip.example.attacker.example/v1/datashare/a1", "https://attacker.example/v1/datashare/a1",
        "https://mosip.example@attacker.example/v1/datashare/a1", "https://user@mosip.example/v1/datashare/a1", "https://mosip.example/v1/datashare/../secret",
        "https://mosip.example/v1/datashare/%2e%2e/secret", "file:///etc/passwd", "https://mosip.example/v1/datashare/a b", "http://127.0.0.1:9/v1/x"
    })
    void nothingElseIsFetched(String address) {
        assertThat(DataShare.allowed(BASES, address)).isFalse();
    }

    @Test
    void withoutABaseNothingIsFetched() {
        assertThat(DataShare.allowed(List.of(), "https://mosip.example/v1/datashare/a1")).isFalse();
    }
}

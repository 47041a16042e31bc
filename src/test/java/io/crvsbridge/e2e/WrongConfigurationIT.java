package io.crvsbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.simulators.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A server with a wrong setting does not run: it says which, and ends. */
class WrongConfigurationIT {

    private static final Duration LONGEST = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    static Stream<Arguments> wrong() throws IOException {
        Path pack = Files.createDirectories(folder.resolve("pack"));
        Files.writeString(pack.resolve("pack.yaml"), "name: bad\n  version: [\n");
        Path key = Files.writeString(folder.resolve("vault.key"), "short\n");
        Map<String, String> several = new HashMap<>(Map.of("COUNTRY_TIME_ZONE", "Nowhere", "OPENCRVS_AUTH_URL", "not a url", "MOSIP_CENTER_ID", "ten", "CORE_ACCEPT_DELAY", "soon"));
        several.put("OPENCRVS_GATEWAY_URL", null);
        return Stream.of(
                Arguments.of("several at once", several, List.of("COUNTRY_TIME_ZONE", "OPENCRVS_AUTH_URL", "OPENCRVS_GATEWAY_URL", "MOSIP_CENTER_ID", "core.accept-delay")),
                Arguments.of("a port in words", Map.of("HTTP_PORT", "eighty"), List.of("HTTP_PORT")),
                Arguments.of("another database", Map.of("DB_URL", "jdbc:oracle:thin:@localhost"), List.of("DB_URL")),
                Arguments.of("a short sealing key", Map.of("VAULT_KEY_FILE", key.toString()), List.of("VAULT_KEY_FILE")),
                Arguments.of("a wrong password of the signing key", Map.of("SIGN_P12_FILE_PASSWORD", "wrong"), List.of("SIGN_P12_FILE_PATH")),
                Arguments.of("a broken country pack", Map.of("COUNTRY_PACK", pack.toString()), List.of("COUNTRY_PACK", "pack.yaml")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void theServerEndsAndNamesTheKey(String what, Map<String, String> settings, List<String> named) {
        try (Peers peers = Peers.start(); BridgeServer server = BridgeServer.shortLived(Path.of("target", "e2e", "wrong-" + what.replace(' ', '-') + "-" + System.nanoTime()))) {
            server.set(peers.environment(server.base())).set(settings);
            server.launch();
            assertThat(server.awaitEnd(LONGEST)).isNotZero();
            String complaint = String.join("\n", server.log().lines().filter(line -> line.contains("CB00")).toList());
            assertThat(complaint).contains(named);
            assertThat(server.log()).doesNotContain(peers.hubSecret());
        }
    }
}

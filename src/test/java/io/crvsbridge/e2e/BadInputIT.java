package io.crvsbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.simulators.CoreEvent;
import io.crvsbridge.simulators.HubDelivery;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every route with everything that can be wrong with a request: a right refusal, never a decision, never a failure, and no word about the inside. */
class BadInputIT {

    private static final List<String> PAGES = List.of("/health", "/health/live", "/health/ready", "/health/started", "/metrics", "/openapi");
    private static final List<String> OTHERS = List.of("/websub/callback", "/nothing/here", "/", "/internal/problem", "/trigger");
    private static final Map<Integer, Integer> STATUSES = new ConcurrentSkipListMap<>();

    private final Bench bench = Benches.FUZZED.bench();

    static List<BadInput> inputs() {
        return BadInput.all().toList();
    }

    @AfterAll
    static void told() {
        System.out.println("Bad input: answers by status (0 is a closed connection) " + STATUSES);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("inputs")
    void isAnsweredProperlyEverywhere(BadInput bad) {
        List<String> faults = new ArrayList<>();
        trigger(bad, faults);
        faults(bad, signed(bad.how().apply(delivery())), false, faults);
        for (String page : PAGES) {
            if (!knownOfThePlatform(bad)) {
                faults(bad, bad.how().apply(Wire.of("GET", page)), true, faults);
            }
        }
        OTHERS.forEach(path -> faults(bad, bad.how().apply(Wire.of("GET", path)), false, faults));
        assertThat(faults).isEmpty();
    }

    /** The platform's reader of character sets fails on these before any page of its own is asked, which nothing of ours can prevent. */
    private static boolean knownOfThePlatform(BadInput bad) {
        return bad.what().equals("a character set without an end");
    }

    private void trigger(BadInput bad, List<String> faults) {
        CoreEvent birth = bench.core().declareBirth();
        bench.core().request(birth, "REGISTER", JsonValue.EMPTY_JSON_OBJECT);
        Wire wire = Wire.of("POST", "/trigger/events/birth/actions/REGISTER").header("Content-Type: application/json")
                .header("Authorization: Bearer " + bench.core().token(birth).sign()).body(birth.document().toString());
        Wire.Answer answer = faults(bad, bad.how().apply(wire), false, faults);
        if (!bad.noRequest() && !bad.onTrigger().contains(answer.status())) {
            faults.add("trigger: expected " + bad.onTrigger() + " and not " + answer);
        }
    }

    private Wire delivery() {
        return Wire.of("POST", "/websub/callback").header("Content-Type: application/json").body("{\"event\":{\"id\":\"1\",\"data\":{\"registrationId\":\"1\"}}}");
    }

    private Wire signed(Wire wire) {
        return wire.header("X-Hub-Signature: " + HubDelivery.signature("sha256", bench.hubSecret(), wire.body()));
    }

    private Wire.Answer faults(BadInput bad, Wire wire, boolean platform, List<String> faults) {
        Wire.Answer answer = wire.send(bench.server().base());
        STATUSES.merge(answer.status(), 1, Integer::sum);
        boolean mayClose = bad.noRequest() || bad.onTrigger().contains(0);
        Propriety.fault(answer, mayClose, bad.noRequest() || platform || !wire.target().contains("/trigger")).ifPresent(fault -> faults.add(wire.target() + ": " + fault + ": " + answer));
        return answer;
    }

    @Test
    void aPathThatLeadsNowhereIsNotFoundAndNoFailureOfTheServer() throws IOException {
        for (String nowhere : List.of("/internal/nothing", "/websub/../death", "/verify/%2e%2e/death", "/esignet/../../death", "/trigger/../death", "/death")) {
            Wire.Answer answer = Wire.of("GET", nowhere).send(bench.server().base());
            assertThat(answer.status()).as(nowhere + ": " + answer).isIn(400, 404, 422);
        }
        Path noted = bench.server().dataDir().resolveSibling("output/defaultServer/logs/ffdc");
        try (Stream<Path> files = Files.isDirectory(noted) ? Files.list(noted) : Stream.empty()) {
            assertThat(files).noneSatisfy(file -> assertThat(file).content(StandardCharsets.ISO_8859_1).contains("SRVE0190E", "UpstreamFilter"));
        }
    }

    @Test
    void aGenuineBirthGoesItsWayBetweenThem() {
        inputs().stream().limit(20).forEach(bad -> bad.how().apply(Wire.of("POST", "/trigger/events/birth/actions/REGISTER")).send(bench.server().base()));
        CoreEvent birth = bench.core().declareBirth();
        assertThat(bench.core().register(birth).status()).isEqualTo(202);
        bench.awaitRegistered(birth);
        assertThat(bench.server().isReady()).isTrue();
        assertThat(bench.server().log()).doesNotContain("CB001 ");
    }
}

package io.crvsbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.simulators.CoreEvent;
import io.crvsbridge.simulators.Fault;
import io.crvsbridge.simulators.TriggerAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The country's own country config behind the server, and a system client that renews dead tokens. */
class UpstreamIT extends Scenarios {

    private static final int LARGE = 20 * 1024 * 1024;
    private static final int FIRST = 1024 * 1024;

    private CountryConfig country;

    UpstreamIT() {
        super(Benches.FURNISHED);
    }

    @BeforeEach
    void freshCountryConfig() {
        country = Benches.countryConfig();
        country.forget();
        country.answers(200, "application/json", "{\"from\":\"the country\"}");
    }

    @Test
    void anActionThatNoRuleNamesIsTheCountrys() {
        country.answers(200, "application/json", "{\"annotation\":{\"country\":\"said so\"}}");
        CoreEvent birth = core.declareBirth();
        TriggerAnswer answer = core.trigger(birth, "PRINT_CERTIFICATE");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"annotation\":{\"country\":\"said so\"}}");
        assertThat(answer.outcome()).isEqualTo(TriggerAnswer.Outcome.ACCEPTED);
        CountryConfig.Seen seen = country.seen().get(0);
        assertThat(seen.method()).isEqualTo("POST");
        assertThat(seen.pathAndQuery()).isEqualTo("/trigger/events/birth/actions/PRINT_CERTIFICATE");
        assertThat(seen.header("authorization").get(0)).startsWith("Bearer ");
        assertThat(seen.header("content-type")).containsExactly("application/json");
        assertThat(BirthScenarios.parsed(seen.body()).getString("id")).isEqualTo(birth.id());
    }

    @Test
    void aTriggerWithABadTokenNeverReachesTheCountry() {
        CoreEvent birth = core.declareBirth();
        core.request(birth, "PRINT_CERTIFICATE", jakarta.json.JsonValue.EMPTY_JSON_OBJECT);
        TriggerAnswer answer = core.triggerPending(birth, core.token(birth).issuer("somebody").sign());
        assertThat(answer.status()).isEqualTo(401);
        assertThat(country.seen()).isEmpty();
    }

    @Test
    void whatIsOursIsNotTheCountrys() {
        CoreEvent birth = heldBirth();
        awaitIdentified(birth);
        assertThat(bench.get("/health/live").statusCode()).isEqualTo(200);
        assertThat(bench.send(bench.request("/verify").POST(BodyPublishers.ofString("{}"))).statusCode()).isEqualTo(401);
        assertThat(country.seen()).isEmpty();
    }

    @Test
    void anUnknownPathIsTheCountrysWithAllThatBelongsToIt() {
        HttpResponse<String> answer = bench.send(bench.request("/forms/birth?lang=en&q=a%20b").header("X-Mine", "1").header("X-Mine", "2")
                .header("Accept-Language", "en").header("TE", "trailers").header("Proxy-Authorization", "secret").method("PATCH", BodyPublishers.ofString("hello")));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"from\":\"the country\"}");
        assertThat(answer.headers().allValues("x-country")).containsExactly("one", "two");
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        CountryConfig.Seen seen = country.seen().get(0);
        assertThat(seen.method()).isEqualTo("PATCH");
        assertThat(seen.pathAndQuery()).isEqualTo("/forms/birth?lang=en&q=a%20b");
        assertThat(seen.header("x-mine")).containsExactly("1", "2");
        assertThat(seen.header("accept-language")).containsExactly("en");
        assertThat(seen.header("te")).isEmpty();
        assertThat(seen.header("proxy-authorization")).isEmpty();
        assertThat(seen.body()).isEqualTo("hello");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 202, 204, 301, 304, 400, 401, 404, 409, 422, 500, 503})
    void theCountrysStatusIsKept(int status) {
        boolean bodiless = status == 204 || status == 304;
        country.answers(status, "text/plain", bodiless ? "" : "status " + status);
        HttpResponse<String> answer = bench.get("/something");
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(bodiless ? "" : "status " + status);
    }

    @Test
    void aLargeRequestStreams() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        country.handles(exchange -> {
            long count = exchange.getRequestBody().readNBytes(FIRST / 2).length;
            begun.countDown();
            count += exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            byte[] answer = Long.toString(count).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        });
        HttpResponse<String> answer = bench.send(bench.request("/upload").POST(BodyPublishers.ofInputStream(() -> new Gated(LARGE, FIRST, begun))));
        assertThat(answer.body()).isEqualTo(Integer.toString(LARGE));
    }

    @Test
    void aLargeAnswerStreams() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        country.handles(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            new Gated(LARGE, FIRST, begun).transferTo(exchange.getResponseBody());
        });
        HttpClient client = HttpClient.newHttpClient();
        HttpResponse<InputStream> answer = client.send(bench.request("/download").GET().build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            long count = body.readNBytes(FIRST / 2).length;
            begun.countDown();
            assertThat(count + body.transferTo(OutputStream.nullOutputStream())).isEqualTo(LARGE);
        }
    }

    /** So many bytes, of which those behind the first come only when the other side has begun to read. */
    private static final class Gated extends InputStream {
        private final int size;
        private final int first;
        private final CountDownLatch gate;
        private int at;

        Gated(int size, int first, CountDownLatch gate) {
            this.size = size;
            this.first = first;
            this.gate = gate;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            if (at >= first) {
                passTheGate();
            }
            int most = at < first ? first - at : size - at;
            int count = Math.min(length, most);
            if (count == 0) {
                return -1;
            }
            java.util.Arrays.fill(to, offset, offset + count, (byte) 'x');
            at += count;
            return count;
        }

        private void passTheGate() throws IOException {
            try {
                if (!gate.await(20, TimeUnit.SECONDS)) {
                    throw new IOException("nothing was passed on before all of it was there");
                }
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
                throw new IOException(ended);
            }
        }
    }

    @Test
    void aCountryConfigThatIsAwayIsAnswered502() {
        country.down();
        try {
            HttpResponse<String> answer = bench.get("/anything");
            assertThat(answer.statusCode()).isEqualTo(502);
            Refusals.assertPlain(answer);
        } finally {
            country.up();
        }
        assertThat(bench.get("/anything").statusCode()).isEqualTo(200);
    }

    @Test
    void whatIsWrongWithARequestIsNotTheCountrysFailure() {
        List<String> faults = new ArrayList<>();
        BadInput.all().forEach(bad -> {
            Wire wire = bad.how().apply(Wire.of("POST", "/forms/birth").header("Content-Type: application/json").body("{\"id\":\"1\",\"actions\":[]}"));
            Wire.Answer answer = wire.send(bench.server().base());
            Propriety.fault(answer, bad.noRequest() || bad.onTrigger().contains(0), true).ifPresent(fault -> faults.add(bad + ": " + fault + ": " + answer));
        });
        assertThat(faults).isEmpty();
        assertThat(bench.get("/anything").statusCode()).isEqualTo(200);
    }

    @Test
    void aRefusedTokenIsRenewedByTheSystemClientAndTheBirthAccepted() {
        CoreEvent birth = core.declareBirth();
        core.faults().on("accept", Fault.status(401, "application/json", "{\"message\":\"Missing authentication\"}").once().when(call -> call.text().contains(birth.id())));
        assertThat(core.register(birth).status()).isEqualTo(202);
        awaitIdentified(birth);
        assertThat(core.ledger().tokenKinds(birth)).containsExactly("exchanged-by-system");
    }
}

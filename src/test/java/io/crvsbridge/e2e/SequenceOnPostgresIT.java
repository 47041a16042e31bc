package io.crvsbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.simulators.CoreEvent;
import io.crvsbridge.simulators.Declaration;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two servers on one PostgreSQL, whose country counts its registrations. */
@Tag("long")
class SequenceOnPostgresIT {

    private static final int BIRTHS = 160;
    private static final int AT_ONCE = 16;

    @Test
    void twoServersCountTogetherAndNoNumberIsGivenTwice() {
        Map<String, String> settings = Map.of("COUNTRY_PACK", PackVariant.of(SequenceOnPostgresIT::counted).toString());
        try (Bench bench = Bench.started("sequence", Store.postgresql(), settings); BridgeServer second = bench.another("sequence-second", settings)) {
            second.start();
            List<HttpResponse<String>> answers = new ArrayList<>();
            long took = 0;
            for (int sent = 0; sent < BIRTHS; sent += AT_ONCE) {
                List<HttpRequest.Builder> requests = new ArrayList<>();
                for (int i = 0; i < AT_ONCE; i++) {
                    requests.add(register(bench, i % 2 == 0 ? bench.server().base() : second.base()));
                }
                long start = System.nanoTime();
                answers.addAll(bench.sendAll(requests));
                took += System.nanoTime() - start;
            }
            assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200));
            Set<String> numbers = new HashSet<>();
            answers.forEach(answer -> numbers.add(number(answer.body())));
            assertThat(numbers).hasSize(BIRTHS).allMatch(number -> number.matches("20\\d\\d-\\d{6}"));
            long next = Long.parseLong(bench.store().query("SELECT next_number FROM number_sequence WHERE name = 'births'").orElseThrow());
            System.out.printf("%d births numbered by two servers in %.1f s; the sequence stands at %d%n", BIRTHS, took / 1e9, next);
            assertThat(next % 50).isEqualTo(1);
            assertThat(next).as("blocks that two servers took").isBetween(BIRTHS + 1L, BIRTHS + 50L * AT_ONCE);
        }
    }

    private static HttpRequest.Builder register(Bench bench, URI server) {
        CoreEvent birth = bench.core().declare(Declaration.birth().mother("failed"));
        bench.core().request(birth, "REGISTER", Json.createObjectBuilder().build());
        return HttpRequest.newBuilder(server.resolve("/trigger/events/birth/actions/REGISTER")).header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + bench.core().token(birth).sign()).POST(HttpRequest.BodyPublishers.ofString(birth.document().toString()));
    }

    private static String number(String body) {
        try (JsonReader reader = Json.createReader(new StringReader(body))) {
            return reader.readObject().getString("registrationNumber");
        }
    }

    private static String counted(String file, String text) {
        return !file.equals("pack.yaml") ? text : PackVariant.replaced(text, "registrationNumber:\n  length: 12\n  characters: 0-9A-Z\n",
                "registrationNumber:\n  value: join([text(year(today)), pad(sequence('births'), 6)], '-')\n");
    }
}

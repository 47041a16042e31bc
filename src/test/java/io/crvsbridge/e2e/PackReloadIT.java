package io.crvsbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.simulators.CoreEvent;
import io.crvsbridge.simulators.Declaration;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The pack's files change under a running server. */
class PackReloadIT {

    private static final String SCOPE = "config.update";
    private static final String SAMPLE = """
            - sample: a birth without a verified family
              event: birth
              action: REGISTER
              declaration: {child.dob: 2026-01-01}
              expect: {decision: accept}
            """;

    private static Path pack;
    private static Path candidate;
    private static Path shipped;
    private static Bench bench;

    @BeforeAll
    static void start() {
        shipped = PackVariant.of((file, text) -> text);
        pack = PackVariant.of((file, text) -> text);
        candidate = PackVariant.of((file, text) -> file.equals("birth.yaml") ? PackVariant.replaced(text, "under(child.dob, 10)", "under(child.dob, 0)") : text);
        bench = Bench.started("pack-reload", Store.h2(),
                Map.of("COUNTRY_PACK", pack.toString(), "COUNTRY_PACK_LOOK_EVERY", "500ms", "COUNTRY_PACK_CANDIDATE", candidate.toString(), "COUNTRY_PACK_SCOPE", SCOPE));
    }

    @AfterAll
    static void stop() {
        bench.close();
    }

    @BeforeEach
    void asShipped() {
        bench.calm();
        List.of("birth.yaml", "death.yaml", "id-schema.json", "pack.yaml").forEach(file -> write(file, read(shipped.resolve(file))));
        delete("samples/a.yaml");
        awaitPack("the pack as it is shipped", data -> data.getString("version").equals("1") && !data.containsKey("refused"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(String file, String text) {
        try {
            Files.createDirectories(pack.resolve(file).getParent());
            Files.writeString(pack.resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(String file) {
        try {
            Files.deleteIfExists(pack.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void change(String file, String what, String by) {
        write(file, PackVariant.replaced(read(pack.resolve(file)), what, by));
    }

    private static JsonObject parsed(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    /** What the readiness says of the pack; it is ready in any case. */
    private static JsonObject packHealth() {
        HttpResponse<String> ready = bench.get("/health/ready");
        assertThat(ready.statusCode()).isEqualTo(200);
        return parsed(ready.body()).getJsonArray("checks").getValuesAs(JsonObject.class).stream().filter(check -> check.getString("name").equals("country-pack")).findFirst()
                .orElseThrow().getJsonObject("data");
    }

    private static void awaitPack(String what, java.util.function.Predicate<JsonObject> holds) {
        Await.until(what, Bench.SOON, () -> holds.test(packHealth()));
    }

    private static double refusedGauge() {
        return bench.get("/metrics").body().lines().filter(line -> line.startsWith("country_pack_refused")).mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))).sum();
    }

    /** A birth whose family is not known; how it was decided. */
    private static JsonObject decided(int status) {
        CoreEvent birth = bench.core().declare(Declaration.birth().mother("failed"));
        bench.core().request(birth, "REGISTER", JsonValue.EMPTY_JSON_OBJECT);
        String token = bench.core().token(birth).sign();
        assertThat(bench.send(bench.trigger(birth, token)).statusCode()).isEqualTo(status);
        return bench.history(token);
    }

    private static String userToken(String... scopes) {
        return bench.core().auth().recordToken("", "", "administrator-7").without("eventId").without("actionId").scopes(scopes).sign();
    }

    private static HttpResponse<String> impact(String query, String token) {
        return bench.send(bench.request("/pack/impact" + query).header("Authorization", "Bearer " + token).GET());
    }

    @Test
    void aGoodChangeIsRecordedWithTheNextDecision() {
        JsonObject before = decided(200);
        assertThat(before.getString("rule")).isEqualTo("without-identity");
        assertThat(before.getString("pack")).matches("1\\+[0-9a-f]{8}");

        change("pack.yaml", "version: \"1\"", "version: \"2\"");
        change("birth.yaml", "- name: without-identity\n      then: accept", "- name: never-registered\n      then: refuse\n      reason: only those with an identity are");
        awaitPack("the changed pack", data -> data.getString("version").equals("2"));
        JsonObject after = decided(400);
        assertThat(after.getString("rule")).isEqualTo("never-registered");
        assertThat(after.getString("pack")).matches("2\\+[0-9a-f]{8}");
        assertThat(refusedGauge()).isZero();
    }

    @Test
    void aBadChangeNeverServesAndReadinessLogAndMetricSayWhy() {
        long alarms = bench.server().log().lines().filter(line -> line.contains("CB170")).count();
        change("birth.yaml", "under(child.dob, 10)", "under(child.birthday, 10)");
        awaitPack("the trouble", data -> data.containsKey("refused"));
        JsonObject data = packHealth();
        assertThat(data.getString("version")).isEqualTo("1");
        assertThat(data.getString("refused")).contains("birth.yaml:").contains("actions.REGISTER.verified-family.when");
        assertThat(decided(200).getString("rule")).isEqualTo("without-identity");
        assertThat(refusedGauge()).isEqualTo(1);
        assertThat(bench.server().log().lines().filter(line -> line.contains("CB170"))).as("told once").hasSize((int) alarms + 1)
                .last().asString().contains("birth.yaml:", "default 1");

        change("birth.yaml", "under(child.birthday, 10)", "under(child.dob, 10)");
        awaitPack("nothing wrong", restored -> !restored.containsKey("refused"));
        assertThat(refusedGauge()).isZero();
        assertThat(decided(200).getString("rule")).isEqualTo("without-identity");
    }

    @Test
    void aSampleThatComesOutOtherwiseKeepsAChangeFromServing() {
        write("samples/a.yaml", SAMPLE);
        awaitPack("the samples", data -> data.getInt("samples") == 1);
        change("birth.yaml", "- name: without-identity\n      then: accept", "- name: without-identity\n      then: refuse\n      reason: none");
        awaitPack("the trouble", data -> data.containsKey("refused"));
        assertThat(packHealth().getString("refused")).isEqualTo("samples/a.yaml:5: a birth without a verified family: decision: expected accept, is refuse");
        assertThat(decided(200).getString("rule")).isEqualTo("without-identity");
    }

    @Test
    void aStartWithABadPackServesTheLastGoodOne() {
        change("pack.yaml", "version: \"1\"", "version: \"3\"");
        awaitPack("the changed pack", data -> data.getString("version").equals("3"));
        change("birth.yaml", "under(child.dob, 10)", "under(child.birthday, 10)");
        bench.server().restart();
        JsonObject data = packHealth();
        assertThat(data.getString("version")).isEqualTo("3");
        assertThat(data.getString("refused")).contains("birth.yaml:");
        assertThat(bench.server().log()).contains("CB172");
        assertThat(decided(200).getString("pack")).startsWith("3+");
    }

    @Test
    void whatACandidateWouldChangeIsToldOfOpenActionsWithoutTheirValues() {
        bench.mosip().workflow().delayMillis(30_000);
        CoreEvent birth = bench.core().declareBirth();
        assertThat(bench.core().register(birth).status()).isEqualTo(202);
        bench.rid(birth);
        String action = bench.core().ledger().declaration(birth).getJsonObject("mother.name").getString("surname");

        JsonObject page = parsed(impact("", userToken(SCOPE)).body());
        assertThat(page.getJsonObject("candidate").getString("fingerprint")).isNotEqualTo(page.getJsonObject("serving").getString("fingerprint"));
        assertThat(page.getJsonArray("samples")).isEmpty();
        JsonObject change = page.getJsonArray("actions").getValuesAs(JsonObject.class).get(0);
        assertThat(change.getString("judgedBy")).isEqualTo("verified-family");
        assertThat(change.getJsonObject("before").getString("decision")).isEqualTo("hold");
        assertThat(change.getJsonObject("after").getString("decision")).isEqualTo("accept");
        assertThat(change.getJsonObject("after").getString("rule")).isEqualTo("without-identity");
        assertThat(change.getJsonArray("differs").toString()).contains("packet.fullName.eng", "operation");
        assertThat(page.toString()).doesNotContain(action);
        String last = page.getString("next", "ffffffff-ffff-ffff-ffff-ffffffffffff");
        assertThat(parsed(impact("?after=" + last, userToken(SCOPE)).body()).containsKey("samples")).isFalse();
    }

    /** A look that knows less than whoever maps in earnest tells of packets that would not be sent, and are. */
    @Test
    void aCandidateKnowsOfARecordWhatItWillKnowWhenItServes() throws IOException {
        bench.mosip().workflow().delayMillis(30_000);
        CoreEvent birth = bench.core().declareBirth();
        assertThat(bench.core().register(birth).status()).isEqualTo(202);
        bench.rid(birth);
        String other = Files.readString(candidate.resolve("birth.yaml"));
        Files.writeString(candidate.resolve("birth.yaml"), read(shipped.resolve("birth.yaml")).replace("\"get(context, 'registrationNumber')\"", "\"get(context, 'trackingId') + get(context, 'office')\"")
                .replaceFirst("mandatory: \\[fullName", "mandatory: [birthCertificateNumber, fullName"));
        try {
            JsonObject change = parsed(impact("", userToken(SCOPE)).body()).getJsonArray("actions").getValuesAs(JsonObject.class).get(0);
            assertThat(change.getJsonArray("differs").toString()).isEqualTo("[\"packet.birthCertificateNumber\"]");
        } finally {
            Files.writeString(candidate.resolve("birth.yaml"), other);
        }
    }

    @Test
    void nobodyElseIsToldOfTheImpact() {
        CoreEvent birth = bench.core().declareBirth();
        bench.core().request(birth, "REGISTER", JsonValue.EMPTY_JSON_OBJECT);
        assertThat(bench.get("/pack/impact").statusCode()).isEqualTo(401);
        assertThat(impact("", userToken("record.read")).statusCode()).isEqualTo(403);
        assertThat(impact("", bench.core().token(birth).scopes(SCOPE).sign()).statusCode()).as("a record's token").isEqualTo(403);
        assertThat(impact("?after=%27%3B--", userToken(SCOPE)).statusCode()).isEqualTo(422);
    }

    @Test
    void aCandidateThatMayNotServeIsToldWithItsFaults() throws IOException {
        String good = Files.readString(candidate.resolve("death.yaml"));
        Files.writeString(candidate.resolve("death.yaml"), good.replace("then: accept", "then: perhaps"));
        try {
            HttpResponse<String> answer = impact("", userToken(SCOPE));
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.body()).contains("death.yaml:").contains("must be accept, refuse");
        } finally {
            Files.writeString(candidate.resolve("death.yaml"), good);
        }
    }

    @Test
    void theCommandNeedsNothingButItsJar() throws Exception {
        Path jar = Path.of(System.getProperty("bridge.home", "target/liberty/wlp"), "usr/shared/resources/check/crvs-bridge-check.jar").toAbsolutePath();
        Process check = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-jar", jar.toString(), candidate.toString(), "--against", shipped.toString())
                .redirectErrorStream(true).start();
        String printed = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(check.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(printed).contains("may serve: 11 rules");
        assertThat(check.exitValue()).isZero();
    }
}

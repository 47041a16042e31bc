package io.crvsbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.kernel.ActionKey;
import io.crvsbridge.opencrvs.Attacker;
import io.crvsbridge.opencrvs.Forgeries;
import io.crvsbridge.simulators.CoreEvent;
import io.crvsbridge.simulators.TriggerAnswer;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever has no token of Core for the very action gets nothing: no row, no call, no address of his looked at. */
abstract class ForgedTokenScenarios extends Scenarios {

    private static final int FLOOD = Integer.getInteger("forgery.flood", 1_000);
    private static final Duration AT_ONCE = Duration.ofSeconds(15);
    private static final String PATH = "/trigger/events/birth/actions/REGISTER";
    private static final List<String> QUIET = List.of("reject", "get", "search", "token");

    private Attacker attacker;
    private CoreEvent birth;
    private Map<String, Integer> calls;

    ForgedTokenScenarios(Benches which) {
        super(which);
    }

    @BeforeEach
    void aBirthWaitsToBeAnnounced() {
        attacker = new Attacker("{}");
        birth = pendingBirth();
        calls = calls();
    }

    @AfterEach
    void theAttackerGoes() {
        attacker.close();
    }

    @Test
    void noForgedTokenIsTaken() {
        double before = bench.counter("tokens_refused");
        Map<String, String> forged = forgeries().unauthentic();
        assertThat(forged).hasSizeGreaterThanOrEqualTo(150);
        Map<String, Integer> wrong = new TreeMap<>();
        Map<String, Duration> slowest = new TreeMap<>();
        forged.forEach((name, token) -> {
            long begun = System.nanoTime();
            int status = status(List.of("Authorization: Bearer " + token));
            slowest.merge(name, Duration.ofNanos(System.nanoTime() - begun), (one, two) -> two);
            if (status != 401 && !(isOdd(token) && isRefusedByTheContainer(status))) {
                wrong.put(name, status);
            }
        });
        assertThat(wrong).as("statuses other than 401").isEmpty();
        slowest.values().removeIf(time -> time.compareTo(AT_ONCE) < 0);
        assertThat(slowest).as("slow answers").isEmpty();
        assertThat(bench.counter("tokens_refused") - before).as("counted").isGreaterThanOrEqualTo(forged.size() - 10.0);
        assertNothingHappened();
    }

    @Test
    void noTokenForSomethingElsePermitsThis() {
        double before = bench.counter("tokens_refused");
        Map<String, String> forged = forgeries().notPermitted();
        Map<String, Integer> wrong = new TreeMap<>();
        forged.forEach((name, token) -> keep(wrong, name, status(List.of("Authorization: Bearer " + token)), status -> status == 403));
        assertThat(wrong).as("statuses other than 403").isEmpty();
        assertThat(bench.counter("tokens_refused") - before).isEqualTo(forged.size());
        assertNothingHappened();
    }

    /** The registrar's token of one record, with a document that would like it to be of another. */
    @Test
    void aRegistrarsGenuineTokenOpensNoOtherRecord() {
        CoreEvent own = pendingBirth();
        String token = core.token(own).sign();
        JsonObject victim = birth.document();
        Map<String, Integer> statuses = new LinkedHashMap<>();
        statuses.put("the victim's document", status(token, victim.toString()));
        statuses.put("under the own id", status(token, Json.createObjectBuilder(victim).add("id", own.id()).build().toString()));
        statuses.put("with the own pending action beside", status(token, withActions(victim, own.document())));
        statuses.put("with both ids", status(token, victim.toString().replaceFirst("\\{", "{\"id\":\"" + own.id() + "\",")));
        statuses.put("the own pending action renamed", status(token, own.document().toString().replace(own.pendingActionId(), birth.pendingActionId())));

        assertThat(statuses.values()).as(statuses.toString()).allMatch(status -> status == 403 || status == 422);
        assertNothingHappened();
        assertThat(core.triggerPending(own).status()).isEqualTo(202);
        awaitIdentified(own);
    }

    private static String withActions(JsonObject document, JsonObject other) {
        JsonArrayBuilder both = Json.createArrayBuilder(document.getJsonArray("actions"));
        other.getJsonArray("actions").forEach(both::add);
        return Json.createObjectBuilder(document).add("actions", both).build().toString();
    }

    @Test
    void aGoodTokenInAnotherPlaceIsNoToken() {
        String good = core.token(birth).sign();
        String bad = core.token(birth).issuer("somebody").sign();
        Map<String, List<String>> places = new LinkedHashMap<>();
        places.put("nowhere", List.of());
        places.put("a cookie", List.of("Cookie: Authorization=Bearer " + good + "; token=" + good + "; access_token=" + good));
        places.put("other headers", Stream.of("X-Authorization", "Proxy-Authorization", "Authentication", "X-Forwarded-Authorization", "X-Access-Token", "authorization2")
                .map(name -> name + ": Bearer " + good).toList());
        places.put("Basic", List.of("Authorization: Basic " + good));
        places.put("Digest", List.of("Authorization: Digest " + good));
        places.put("JWT", List.of("Authorization: JWT " + good));
        places.put("no scheme", List.of("Authorization: " + good));
        places.put("no blank", List.of("Authorization: Bearer" + good));
        places.put("a tab", List.of("Authorization: Bearer\t" + good));
        places.put("a colon", List.of("Authorization: Bearer: " + good));
        places.put("as a parameter", List.of("Authorization: Bearer token=\"" + good + "\""));
        places.put("quoted", List.of("Authorization: Bearer \"" + good + "\""));
        places.put("good, then good", List.of("Authorization: Bearer " + good, "Authorization: Bearer " + good));
        places.put("good, then bad", List.of("Authorization: Bearer " + good, "Authorization: Bearer " + bad));
        places.put("bad, then good", List.of("Authorization: Bearer " + bad, "authorization: Bearer " + good));
        places.put("empty, then good", List.of("Authorization:", "Authorization: Bearer " + good));
        places.put("good, then empty", List.of("Authorization: Bearer " + good, "AUTHORIZATION: "));
        places.put("two in one", List.of("Authorization: Bearer " + good + ", Bearer " + good));
        places.put("two schemes in one", List.of("Authorization: Basic eDp4, Bearer " + good));
        Map<String, Integer> wrong = new TreeMap<>();
        places.forEach((name, lines) -> keep(wrong, name, status(lines), status -> status == 401));
        keep(wrong, "the query", RawHttp.status(RawHttp.post(bench.server().base(), PATH + "?access_token=" + good + "&token=" + good + "&Authorization=Bearer%20" + good,
                List.of(), document())), status -> status == 401);
        keep(wrong, "the path", RawHttp.status(RawHttp.post(bench.server().base(), PATH + ";Authorization=Bearer%20" + good, List.of(), document())), status -> status == 401 || status == 404);
        keep(wrong, "the body", status(List.of(), ("{\"token\":\"" + good + "\",\"authorization\":\"Bearer " + good + "\"," + birth.document().toString().substring(1))), status -> status == 401);
        assertThat(wrong).as("statuses other than 401").isEmpty();
        assertNothingHappened();
    }

    /** What the container cannot read is refused by it. */
    @Test
    void headersThatAreNoneAreRefused() {
        String good = core.token(birth).sign();
        String half = good.substring(0, good.length() / 2);
        Map<String, List<String>> odd = new LinkedHashMap<>();
        odd.put("a megabyte of token", List.of("Authorization: Bearer " + "e".repeat(1_000_000)));
        odd.put("a megabyte beside", List.of("X-Large: " + "x".repeat(1_000_000), "Authorization: Bearer x"));
        odd.put("ten thousand headers", Collections.nCopies(10_000, "Authorization: Bearer x"));
        odd.put("a header name of a megabyte", List.of("X".repeat(1_000_000) + ": Bearer " + good));
        odd.put("a zero byte", List.of("Authorization: Bearer " + half + "\0" + good.substring(half.length())));
        odd.put("a bare line feed", List.of("Authorization: Bearer " + half + "\n" + good.substring(half.length())));
        odd.put("a bare carriage return", List.of("Authorization: Bearer " + half + "\r" + good.substring(half.length())));
        odd.put("folded within the token", List.of("Authorization: Bearer " + half, " " + good.substring(half.length())));
        odd.put("a line without a colon", List.of("Authorization Bearer " + good));
        odd.put("letters outside ASCII", List.of("Authorization: Bearer \u00e9\u00ff" + good));
        odd.put("a vertical tab", List.of("Authorization:\u000bBearer " + good));
        Map<String, Integer> wrong = new TreeMap<>();
        odd.forEach((name, lines) -> keep(wrong, name, status(lines), status -> status == 401 || isRefusedByTheContainer(status)));
        assertThat(wrong).isEmpty();
        assertThat(bench.server().isReady()).isTrue();
        assertNothingHappened();
    }

    @Test
    void theWordBearerAndTheHeadersNameAreReadInAnyCase() {
        assertThat(status(List.of("aUTHORIZATION: bEARER " + core.token(birth).sign()))).isEqualTo(202);
        CoreEvent other = pendingBirth();
        assertThat(status(List.of("authorization:\tBearer   " + core.token(other).sign() + "  "), other.document().toString())).isEqualTo(202);
        awaitIdentified(birth);
        awaitIdentified(other);
    }

    /** Refusals leave no rows, and a line a minute. */
    @Test
    void aFloodFillsNeitherLogNorDatabase() {
        List<String> forged = new ArrayList<>(forgeries().unauthentic().values().stream().filter(token -> !isOdd(token) && token.length() < 4_000).toList());
        forged.addAll(forgeries().notPermitted().values());
        long log = logged();
        String rows = rows();
        double before = bench.counter("tokens_refused");
        List<HttpRequest.Builder> batch = new ArrayList<>();
        for (int sent = 0; sent < FLOOD; sent++) {
            batch.add(bench.trigger(birth, forged.get(sent % forged.size())));
            if (batch.size() == 50 || sent == FLOOD - 1) {
                assertThat(bench.sendAll(batch)).allMatch(answer -> answer.statusCode() == 401 || answer.statusCode() == 403);
                batch.clear();
            }
        }
        assertThat(bench.counter("tokens_refused") - before).isEqualTo(FLOOD);
        assertThat(logged() - log).as("bytes of log for " + FLOOD + " refusals").isLessThan(20_000);
        assertThat(rows()).isEqualTo(rows);
        String quoted = bench.server().log();
        assertThat(forged.stream().map(token -> token.substring(token.lastIndexOf('.') + 1)).filter(part -> part.length() > 20)).noneMatch(quoted::contains);
        assertNothingHappened();
    }

    private String rows() {
        return bench.store().query("SELECT (SELECT COUNT(*) FROM pending_action) || '/' || (SELECT COUNT(*) FROM attention) || '/' || (SELECT COUNT(*) FROM audit_event)").orElse("");
    }

    /** Everything the server has written for people. */
    private long logged() {
        try (Stream<Path> files = Files.walk(bench.server().logFile().getParent())) {
            return files.filter(file -> file.toString().endsWith(".log") || file.toString().contains("ffdc")).filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Forgeries forgeries() {
        return new Forgeries(core.auth().keys(), new ActionKey(birth.id(), birth.pendingActionId()), Instant.now(), attacker.base() + "/key");
    }

    /** Over HTTP it may be no header at all. */
    private static boolean isOdd(String token) {
        return token.length() > 8_000 || token.chars().anyMatch(c -> c < 0x20 || c > 0x7e);
    }

    /** 0: it hung up. */
    private static boolean isRefusedByTheContainer(int status) {
        return List.of(0, 400, 413, 414, 422, 431).contains(status);
    }

    private static void keep(Map<String, Integer> wrong, String name, int status, IntPredicate right) {
        if (!right.test(status)) {
            wrong.put(name, status);
        }
    }

    private int status(String token, String body) {
        return status(List.of("Authorization: Bearer " + token), body);
    }

    private int status(List<String> lines) {
        return RawHttp.status(RawHttp.post(bench.server().base(), PATH, lines, document()));
    }

    private int status(List<String> lines, String body) {
        return RawHttp.status(RawHttp.post(bench.server().base(), PATH, lines, body.getBytes(StandardCharsets.UTF_8)));
    }

    private byte[] document() {
        return birth.document().toString().getBytes(StandardCharsets.UTF_8);
    }

    private CoreEvent pendingBirth() {
        CoreEvent event = core.declareBirth();
        core.request(event, "REGISTER", JsonValue.EMPTY_JSON_OBJECT);
        return event;
    }

    private Map<String, Integer> calls() {
        Map<String, Integer> counts = new TreeMap<>();
        QUIET.forEach(endpoint -> counts.put(endpoint, core.calls(endpoint)));
        return counts;
    }

    /** Nothing is stored and nobody was called; the genuine trigger is then taken as if nothing had been. */
    private void assertNothingHappened() {
        assertThat(attacker.connections()).as("connections to the attacker").isZero();
        assertThat(bench.rids(birth)).isEmpty();
        assertThat(core.ledger().acceptCalls(birth)).isZero();
        assertThat(calls()).as("calls to Core").isEqualTo(calls);
        String action = birth.pendingActionId();
        for (String query : List.of("SELECT COUNT(*) FROM pending_action WHERE action_id = '" + action + "' OR event_id = '" + birth.id() + "'",
                "SELECT COUNT(*) FROM attention WHERE subject = '" + action + "' OR event_id = '" + birth.id() + "'",
                "SELECT COUNT(*) FROM audit_event WHERE subject = '" + action + "' OR detail LIKE '%" + birth.id() + "%'")) {
            bench.store().query(query).ifPresent(rows -> assertThat(rows).as(query).isEqualTo("0"));
        }
        TriggerAnswer genuine = core.triggerPending(birth);
        assertThat(genuine.status()).as(genuine.body()).isEqualTo(202);
        awaitIdentified(birth);
        assertThat(attacker.connections()).isZero();
    }
}

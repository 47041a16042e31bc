package io.crvsbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.e2e.Registrars.Registered;
import io.crvsbridge.e2e.Registrars.Verdict;
import io.crvsbridge.simulators.CoreEvent;
import io.crvsbridge.simulators.CoreSimulator;
import io.crvsbridge.simulators.MosipSimulator;
import io.crvsbridge.simulators.TriggerAnswer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A database that is away loses nothing and doubles nothing: what comes meanwhile is kept in the journal. On a PostgreSQL of its own, that is stopped. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("long")
class DatabaseDownIT {

    private static final Duration LONG = Duration.ofSeconds(240);
    private static final int REGISTRARS = 3;
    private static final int SOCKET_SECONDS = 5;

    private static Postgres postgres;
    private static Bench bench;
    private static CoreSimulator core;
    private static MosipSimulator mosip;
    private static Map<String, String> settings;

    @BeforeAll
    static void start() throws IOException {
        postgres = Postgres.own();
        Store store = Store.postgresql(postgres);
        settings = Map.of("COUNTRY_PACK", pack().toString(), "DB_URL", store.settings().get("DB_URL") + "?connectTimeout=3&socketTimeout=" + SOCKET_SECONDS);
        bench = Bench.started("database-down", store, settings);
        core = bench.core();
        mosip = bench.mosip();
    }

    @AfterAll
    static void stop() {
        try {
            if (bench != null) {
                bench.close();
            }
        } finally {
            if (postgres != null) {
                postgres.close();
            }
        }
    }

    /** The shipped pack, that also refuses some births and every rejection. */
    private static Path pack() throws IOException {
        Path pack = PackVariant.of((file, text) -> text);
        Path birth = pack.resolve("birth.yaml");
        String text = Files.readString(birth);
        String refusals = """
                actions:
                  REJECT:
                    - name: never
                      then: refuse
                      reason: not in this test
                  REGISTER:
                    - name: refused
                      when: mother.verified == 'refused'
                      then: refuse
                      reason: not this mother
                """;
        assertThat(text).contains("actions:\n  REGISTER:\n");
        Files.writeString(birth, text.replace("actions:\n  REGISTER:\n", refusals));
        return pack;
    }

    @Test
    @Order(1)
    void whatComesWhileTheDatabaseIsAwayEndsOnceWhenItIsBack() throws IOException {
        CoreEvent submitted = birthThatWaitsForItsCredential();
        List<Registered> all = new ArrayList<>();
        CoreEvent unreadable;
        CoreEvent rejection;
        try (Registrars registrars = new Registrars(core, REGISTRARS)) {
            registrars.awaitMore(15, LONG);
            Registered answeredAtOnce = registrars.register(Verdict.ACCEPT);
            assertThat(answeredAtOnce.answer().status()).isEqualTo(200);

            int before = registrars.count();
            postgres.down();
            registrars.awaitMore(100, LONG);
            System.out.println("Answers in milliseconds while the database is away: " + Registrars.times(registrars.registered().subList(before, registrars.count())));

            Registered refused = registrars.register(Verdict.REFUSE);
            assertThat(refused.answer().status()).isEqualTo(202);
            assertThat(again(refused).status()).as("the same action within the outage").isEqualTo(202);
            assertThat(again(answeredAtOnce).status()).as("an action that was stored before").isEqualTo(202);
            assertThat(core.trigger(core.declareBirth(), "PRINT_CERTIFICATE").status()).as("an action that is not ours").isEqualTo(200);
            unreadable = core.declareBirth();
            core.request(unreadable, "REGISTER", jakarta.json.JsonValue.EMPTY_JSON_OBJECT);
            assertThat(bench.send(bench.trigger(unreadable, core.token(unreadable).sign(), "{}")).statusCode()).as("an unreadable document").isEqualTo(422);
            rejection = core.declareBirth();
            assertThat(core.trigger(rejection, "REJECT").status()).isEqualTo(202);
            String rid = bench.rids(submitted).get(0);
            mosip.issue(rid).join();
            assertThat(mosip.ledger().deliveries(rid)).as("the delivery within the outage").last().satisfies(d -> assertThat(d.status()).isBetween(200, 299));
            assertThat(bench.get("/health/ready").body()).contains("\"answers\":false");
            assertThat(bench.get("/health/ready").statusCode()).isEqualTo(200);
            registrars.rest();
            all.addAll(registrars.registered());
        }
        bench.server().kill();
        assertThat(entries(bench.server())).isNotEmpty();
        Path torn = Files.writeString(journal(bench.server()).resolve("00000000000000001-00000000.trigger.part"), "torn");

        bench.server().start();
        assertThat(torn).doesNotExist();
        try (Registrars registrars = new Registrars(core, REGISTRARS)) {
            registrars.awaitMore(20, LONG);
            registrars.rest();
            assertThat(registrars.registered()).as("answers of a server that started without its database").allMatch(r -> r.answer().status() == 202);
            all.addAll(registrars.registered());
        }
        postgres.upAgain();
        endLeases();

        Registrars.assertAnswered(all);
        all.forEach(DatabaseDownIT::awaitEnd);
        awaitIdentified(submitted);
        awaitEmpty(bench.server());
        assertThat(bench.counter("journal_replayed")).isGreaterThanOrEqualTo(60);
        assertThat(bench.counter("journal_entries_waiting") + bench.counter("journal_entries_set_aside")).isZero();
        assertThat(bench.store().query("SELECT count(*) FROM attention WHERE kind = 'UNREADABLE' AND event_id = '" + unreadable.id() + "'")).contains("1");
        Await.until("the rejection that Core cannot be told is parked", LONG, () -> bench.store().query("SELECT park_cause FROM pending_action WHERE event_id = '" + rejection.id() + "'")
                .filter("NO_LATE_REJECT"::equals).isPresent());
        assertThat(bench.store().query("SELECT count(*) FROM pending_action WHERE answer_status <> 202 AND decision = 'HOLD'")).contains("0");
        peersHaveNoComplaints();
    }

    @Test
    @Order(3)
    void twoServersThatKeptTheSameActionsMakeNoDouble() {
        BridgeServer first = bench.server();
        try (BridgeServer second = bench.another("database-down-second", settings).start()) {
            postgres.down();
            List<Registered> all = new ArrayList<>();
            try (Registrars registrars = new Registrars(core, 0)) {
                for (Verdict verdict : Verdict.values()) {
                    all.add(registrars.register(verdict));
                }
            }
            core.bridge(second.base());
            all.forEach(r -> assertThat(again(r).status()).isEqualTo(202));
            assertThat(entries(first)).hasSize(Verdict.values().length);
            assertThat(entries(second)).hasSize(Verdict.values().length);

            first.kill();
            postgres.upAgain();
            awaitEmpty(second);
            first.start();
            awaitEmpty(first);
            all.forEach(DatabaseDownIT::awaitEnd);
            assertThat(all).allSatisfy(r -> assertThat(core.ledger().acceptCalls(r.birth()) + core.ledger().rejectCalls(r.birth())).as("calls for " + r.verdict()).isEqualTo(1));
            peersHaveNoComplaints();
        } finally {
            core.bridge(first.base());
        }
    }

    @Test
    @Order(2)
    void aDatabaseThatHangsIsNoticedByTheTimeOutsOfItsUrl() {
        List<Registered> all = new ArrayList<>();
        try (Registrars registrars = new Registrars(core, REGISTRARS)) {
            registrars.awaitMore(6, LONG);
            long outages = outages();
            postgres.pause();
            try {
                Await.until("the hanging database is noticed", LONG, () -> outages() > outages);
                registrars.awaitMore(REGISTRARS, LONG);
                int before = registrars.count();
                registrars.awaitMore(30, LONG);
                System.out.println("Answers in milliseconds while the database hangs: " + Registrars.times(registrars.registered().subList(before, registrars.count())));
            } finally {
                postgres.goOn();
            }
            registrars.rest();
            all.addAll(registrars.registered());
        }
        Registrars.assertAnswered(all);
        awaitEmpty(bench.server());
        all.forEach(DatabaseDownIT::awaitEnd);
        peersHaveNoComplaints();
    }

    private static CoreEvent birthThatWaitsForItsCredential() {
        mosip.hub().mischief().lose(1);
        CoreEvent birth = core.declareBirth();
        assertThat(core.register(birth).status()).isEqualTo(202);
        String rid = bench.rid(birth);
        Await.until("the hub has lost the credential", LONG, () -> mosip.ledger().deliveries(rid).stream().anyMatch(d -> d.lost()));
        return birth;
    }

    private static long outages() {
        return bench.server().log().lines().filter(line -> line.contains("CB030")).count();
    }

    private static TriggerAnswer again(Registered registered) {
        return core.triggerAgain(registered.birth(), registered.answer().actionId());
    }

    /** Exactly one end, and the right one. */
    private static void awaitEnd(Registered registered) {
        CoreEvent birth = registered.birth();
        switch (registered.verdict()) {
            case HOLD -> awaitIdentified(birth);
            case ACCEPT -> Await.until("Core has registered " + birth.trackingId(), LONG, () -> core.ledger().acceptedRegisters(birth) == 1);
            case REFUSE -> Await.until("Core has rejected " + birth.trackingId(), LONG, () -> core.ledger().rejectedRegisters(birth) == 1);
        }
        boolean refused = registered.verdict() == Verdict.REFUSE;
        assertThat(core.ledger().acceptedRegisters(birth)).isEqualTo(refused ? 0 : 1);
        assertThat(core.ledger().rejectedRegisters(birth)).isEqualTo(refused ? 1 : 0);
        assertThat(bench.rids(birth)).hasSize(registered.verdict() == Verdict.HOLD ? 1 : 0);
        assertThat(core.ledger().transactionIds(birth)).hasSizeLessThanOrEqualTo(1);
    }

    /** What the hub gave up while the server was away, MOSIP issues again. */
    private static void awaitIdentified(CoreEvent birth) {
        Await.until("the end of birth " + birth.trackingId() + bench.server().logFile(), LONG, () -> {
            boolean registered = core.ledger().acceptedRegisters(birth) > 0;
            bench.rids(birth).stream().filter(rid -> !registered && allLost(rid)).forEach(mosip::issue);
            return registered;
        });
        assertThat(bench.rids(birth)).hasSize(1);
        assertThat(bench.childNid(birth)).contains(mosip.credentials().vid(bench.rids(birth).get(0)));
    }

    private static boolean allLost(String rid) {
        var deliveries = mosip.ledger().deliveries(rid);
        return !deliveries.isEmpty() && deliveries.size() == mosip.ledger().credentials(rid) && deliveries.stream().allMatch(d -> d.lost());
    }

    /** Nobody holds them any more: the server that did was killed. */
    private static void endLeases() {
        for (String table : List.of("pending_action", "hub_delivery")) {
            bench.store().query("WITH freed AS (UPDATE " + table + " SET leased_until = NULL WHERE lease IS NOT NULL RETURNING 1) SELECT count(*) FROM freed");
        }
    }

    private static void awaitEmpty(BridgeServer server) {
        Await.until("the journal of " + server.base() + " is empty", LONG, () -> entries(server).isEmpty());
    }

    private static Path journal(BridgeServer server) {
        return server.dataDir().resolve("journal");
    }

    private static List<Path> entries(BridgeServer server) {
        try (Stream<Path> files = Files.list(journal(server))) {
            return files.toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void peersHaveNoComplaints() {
        assertThat(core.ledger().earlyAccepts()).as("accepts before the trigger was answered").isEmpty();
        assertThat(core.ledger().parallelCalls()).as("parallel calls for one event").isEmpty();
        assertThat(core.ledger().poisoned()).isEmpty();
        assertThat(mosip.ledger().violations()).as("what MOSIP complains of").isEmpty();
        assertThat(mosip.ledger().droppedFields()).isEmpty();
    }
}

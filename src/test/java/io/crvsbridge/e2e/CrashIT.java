package io.crvsbridge.e2e;

import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Nothing that was acknowledged is lost or done twice, whenever a server or its database is killed. Both stores at the same time, since most of it is
 * waiting for starts. {@code crash.kills} says how often for each store, {@code crash.seed} makes the moments those of an earlier run,
 * {@code crash.h2.url} takes another URL for H2, such as one that is not durable.
 */
class CrashIT {

    private static final int KILLS = Integer.getInteger("crash.kills", 2);
    private static final long SEED = Long.getLong("crash.seed", System.nanoTime());
    private static final String STORES = System.getProperty("crash.stores", "h2,postgresql");
    private static final long MINUTES = 10 + 2L * KILLS;

    private static CompletableFuture<Void> onH2;
    private static CompletableFuture<Void> onPostgresql;

    @BeforeAll
    static void crashBoth() {
        System.out.println("crash.kills=" + KILLS + " crash.seed=" + SEED);
        onH2 = going("h2", CrashIT::crashH2);
        onPostgresql = going("postgresql", CrashIT::crashPostgresql);
    }

    private static CompletableFuture<Void> going(String store, Runnable crash) {
        return STORES.contains(store) ? CompletableFuture.runAsync(crash) : CompletableFuture.completedFuture(null);
    }

    private static void crashH2() {
        Map<String, String> settings = Optional.ofNullable(System.getProperty("crash.h2.url")).map(url -> Map.of("DB_URL", url)).orElse(Map.of());
        try (Crash crash = new Crash("H2", Bench.started("crash-h2", Store.h2(settings), LifeEvent.settings()), Optional.empty(), new SplittableRandom(SEED))) {
            crash.run(KILLS);
        }
    }

    private static void crashPostgresql() {
        Postgres cluster = Postgres.own();
        Store store = Store.postgresql(cluster);
        System.out.println("PostgreSQL: fsync=" + store.query("SHOW fsync").orElseThrow() + " synchronous_commit=" + store.query("SHOW synchronous_commit").orElseThrow());
        try (Crash crash = new Crash("PostgreSQL", Bench.started("crash-postgresql", store, LifeEvent.settings()), Optional.of(cluster), new SplittableRandom(SEED + 1))) {
            crash.run(KILLS);
        }
    }

    @Test
    void nothingIsLostOrDoubledWhenAServerOnH2IsKilled() throws Throwable {
        ended(onH2);
    }

    @Test
    void nothingIsLostOrDoubledWhenAServerOnPostgresqlOrItsDatabaseIsKilled() throws Throwable {
        ended(onPostgresql);
    }

    private static void ended(CompletableFuture<Void> going) throws Throwable {
        try {
            going.get(MINUTES, TimeUnit.MINUTES);
        } catch (ExecutionException failed) {
            throw failed.getCause();
        }
    }
}

package io.crvsbridge.e2e;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Nothing that was acknowledged is lost or done twice when a server is killed. Both servers at the same time, since most of it is waiting for leases. */
class KillIT {

    private static final Map<Benches, CompletableFuture<Void>> GOING = new EnumMap<>(Benches.class);

    @BeforeAll
    static void killBoth() {
        for (Benches which : new Benches[] {Benches.H2, Benches.POSTGRESQL}) {
            GOING.put(which, CompletableFuture.runAsync(() -> new Kill(which).run()));
        }
    }

    @Test
    void birthsOutlastAKillOnH2() throws Throwable {
        ended(Benches.H2);
    }

    @Test
    void birthsOutlastAKillOnPostgresql() throws Throwable {
        ended(Benches.POSTGRESQL);
    }

    private static void ended(Benches which) throws Throwable {
        try {
            GOING.get(which).get(8, TimeUnit.MINUTES);
        } catch (ExecutionException failed) {
            throw failed.getCause();
        }
    }
}

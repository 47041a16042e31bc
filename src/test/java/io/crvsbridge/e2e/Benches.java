package io.crvsbridge.e2e;

import io.crvsbridge.simulators.CoreAuth;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.opentest4j.TestAbortedException;

/** The benches that test classes share, each started when it is first needed and kept to the end of the run. */
enum Benches {
    H2,
    POSTGRESQL,
    /** For requests that leave much behind them: its peers complain of nothing that counts. */
    FUZZED,
    /** As {@link #H2}, but impatient, so that what is not reported within seconds is asked for, and with a process for every life event. */
    ASKING_H2,
    /** The same on PostgreSQL. */
    ASKING_POSTGRESQL,
    /** With a country config behind the server and a system client at Core. */
    FURNISHED;

    private static final Map<String, String> IMPATIENT = Map.of("IDENTITY_INQUIRE_EVERY", "2s", "IDENTITY_CREDENTIAL_WAIT", "1s", "IDENTITY_CREDENTIAL_REQUESTS", "3",
            "MOSIP_PACKET_PROCESS_UPDATE", "CRVS_UPDATE", "MOSIP_PACKET_PROCESS_REVOKE", "CRVS_REVOKE", "MOSIP_PACKET_PROCESS_REINSTATE", "CRVS_REINSTATE",
            "OPENCRVS_CLIENT_ID", CoreAuth.CLIENT_ID, "OPENCRVS_CLIENT_SECRET", CoreAuth.CLIENT_SECRET);
    private static final Map<Benches, Bench> STARTED = new ConcurrentHashMap<>();
    private static final Map<Benches, Throwable> FAILED = new ConcurrentHashMap<>();
    private static CountryConfig countryConfig;

    private final Object lock = new Object();

    /** The bench, running and calm. */
    Bench bench() {
        synchronized (lock) {
            Bench bench = STARTED.get(this);
            if (bench == null) {
                bench = startedOnce();
                STARTED.put(this, bench);
            }
            if (!bench.server().isRunning()) {
                bench.server().start();
            }
            bench.calm();
            return bench;
        }
    }

    /** The country config behind {@link #FURNISHED}. */
    static CountryConfig countryConfig() {
        synchronized (STARTED) {
            if (countryConfig == null) {
                countryConfig = new CountryConfig();
            }
            return countryConfig;
        }
    }

    /** A start that failed is not tried again for each of the tests that need it. */
    private Bench startedOnce() {
        if (FAILED.containsKey(this)) {
            throw new IllegalStateException("the bench " + this + " did not start, see the first failure: " + FAILED.get(this).getMessage().lines().findFirst().orElse(""));
        }
        try {
            return start();
        } catch (TestAbortedException skipped) {
            throw skipped;
        } catch (RuntimeException | AssertionError failed) {
            FAILED.put(this, failed);
            throw failed;
        }
    }

    private Bench start() {
        return switch (this) {
            case H2 -> Bench.started("h2", Store.h2());
            case FUZZED -> Bench.started("fuzzed", Store.h2());
            case POSTGRESQL -> Bench.started("postgresql", Store.postgresql());
            case ASKING_H2 -> Bench.started("asking-h2", Store.h2(), IMPATIENT);
            case ASKING_POSTGRESQL -> Bench.started("asking-postgresql", Store.postgresql(), IMPATIENT);
            case FURNISHED -> Bench.started("furnished", Store.h2(), Map.of(
                    "COUNTRY_CONFIG_UPSTREAM_URL", countryConfig().base().toString(),
                    "OPENCRVS_CLIENT_ID", CoreAuth.CLIENT_ID,
                    "OPENCRVS_CLIENT_SECRET", CoreAuth.CLIENT_SECRET));
        };
    }
}

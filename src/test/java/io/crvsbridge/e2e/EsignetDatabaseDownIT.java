package io.crvsbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.simulators.Esignet;
import io.crvsbridge.simulators.Esignet.Release;
import io.crvsbridge.simulators.EsignetClient;
import io.crvsbridge.simulators.MockIdentity;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who logs in while the database is away is served, and what eSignet signed is kept once it is back. */
@Tag("long")
class EsignetDatabaseDownIT {

    @Test
    void aLoginWhileTheDatabaseIsAwayIsKeptWhenItIsBack() {
        try (Postgres postgres = Postgres.own(); Esignet esignet = new Esignet(Release.V1_6)) {
            Store store = Store.postgresql(postgres);
            Bench bench = Bench.prepared("esignet-database-down", store);
            bench.server().set(esignet.environment(LoginForm.ORIGIN)).set("OIDP_CLIENT_PRIVATE_KEY_PATH", esignet.client().ellipticKeyFile().toString());
            bench.server().set(Map.of("DB_URL", store.settings().get("DB_URL") + "?connectTimeout=3&socketTimeout=5"));
            try (bench) {
                bench.server().start();
                LoginForm form = new LoginForm(bench.server().base(), EsignetClient.ID, bench.core());
                postgres.down();
                EsignetScenarios.assertIs(form.logIn("1234567891"), MockIdentity.of("1234567891"));
                EsignetScenarios.assertIs(form.logIn("1234567892"), MockIdentity.of("1234567892"));
                bench.server().kill();
                postgres.upAgain();
                bench.server().start();
                Await.until("both are stored", Bench.SOON, () -> store.query("SELECT count(*) FROM userinfo").orElse("").equals("2"));
                assertThat(store.query("SELECT count(DISTINCT subject) FROM userinfo")).contains("2");
            }
        }
    }
}

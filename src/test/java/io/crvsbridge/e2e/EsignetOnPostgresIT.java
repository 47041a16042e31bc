package io.crvsbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.simulators.Esignet;
import io.crvsbridge.simulators.Esignet.Release;
import io.crvsbridge.simulators.EsignetClient;
import io.crvsbridge.simulators.EsignetTokens;
import io.crvsbridge.simulators.MockIdentity;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is kept of a login, and for how long; and logins that begin at one server and end at another. */
class EsignetOnPostgresIT {

    private static final String NID = "1234567903";
    private static final String KEPT = "SELECT count(*) FROM userinfo";

    private final Esignet esignet = new Esignet(Release.V1_7);
    private final Store store = Store.postgresql();
    private final Bench bench = Bench.prepared("esignet-postgresql", store);
    private final LoginForm form = new LoginForm(bench.server().base(), EsignetClient.ID);

    private Map<String, String> settings(String retention) {
        Map<String, String> settings = new HashMap<>(esignet.environment(LoginForm.ORIGIN));
        settings.put("RETENTION_USERINFO", retention);
        settings.put("ESIGNET_ENCRYPTION_KEY_PATH", esignet.client().encryptionKeyFile().toString());
        return settings;
    }

    @AfterEach
    void end() {
        bench.close();
        esignet.close();
    }

    private String query(String sql) {
        return store.query(sql).orElseThrow();
    }

    @Test
    void signedUserinfoIsKeptSealedAndErasedInTime() {
        bench.server().set(settings("6s"));
        bench.server().start();
        MockIdentity person = MockIdentity.of(NID);
        assertThat(form.logIn(NID).statusCode()).isEqualTo(200);
        assertThat(query(KEPT)).isEqualTo("1");
        assertThat(query("SELECT subject FROM userinfo")).doesNotContain(EsignetTokens.subject(person)).matches("[^:]+:[0-9a-f]{64}");
        assertThat(query("SELECT length(token) FROM userinfo")).satisfies(n -> assertThat(Integer.parseInt(n)).isGreaterThan(esignet.tokens().signed().get(0).length()));
        assertThat(query("SELECT encode(token, 'escape') FROM userinfo")).doesNotContain("eyJ").doesNotContain(esignet.tokens().signed().get(0).substring(100, 130));
        assertThat(query("SELECT round(extract(epoch FROM erase_at - kept_at)) FROM userinfo")).startsWith("6");
        esignet.flaw(Esignet.Flaw.STRANGER);
        assertThat(form.logIn(NID).statusCode()).isEqualTo(502);
        assertThat(query(KEPT)).as("what a stranger signed is not kept").isNotEqualTo("2");
        Await.until("it is erased", Bench.SOON, () -> query(KEPT).equals("0"));
        assertThat(query("SELECT count(*) FROM audit_event WHERE type = 'DATA_ERASED' AND detail = 'userinfo'")).isEqualTo("1");
    }

    @Test
    void aLoginBegunAtOneServerEndsAtAnother() {
        bench.server().set(settings("30d"));
        bench.server().start();
        BridgeServer second = bench.another("esignet-postgresql-second", settings("30d"));
        try {
            second.start();
            LoginForm there = new LoginForm(second.base(), EsignetClient.ID);
            EsignetScenarios.assertIs(there.finish(form.pick(form.address(), NID)), MockIdentity.of(NID));
            EsignetScenarios.assertIs(form.finish(there.pick(there.address(), NID)), MockIdentity.of(NID));
            assertThat(query(KEPT)).isEqualTo("2");
        } finally {
            second.close();
        }
    }
}

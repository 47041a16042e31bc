package io.crvsbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import io.crvsbridge.simulators.Fault;
import io.crvsbridge.simulators.Declaration;
import io.crvsbridge.simulators.CoreEvent;
import io.crvsbridge.simulators.Esignet;
import io.crvsbridge.simulators.Esignet.Release;
import io.crvsbridge.simulators.EsignetClient;
import io.crvsbridge.simulators.EsignetTokens;
import io.crvsbridge.simulators.MockIdentity;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is kept of a login, and for how long; and logins that begin at one server and end at another. */
@Tag("long")
class EsignetOnPostgresIT {

    private static final String NID = "1234567903";
    private static final String KEPT = "SELECT count(*) FROM userinfo";

    private final Esignet esignet = new Esignet(Release.V1_7);
    private final Store store = Store.postgresql();
    private final Bench bench = Bench.prepared("esignet-postgresql", store);
    private final LoginForm form = new LoginForm(bench.server().base(), EsignetClient.ID, bench.core());

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

    private static String withIntroducer(String file, String text) {
        return switch (file) {
            case "birth.yaml" -> PackVariant.replaced(text, "      fullName: {form: simple, value: fullName(child.name)}\n", """
                          fullName: {form: simple, value: fullName(child.name)}
                          introducerInfoToken: {form: userinfo, value: "get(mother.verify_nid_http_fetch, 'data.sub')"}
                    """);
            case "id-schema.json" -> PackVariant.replaced(text, "\"dateOfBirth\"", "\"introducerInfoToken\": {\"fieldCategory\": \"pvt\", \"fieldType\": \"default\", \"type\": \"string\"},\n          \"dateOfBirth\"");
            default -> text;
        };
    }

    @Test
    void thePacketCarriesWhatWasSignedAboutTheMotherOnEveryTryAndItIsErasedThen() {
        bench.server().set(settings("30d")).set("COUNTRY_PACK", PackVariant.of(EsignetOnPostgresIT::withIntroducer).toString());
        bench.server().start();
        bench.awaitSubscribed();
        JsonObject answer = LoginForm.json(form.logIn(NID));
        String signed = esignet.tokens().signed().get(0);

        bench.mosip().faults().on("packet", Fault.status(503));
        CoreEvent birth = bench.core().declare(Declaration.birth().set("mother.verify-nid-http-fetch", Json.createObjectBuilder().add("loading", false).add("data", answer).build()));
        assertThat(bench.core().register(birth).status()).isEqualTo(202);
        Await.until("a first try", Bench.SOON, () -> bench.mosip().calls("packet") > 0);
        assertThat(form.logIn(NID).statusCode()).as("a later login, which changes nothing of the packet").isEqualTo(200);
        bench.mosip().faults().clear();

        bench.awaitRegistered(birth);
        assertThat(bench.mosip().ledger().packet(bench.rid(birth)).orElseThrow().field("introducerInfoToken")).contains(signed);
        assertThat(query(KEPT)).as("the later one is kept on").isEqualTo("1");
        assertThat(bench.mosip().ledger().droppedFields()).isEmpty();
    }

    @Test
    void aLoginBegunAtOneServerEndsAtAnother() {
        bench.server().set(settings("30d"));
        bench.server().start();
        BridgeServer second = bench.another("esignet-postgresql-second", settings("30d"));
        try {
            second.start();
            LoginForm there = new LoginForm(second.base(), EsignetClient.ID, bench.core());
            EsignetScenarios.assertIs(there.finish(form.pick(form.address(), NID)), MockIdentity.of(NID));
            EsignetScenarios.assertIs(form.finish(there.pick(there.address(), NID)), MockIdentity.of(NID));
            assertThat(query(KEPT)).isEqualTo("2");
        } finally {
            second.close();
        }
    }
}

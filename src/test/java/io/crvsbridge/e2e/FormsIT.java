package io.crvsbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.forms.FilledForm;
import io.crvsbridge.simulators.CoreEvent;
import io.crvsbridge.simulators.Declaration;
import io.crvsbridge.simulators.Esignet;
import io.crvsbridge.simulators.EsignetClient;
import jakarta.json.JsonObject;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A country builds its form from what the bridge gives, a mother logs in by it, and the child gets its identity. */
class FormsIT {

    private static final String NID = "1234567903";
    private static final String UPSTREAM = "http://127.0.0.1:9";

    private static Esignet esignet;
    private static Bench bench;

    @BeforeAll
    static void start() {
        esignet = new Esignet(Esignet.Release.V1_6);
        bench = Bench.prepared("forms", Store.h2());
        bench.server().set(esignet.environment(LoginForm.ORIGIN)).set("FORMS_BRIDGE_URL", bench.server().base().toString()).set("COUNTRY_CONFIG_UPSTREAM_URL", UPSTREAM)
                .set("ESIGNET_ENCRYPTION_KEY_PATH", esignet.client().encryptionKeyFile().toString());
        bench.server().start();
        bench.awaitSubscribed();
    }

    @AfterAll
    static void stop() {
        bench.close();
        esignet.close();
    }

    @Test
    void theIndexListsWhatThereIs() {
        HttpResponse<String> answer = bench.get("/country/forms");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        List<JsonObject> forms = LoginForm.json(answer).getJsonArray("forms").getValuesAs(JsonObject.class);
        assertThat(forms).extracting(f -> f.getString("path")).containsExactly("/country/forms/birth/father", "/country/forms/birth/informant", "/country/forms/birth/mother",
                "/country/forms/death/deceased", "/country/forms/death/informant", "/country/forms/death/spouse");
        assertThat(forms).allSatisfy(form -> {
            for (String version : List.of("2.0", "1.8")) {
                HttpResponse<String> section = bench.get(form.getString("path") + "?version=" + version);
                assertThat(section.statusCode()).as(section.body()).isEqualTo(200);
                assertThat(LoginForm.json(section).getString("version")).isEqualTo(version);
                assertThat(LoginForm.json(section).getJsonArray("leftOut")).isEmpty();
            }
        });
    }

    @Test
    void whatIsKnownIsNotSentAgain() {
        HttpResponse<String> first = bench.get("/country/forms/birth/mother");
        String tag = first.headers().firstValue("ETag").orElseThrow();
        assertThat(first.headers().firstValue("Cache-Control")).contains("no-cache");
        assertThat(first.headers().firstValue("Content-Type")).get().asString().startsWith("application/json");
        assertThat(first.headers().map()).as("browsers of other origins get no leave").doesNotContainKey("Access-Control-Allow-Origin");
        HttpResponse<String> again = bench.send(bench.request("/country/forms/birth/mother").header("If-None-Match", tag).GET());
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        HttpResponse<String> other = bench.send(bench.request("/country/forms/birth/mother?version=1.8").header("If-None-Match", tag).GET());
        assertThat(other.statusCode()).isEqualTo(200);
    }

    /** None of it goes to the upstream, which is nowhere here. */
    @Test
    void whatIsNotThereIsRefusedInPlainWords() {
        for (String path : List.of("/country/forms/birth/child", "/country/forms/marriage/mother", "/country/forms/birth", "/country", "/country/else")) {
            EsignetScenarios.assertRefused(bench.get(path), 404, "not-found");
        }
        EsignetScenarios.assertRefused(bench.get("/country/forms/birth/mother?version=3.0"), 422, "unreadable");
        EsignetScenarios.assertRefused(bench.send(bench.request("/country/forms").DELETE()), 405, "method-not-allowed");
        assertThat(bench.get("/countryside").statusCode()).as("not ours").isEqualTo(502);
    }

    @Test
    void aMotherLogsInByTheFormsFieldsAndTheChildGetsItsIdentity() {
        FilledForm form = new FilledForm(LoginForm.json(bench.get("/country/forms/birth/mother")));
        String address = form.field("mother.id-reader").getJsonArray("methods").getJsonObject(0).getJsonObject("configuration").getString("url");
        LoginForm browser = new LoginForm(bench.server().base(), EsignetClient.ID, bench.core());
        Map<String, String> back = browser.pick(address + "&redirect_uri=" + URLEncoder.encode(LoginForm.REDIRECT, StandardCharsets.UTF_8), NID);
        form.returned("mother.query-params", back);

        Map<String, String> parameters = form.parameters("mother.verify-nid-http-fetch");
        assertThat(parameters).containsEntry("state", "birth.mother");
        JsonObject http = form.field("mother.verify-nid-http-fetch").getJsonObject("configuration");
        assertThat(http.getString("url")).isEqualTo(bench.server().base() + "/esignet/get-oidp-user-info");
        assertThat(http.getJsonObject("body").getString("clientId")).isEqualTo(EsignetClient.ID);
        HttpResponse<String> userinfo = browser.finish(parameters);
        assertThat(userinfo.statusCode()).as(userinfo.body()).isEqualTo(200);
        form.fetched("mother.verify-nid-http-fetch", LoginForm.json(userinfo));
        assertThat(form.shows("mother.id-reader")).isFalse();

        Declaration declaration = Declaration.birth();
        declaration.set("mother.verified", jakarta.json.JsonValue.NULL);
        form.declaration().forEach(declaration::set);
        CoreEvent birth = bench.core().declare(declaration);
        assertThat(bench.core().register(birth).status()).isEqualTo(202);
        bench.awaitRegistered(birth);
        assertThat(bench.core().ledger().poisoned()).isEmpty();
    }
}

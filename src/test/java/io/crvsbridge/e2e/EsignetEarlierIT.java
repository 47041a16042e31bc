package io.crvsbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.simulators.Esignet;
import io.crvsbridge.simulators.Esignet.Flaw;
import io.crvsbridge.simulators.Esignet.Release;
import io.crvsbridge.simulators.Fault;
import io.crvsbridge.simulators.MockIdentity;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Release 1.6, by whole URLs, with a country config behind the server. */
class EsignetEarlierIT extends EsignetScenarios {

    private static final CountryConfig COUNTRY = new CountryConfig();

    EsignetEarlierIT() {
        super("esignet-earlier", Release.V1_6, EsignetEarlierIT::settings);
    }

    private static Map<String, String> settings(Esignet esignet) {
        Map<String, String> settings = new HashMap<>(esignet.plainEnvironment(LoginForm.ORIGIN + "/," + OTHER_ORIGIN));
        settings.put("COUNTRY_CONFIG_UPSTREAM_URL", COUNTRY.base().toString());
        return settings;
    }

    @AfterAll
    static void endTheCountry() {
        COUNTRY.down();
    }

    @Test
    void aRotatedKeyIsPickedUpAndTheFormerRefused() {
        assertIs(form.logIn(NID), MockIdentity.of(NID));
        esignet.rotate();
        Await.until("a login under the new key", Duration.ofSeconds(75), () -> form.logIn(NID).statusCode() == 200);
        esignet.flaw(Flaw.WITHDRAWN_KEY);
        assertRefused(form.finish(esignet.logins().code(NID, LoginForm.REDIRECT)), 502, "identity-untrusted");
    }

    @Test
    void withTheKeysAwayThoseThatWeHaveServe() {
        assertIs(form.logIn(NID), MockIdentity.of(NID));
        esignet.faults().on("jwks", Fault.status(500));
        assertIs(form.logIn(NID), MockIdentity.of(NID));
    }

    @Test
    void nothingOfALoginReachesTheCountryConfig() {
        COUNTRY.forget();
        assertIs(form.logIn(NID), MockIdentity.of(NID));
        form.send(form.post("/esignet/other", "{}"));
        form.send(HttpRequest.newBuilder(URI.create(bench.server().base() + "/esignet/get-oidp-user-info")).method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
        assertThat(COUNTRY.seen()).isEmpty();
        assertThat(bench.get("/esignets").statusCode()).isEqualTo(200);
        assertThat(COUNTRY.seen()).hasSize(1);
    }

    @Test
    void tokensAreNotBoundWhereEsignetDoesNotSaySo() {
        int before = esignet.nonceChallenges();
        HttpResponse<String> answer = form.logIn(NID);
        assertIs(answer, MockIdentity.of(NID));
        assertThat(esignet.nonceChallenges()).isEqualTo(before);
        assertThat(esignet.calls("par")).isZero();
        assertThat(esignet.calls("discovery")).isZero();
    }
}

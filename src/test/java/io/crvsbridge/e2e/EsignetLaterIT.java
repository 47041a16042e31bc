package io.crvsbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.simulators.Esignet.Release;
import io.crvsbridge.simulators.Fault;
import io.crvsbridge.simulators.MockIdentity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Release 1.7, by its discovery document: tokens bound to our key, pushed requests, {@code iss} in the redirect. */
class EsignetLaterIT extends EsignetScenarios {

    EsignetLaterIT() {
        super("esignet-later", Release.V1_7, esignet -> esignet.environment(LoginForm.ORIGIN + "," + OTHER_ORIGIN + ":443/register"));
    }

    @Test
    void theServersNonceIsTakenUpWhereverItIsAskedFor() {
        assertIs(form.logIn(NID), MockIdentity.of(NID));
        int before = esignet.nonceChallenges();
        assertIs(form.logIn(NID), MockIdentity.of(NID));
        assertThat(esignet.nonceChallenges()).as("a nonce that is known already").isEqualTo(before);
        esignet.newNonce();
        assertIs(form.logIn(NID), MockIdentity.of(NID));
        assertThat(esignet.nonceChallenges()).as("once for the token, once for userinfo").isEqualTo(before + 2);
    }

    @Test
    void requestsArePushedAndTheAddressShowsNothingOfThem() {
        esignet.pushOnly(true);
        int before = esignet.calls("par");
        String address = form.address();
        assertThat(esignet.calls("par")).isEqualTo(before + 1);
        assertThat(address).contains("request_uri=").doesNotContain("nonce").doesNotContain("code_challenge").doesNotContain("state=");
        assertIs(form.finish(form.pick(address, NID)), MockIdentity.of(NID));
        assertThat(form.page(address).statusCode()).as("a pushed request is good once").isEqualTo(400);
    }

    @Test
    void aPushThatFailsBeginsNoLogin() {
        esignet.faults().on("par", Fault.status(500));
        assertRefused(form.begin(), 503, "identity-unavailable");
        esignet.faults().clear();
        esignet.faults().on("par", Fault.html());
        assertRefused(form.begin(), 502, "identity-untrusted");
        esignet.faults().clear();
        esignet.client().registered(false);
        assertRefused(form.begin(), 500, "not-set-up");
    }

    @Test
    void aRedirectByAnotherThanEsignetIsRefused() {
        Map<String, String> back = form.pick(form.address(), NID);
        assertThat(back).containsEntry("iss", esignet.issuer());
        Map<String, String> altered = new LinkedHashMap<>(back);
        altered.put("iss", "https://evil.example");
        assertRefused(form.finish(altered), 422, "caller-error");
        altered.remove("iss");
        assertRefused(form.finish(altered), 422, "caller-error");
        assertThat(form.finish(back).statusCode()).isEqualTo(200);
    }

    @Test
    void discoveryIsReadOnceAndItsOutageStopsNobody() {
        assertIs(form.logIn(NID), MockIdentity.of(NID));
        int before = esignet.calls("discovery");
        esignet.faults().on("discovery", Fault.status(500));
        assertIs(form.logIn(NID), MockIdentity.of(NID));
        assertThat(esignet.calls("discovery")).isEqualTo(before);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("inputs")
    void whateverIsWrongWithARequestIsAnsweredProperly(BadInput bad) {
        for (String path : List.of("/esignet/get-oidp-user-info?code=c&state=s", "/esignet/authorization-request")) {
            Wire wire = bad.how().apply(Wire.of("POST", path).header("Content-Type: application/json").header("Authorization: " + form.authorization()).body(form.body(LoginForm.REDIRECT)));
            Wire.Answer answer = wire.send(bench.server().base());
            assertThat(Propriety.fault(answer, bad.noRequest() || bad.onTrigger().contains(0), bad.noRequest() || !wire.target().contains("/esignet"))).as("%s", answer).isEmpty();
        }
    }

    static List<BadInput> inputs() {
        return BadInput.all().toList();
    }
}

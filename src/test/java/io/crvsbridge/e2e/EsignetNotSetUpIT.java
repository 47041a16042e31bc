package io.crvsbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.simulators.EsignetClient;
import org.junit.jupiter.api.Test;

/** A server that was never told of eSignet. */
class EsignetNotSetUpIT extends Scenarios {

    EsignetNotSetUpIT() {
        super(Benches.H2);
    }

    @Test
    void aLoginIsRefusedAndTheLogSaysWhatIsMissing() {
        LoginForm form = new LoginForm(bench.server().base(), EsignetClient.ID, core);
        var answer = form.send(form.request("/esignet/get-oidp-user-info?code=c&state=s").header("Content-Type", "application/json")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(form.body(LoginForm.REDIRECT))));
        EsignetScenarios.assertRefused(answer, 500, "not-set-up");
        assertThat(bench.server().log()).containsPattern("CB251 .*ESIGNET_TOKEN_URL.*OIDP_CLIENT_PRIVATE_KEY_PATH");
        EsignetScenarios.assertRefused(form.begin(), 403, "origin-refused");
    }
}

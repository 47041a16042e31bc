package io.crvsbridge.esignet;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.kernel.PeerAnswer;
import io.crvsbridge.kernel.SettableClock;
import io.crvsbridge.problem.ProblemType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalsTest {

    private final List<String> counted = new ArrayList<>();
    private final Refusals refusals = Signer.refusals(counted, SettableClock.at("2026-03-02T08:50:00Z"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "400|{\"error\":\"invalid_grant\"}|LOGIN_REFUSED", "400|{\"error\":\"invalid_transaction\"}|LOGIN_REFUSED", "400|{\"error\":\"pkce_failed\"}|LOGIN_REFUSED", "400|<error/>|LOGIN_REFUSED",
        "400|{}|LOGIN_REFUSED", "401|{\"error\":[]}|LOGIN_REFUSED", "401|{\"error\":\"invalid_client\"}|NOT_SET_UP", "400|{\"error\":\"invalid_assertion\"}|NOT_SET_UP",
        "400|{\"error\":\"use_dpop_nonce\"}|NOT_SET_UP", "500|{\"error\":\"invalid_client\"}|IDENTITY_UNAVAILABLE", "502|x|IDENTITY_UNAVAILABLE", "429|x|IDENTITY_UNAVAILABLE",
        "302|x|IDENTITY_UNTRUSTED", "201|{}|IDENTITY_UNTRUSTED"})
    void whatEsignetAnswersDecidesWhoseDoingItIs(int status, String body, ProblemType type) {
        assertThat(refusals.of(new PeerAnswer(status, Map.of(), body)).type()).isEqualTo(type);
        assertThat(counted).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"400|{\"error\":\"invalid_request\"}|NOT_SET_UP", "404|x|NOT_SET_UP", "503|x|IDENTITY_UNAVAILABLE", "429|x|IDENTITY_UNAVAILABLE", "302|x|IDENTITY_UNTRUSTED"})
    void whatIsWrongWithAPushedRequestIsOurs(int status, String body, ProblemType type) {
        assertThat(refusals.pushed(new PeerAnswer(status, Map.of(), body)).type()).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({"invalid_grant,invalid_grant", "Weerasinghe,", "a name,", "x@example.org,"})
    void onlyWhatLooksLikeACodeIsEverRepeated(String error, String shown) {
        assertThat(Refusals.code(new PeerAnswer(400, Map.of(), "{\"error\":\"" + error + "\"}")).orElse(null)).isEqualTo(shown);
    }
}

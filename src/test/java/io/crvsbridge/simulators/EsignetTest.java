package io.crvsbridge.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObjectBuilder;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The simulated eSignet refuses what eSignet refuses. */
class EsignetTest {

  private static final String NID = "1234567891";
  private static final String REDIRECT = "http://127.0.0.1:3000/form";

  private final Esignet esignet = new Esignet(Esignet.Release.V1_6);
  private Esignet later;

  @AfterEach
  void end() {
    esignet.close();
    if (later != null) {
      later.close();
    }
  }

  private static String assertion(Esignet esignet, UnaryOperator<JsonObjectBuilder> change) {
    long now = System.currentTimeMillis() / 1000;
    JsonObjectBuilder claims = JsonText.object().add("iss", EsignetClient.ID).add("sub", EsignetClient.ID).add("aud", esignet.tokenUrl().toString())
        .add("jti", UUID.randomUUID().toString()).add("iat", now).add("exp", now + 60);
    return Jose.sign(JsonText.object().add("alg", "RS256").build(), change.apply(claims).build(), esignet.client().signing().getPrivate());
  }

  private HttpResponse<String> redeem(Esignet at, String code, String assertion, Map<String, String> more) throws Exception {
    Map<String, String> form = new LinkedHashMap<>(Map.of("grant_type", "authorization_code", "code", code, "client_id", EsignetClient.ID, "redirect_uri", REDIRECT,
        "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer", "client_assertion", assertion));
    form.putAll(more);
    return Http.form(at.tokenUrl(), form);
  }

  private int redeemed(UnaryOperator<JsonObjectBuilder> change) throws Exception {
    return redeem(esignet, esignet.logins().code(NID, REDIRECT), assertion(esignet, change), Map.of()).statusCode();
  }

  @Test
  void anAssertionNeedsAllThatReleaseOneSixDemands() throws Exception {
    assertThat(redeemed(UnaryOperator.identity())).isEqualTo(200);
    assertThat(redeemed(c -> c.remove("jti"))).isEqualTo(401);
    assertThat(redeemed(c -> c.add("aud", "https://elsewhere.example"))).isEqualTo(401);
    assertThat(redeemed(c -> c.add("iss", "another"))).isEqualTo(401);
    assertThat(redeemed(c -> c.add("exp", System.currentTimeMillis() / 1000 - 10))).isEqualTo(401);
    esignet.client().registered(false);
    assertThat(redeemed(UnaryOperator.identity())).isEqualTo(401);
  }

  @Test
  void anAssertionIsGoodOnceAndSoIsACode() throws Exception {
    String assertion = assertion(esignet, UnaryOperator.identity());
    assertThat(redeem(esignet, esignet.logins().code(NID, REDIRECT), assertion, Map.of()).statusCode()).isEqualTo(200);
    assertThat(redeem(esignet, esignet.logins().code(NID, REDIRECT), assertion, Map.of()).statusCode()).isEqualTo(401);
    String code = esignet.logins().code(NID, REDIRECT);
    assertThat(redeem(esignet, code, assertion(esignet, UnaryOperator.identity()), Map.of()).statusCode()).isEqualTo(200);
    assertThat(redeem(esignet, code, assertion(esignet, UnaryOperator.identity()), Map.of()).body()).contains("invalid_grant");
  }

  @Test
  void aCodeNeedsItsVerifierAndItsRedirectUri() throws Exception {
    String verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    Map<String, String> request = Map.of("client_id", EsignetClient.ID, "redirect_uri", REDIRECT, "code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    for (Map<String, String> more : java.util.List.<Map<String, String>>of(Map.of(), Map.of("code_verifier", "x"), Map.of("code_verifier", verifier, "redirect_uri", REDIRECT + "/2"))) {
      esignet.logins().give("code", NID, request);
      assertThat(redeem(esignet, "code", assertion(esignet, UnaryOperator.identity()), more).body()).as("%s", more).contains("invalid_grant");
    }
    esignet.logins().give("code", NID, request);
    assertThat(redeem(esignet, "code", assertion(esignet, UnaryOperator.identity()), Map.of("code_verifier", verifier)).statusCode()).isEqualTo(200);
  }

  @Test
  void releaseOneSevenWantsAProofAndPushesRequests() throws Exception {
    later = new Esignet(Esignet.Release.V1_7);
    assertThat(redeem(later, later.logins().code(NID, REDIRECT), assertion(later, UnaryOperator.identity()), Map.of()).body()).contains("invalid_dpop_proof");
    later.pushOnly(true);
    String query = "?client_id=" + EsignetClient.ID + "&response_type=code&scope=openid&redirect_uri=" + REDIRECT;
    assertThat(Http.get(java.net.URI.create(later.authorizeUrl() + query)).statusCode()).isEqualTo(400);
    later.pushOnly(false);
    assertThat(Http.get(java.net.URI.create(later.authorizeUrl() + query)).body()).contains("Jenny", "/authorize/");
    assertThat(Http.json(Http.get(later.discoveryUrl())).getBoolean("authorization_response_iss_parameter_supported")).isTrue();
    assertThat(Http.json(Http.get(esignet.discoveryUrl()))).doesNotContainKey("pushed_authorization_request_endpoint");
  }
}

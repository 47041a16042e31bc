package io.crvsbridge.simulators;

import io.crvsbridge.simulators.Esignet.Flaw;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Token endpoint, userinfo and pushed requests. Strict as eSignet is; {@link Esignet#flaw} makes what they sign worthless. */
public final class EsignetTokens {

  private static final String ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  /** @param jkt the key that the access token is bound to, null for a bearer token */
  private record Session(MockIdentity person, String jkt) {}

  private final Esignet esignet;
  private final EsignetLogins logins;
  private final Map<String, Session> sessions = new ConcurrentHashMap<>();
  private final List<String> accessTokens = new CopyOnWriteArrayList<>();
  private final List<String> signed = new CopyOnWriteArrayList<>();

  EsignetTokens(Esignet esignet, EsignetLogins logins) {
    this.esignet = esignet;
    this.logins = logins;
  }

  /** Every access token given out. */
  public List<String> accessTokens() {
    return List.copyOf(accessTokens);
  }

  /** Every userinfo given out, as it was signed, before any encryption. */
  public List<String> signed() {
    return List.copyOf(signed);
  }

  Answer push(Call call) {
    Map<String, String> form = call.parameters();
    if (!proves(form)) {
      return error(401, "invalid_client");
    }
    if (form.containsKey("request_uri") || !form.containsKey("redirect_uri")) {
      return error(400, "invalid_request");
    }
    return Answer.json(201, JsonText.object().add("request_uri", logins.push(form)).add("expires_in", 60).build());
  }

  private boolean proves(Map<String, String> form) {
    return EsignetClient.ID.equals(form.get("client_id")) && ASSERTION.equals(form.get("client_assertion_type"))
        && esignet.client.proves(form.get("client_assertion"), Set.of(esignet.tokenUrl().toString(), esignet.issuer()), now());
  }

  Answer redeem(Call call) {
    Map<String, String> form = call.parameters();
    if (!"authorization_code".equals(form.get("grant_type"))) {
      return error(400, "unsupported_grant_type");
    }
    if (!proves(form)) {
      return error(401, "invalid_client");
    }
    EsignetDpop.Verdict proof = null;
    if (esignet.later()) {
      proof = esignet.dpop.judge(call, esignet.tokenUrl().toString(), null);
      if (!proof.good()) {
        return error(400, proof.wantsNonce() ? "use_dpop_nonce" : "invalid_dpop_proof").with("DPoP-Nonce", esignet.dpop.nonce());
      }
    }
    EsignetLogins.Grant grant = logins.take(form.get("code"));
    if (grant == null || !grant.request().get("redirect_uri").equals(form.get("redirect_uri")) || !verified(grant.request(), form)) {
      return error(400, "invalid_grant");
    }
    return given(grant, proof == null ? null : proof.jkt());
  }

  private static boolean verified(Map<String, String> request, Map<String, String> form) {
    String challenge = request.get("code_challenge");
    String verifier = form.get("code_verifier");
    return challenge == null ? verifier == null : verifier != null && challenge.equals(Jose.hash(verifier));
  }

  private Answer given(EsignetLogins.Grant grant, String jkt) {
    String access = Jwt.encoded(UUID.randomUUID().toString().getBytes()) + "." + UUID.randomUUID();
    sessions.put(access, new Session(grant.person(), jkt));
    accessTokens.add(access);
    JsonObjectBuilder answer = JsonText.object().add("access_token", access).add("token_type", jkt == null ? "Bearer" : "DPoP").add("expires_in", 3600);
    if (esignet.flaw != Flaw.NO_ID_TOKEN) {
      answer.add("id_token", idToken(grant));
    }
    return Answer.json(200, answer.build());
  }

  private String idToken(EsignetLogins.Grant grant) {
    Flaw flaw = esignet.flaw;
    JsonObjectBuilder claims = JsonText.object().add("iss", esignet.issuer()).add("sub", subject(grant.person()))
        .add("aud", flaw == Flaw.ID_TOKEN_WRONG_AUDIENCE ? "somebody-else" : EsignetClient.ID).add("iat", now()).add("exp", now() + (flaw == Flaw.ID_TOKEN_EXPIRED ? -600 : 60));
    String nonce = flaw == Flaw.ID_TOKEN_WRONG_NONCE ? "another" : grant.request().get("nonce");
    if (nonce != null) {
      claims.add("nonce", nonce);
    }
    return flaw == Flaw.ID_TOKEN_BY_STRANGER ? esignet.keys.signByStranger(claims.build()) : esignet.keys.sign(claims.build());
  }

  Answer userinfo(Call call) {
    String authorization = call.header("Authorization") == null ? "" : call.header("Authorization");
    String access = authorization.substring(authorization.indexOf(' ') + 1);
    Session session = sessions.get(access);
    if (session == null || !authorization.startsWith(session.jkt() == null ? "Bearer " : "DPoP ")) {
      return error(401, "invalid_token");
    }
    if (session.jkt() != null) {
      EsignetDpop.Verdict proof = esignet.dpop.judge(call, esignet.userinfoUrl().toString(), access);
      if (!proof.good() || !proof.jkt().equals(session.jkt())) {
        String error = proof.wantsNonce() ? "use_dpop_nonce" : "invalid_dpop_proof";
        return error(401, error).with("DPoP-Nonce", esignet.dpop.nonce()).with("WWW-Authenticate", "DPoP error=\"" + error + "\"");
      }
    }
    return told(session.person());
  }

  private Answer told(MockIdentity person) {
    JsonObject claims = claims(person);
    if (esignet.flaw == Flaw.PLAIN_JSON) {
      return Answer.json(200, claims);
    }
    String jws = signed(claims);
    signed.add(jws);
    boolean encrypted = esignet.encrypts || esignet.flaw == Flaw.OTHER_ENCRYPTION_KEY;
    return Answer.of(200, "application/jwt", encrypted ? esignet.client.encrypt(jws, esignet.flaw != Flaw.OTHER_ENCRYPTION_KEY) : jws);
  }

  private String signed(JsonObject claims) {
    return switch (esignet.flaw) {
      case STRANGER -> esignet.keys.signByStranger(claims);
      case WITHDRAWN_KEY -> esignet.keys.signByFormer(claims);
      case EMBEDDED_KEY -> esignet.keys.signByEmbedded(claims);
      case NO_KEY_ID -> esignet.keys.signWithoutKeyId(claims);
      case HMAC -> esignet.keys.signByHmac(claims);
      case UNSIGNED -> EsignetKeys.unsigned(claims);
      default -> esignet.keys.sign(claims);
    };
  }

  private JsonObject claims(MockIdentity person) {
    Flaw flaw = esignet.flaw;
    JsonObjectBuilder claims = JsonText.object().add("name", person.fullName()).add("given_name", person.firstName()).add("middle_name", person.middleName())
        .add("family_name", person.familyName()).add("gender", person.gender().substring(0, 1).toUpperCase(java.util.Locale.ROOT) + person.gender().substring(1))
        .add("birthdate", person.birthDate().replace('-', '/')).add("iat", now()).add("exp", now() + (flaw == Flaw.EXPIRED ? -600 : 3600));
    if (flaw != Flaw.NO_SUBJECT) {
      claims.add("sub", flaw == Flaw.OTHER_SUBJECT ? "psut-of-somebody-else" : subject(person));
    }
    if (flaw != Flaw.NO_ISSUER) {
      claims.add("iss", flaw == Flaw.WRONG_ISSUER ? "https://elsewhere.example" : esignet.issuer());
    }
    if (flaw != Flaw.NO_AUDIENCE) {
      claims.add("aud", flaw == Flaw.WRONG_AUDIENCE ? "somebody-else" : EsignetClient.ID);
    }
    return claims.build();
  }

  /** The person's token for this one client. */
  public static String subject(MockIdentity person) {
    return Jose.hash(EsignetClient.ID + "/" + person.nid());
  }

  private static Answer error(int status, String error) {
    return Answer.json(status, JsonText.object().add("error", error).add("error_description", error).build());
  }

  private static long now() {
    return System.currentTimeMillis() / 1000;
  }
}

package io.crvsbridge.simulators;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * eSignet as form and bridge meet it, in the form of release 1.6 (assertions with {@code jti}, PKCE, nonce) or 1.7 (tokens bound by DPoP with the server's nonce,
 * pushed authorization requests, {@code iss} in the redirect). Its authorize page lets anybody be any of the {@link MockIdentity} people.
 *
 * <p>Endpoints for {@link #faults()}: {@code discovery}, {@code jwks}, {@code authorize}, {@code login}, {@code par}, {@code token}, {@code userinfo}.
 */
public final class Esignet implements AutoCloseable {

  /** Which eSignet. */
  public enum Release { V1_6, V1_7 }

  /** A way in which an answer proves nothing. */
  public enum Flaw {
    NONE, STRANGER, WITHDRAWN_KEY, EMBEDDED_KEY, NO_KEY_ID, HMAC, UNSIGNED, PLAIN_JSON, WRONG_ISSUER, NO_ISSUER, WRONG_AUDIENCE, NO_AUDIENCE, EXPIRED, OTHER_SUBJECT, NO_SUBJECT,
    OTHER_ENCRYPTION_KEY, ID_TOKEN_BY_STRANGER, ID_TOKEN_WRONG_NONCE, ID_TOKEN_EXPIRED, ID_TOKEN_WRONG_AUDIENCE, NO_ID_TOKEN
  }

  private static final String BASE = "/v1/esignet";

  final Release release;
  final EsignetKeys keys = new EsignetKeys();
  final EsignetDpop dpop = new EsignetDpop();
  final EsignetClient client = new EsignetClient();
  private final Peer peer;
  private final EsignetLogins logins = new EsignetLogins(this);
  private final EsignetTokens tokens = new EsignetTokens(this, logins);
  volatile boolean encrypts;
  volatile boolean pushOnly;
  volatile Flaw flaw = Flaw.NONE;

  public Esignet(Release release) {
    this(release, 0);
  }

  public Esignet(Release release, int port) {
    this.release = release;
    this.peer = new Peer("esignet", port);
    route("discovery", "GET", "/.well-known/openid-configuration", call -> Answer.json(200, discovery()));
    route("jwks", "GET", "/.well-known/jwks.json", call -> Answer.json(200, keys.published()));
    route("authorize", "GET", "/authorize", logins::page);
    peer.route("login", call -> call.path().startsWith("/authorize/") && call.method().equals("GET"), logins::login);
    route("par", "POST", BASE + "/oauth/par", tokens::push);
    route("token", "POST", BASE + "/oauth/v2/token", tokens::redeem);
    route("token", "POST", BASE + "/oauth/token", tokens::redeem);
    route("userinfo", "GET", BASE + "/oidc/userinfo", tokens::userinfo);
  }

  private void route(String name, String method, String path, Endpoint endpoint) {
    peer.route(name, call -> call.path().equals(path) && call.method().equals(method), endpoint);
  }

  private JsonObject discovery() {
    JsonObjectBuilder document = JsonText.object().add("issuer", issuer()).add("authorization_endpoint", authorizeUrl().toString()).add("token_endpoint", tokenUrl().toString())
        .add("userinfo_endpoint", userinfoUrl().toString()).add("jwks_uri", jwksUrl().toString())
        .add("response_types_supported", JsonText.array().add("code")).add("code_challenge_methods_supported", JsonText.array().add("S256"))
        .add("token_endpoint_auth_methods_supported", JsonText.array().add("private_key_jwt"));
    if (later()) {
      document.add("pushed_authorization_request_endpoint", parUrl().toString()).add("require_pushed_authorization_requests", pushOnly)
          .add("dpop_signing_alg_values_supported", JsonText.array().add("RS256").add("ES256")).add("authorization_response_iss_parameter_supported", true);
    }
    return document.build();
  }

  boolean later() {
    return release == Release.V1_7;
  }

  public URI base() {
    return peer.base();
  }

  public String issuer() {
    return base().toString();
  }

  public URI discoveryUrl() {
    return base().resolve("/.well-known/openid-configuration");
  }

  public URI jwksUrl() {
    return base().resolve("/.well-known/jwks.json");
  }

  public URI authorizeUrl() {
    return base().resolve("/authorize");
  }

  public URI tokenUrl() {
    return base().resolve(BASE + "/oauth/v2/token");
  }

  public URI userinfoUrl() {
    return base().resolve(BASE + "/oidc/userinfo");
  }

  URI parUrl() {
    return base().resolve(BASE + "/oauth/par");
  }

  /** The settings for a bridge whose form runs at these URLs. */
  public Map<String, String> environment(String formUrls) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("ESIGNET_DISCOVERY_URL", discoveryUrl().toString());
    environment.put("OPENID_PROVIDER_CLIENT_ID", EsignetClient.ID);
    environment.put("OIDP_CLIENT_PRIVATE_KEY_PATH", client.signingKeyFile().toString());
    environment.put("CLIENT_APP_URL", formUrls);
    return environment;
  }

  /** The same by whole URLs, as for the reference middleware, and what that did without. */
  public Map<String, String> plainEnvironment(String formUrls) {
    Map<String, String> environment = environment(formUrls);
    environment.remove("ESIGNET_DISCOVERY_URL");
    environment.put("ESIGNET_ISSUER", issuer());
    environment.put("ESIGNET_REDIRECT_URL", authorizeUrl().toString());
    environment.put("ESIGNET_TOKEN_URL", tokenUrl().toString());
    environment.put("ESIGNET_USERINFO_URL", userinfoUrl().toString());
    environment.put("ESIGNET_JWKS_URL", jwksUrl().toString());
    return environment;
  }

  public EsignetClient client() {
    return client;
  }

  public EsignetLogins logins() {
    return logins;
  }

  /** What was given out: codes, access tokens and signed userinfo, which nobody may write down. */
  public EsignetTokens tokens() {
    return tokens;
  }

  public Faults faults() {
    return peer.faults();
  }

  public int calls(String endpoint) {
    return peer.calls(endpoint);
  }

  /** How often a proof was refused for want of the nonce. */
  public int nonceChallenges() {
    return dpop.challenges();
  }

  public void newNonce() {
    dpop.newNonce();
  }

  /** Signs by another key from now on; the former is no longer published. */
  public void rotate() {
    keys.rotate();
  }

  /** How userinfo and ID tokens are signed: RS256, PS256 or ES256. */
  public void signsBy(String algorithm) {
    keys.algorithm(algorithm);
  }

  /** Whether the client is registered for encrypted userinfo. */
  public void encrypts(boolean encrypted) {
    encrypts = encrypted;
  }

  /** Whether the authorize page takes pushed requests only. */
  public void pushOnly(boolean only) {
    pushOnly = only;
  }

  public void flaw(Flaw other) {
    flaw = other;
  }

  /** Behaves again; what it remembers stays. */
  public void calm() {
    faults().clear();
    flaw = Flaw.NONE;
    encrypts = false;
    pushOnly = false;
    keys.algorithm("PS256");
    client.registered(true);
    up();
  }

  public void down() {
    peer.down();
  }

  public void up() {
    peer.up();
  }

  @Override
  public void close() {
    peer.close();
  }
}

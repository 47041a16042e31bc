package io.crvsbridge.simulators;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** MOSIP's auth manager: the token travels in cookie and header only; callees check role and client (MOSIP contract, section 1). */
public final class AuthManager {

  public static final String APP_ID = "regproc";
  public static final String PACKET_CLIENT = "crvs-packets";
  public static final String PACKET_SECRET = "fictional-packet-secret";
  /** Its client id is the partner id, hence the prefix of its topics. */
  public static final String PARTNER_CLIENT = "crvs-partner";
  public static final String PARTNER_SECRET = "fictional-partner-secret";
  /** May ask how far a workflow is, which the packet client may not. */
  public static final String STATUS_CLIENT = "crvs-status";
  public static final String STATUS_SECRET = "fictional-status-secret";

  private record Client(String secret, List<String> roles) {}

  // One key for all of them: a simulator per test would otherwise spend its time making keys.
  private static final KeyPair KEYS = Jwt.newKeys();
  private static final Set<String> APP_IDS = Set.of(APP_ID, "admin", "partner", "registrationprocessor", "ida", "resident", "prereg");

  private final Map<String, Client> clients = new ConcurrentHashMap<>();
  private final Set<String> revoked = ConcurrentHashMap.newKeySet();
  private final ConcurrentLinkedQueue<String> issued = new ConcurrentLinkedQueue<>();
  private volatile Duration life = Duration.ofDays(1);
  private volatile boolean refusesInBody;
  private volatile boolean withCookie = true;
  private volatile boolean withHeader = true;

  AuthManager() {
    client(PACKET_CLIENT, PACKET_SECRET, "ONLINE_REGISTRATION_CLIENT");
    client(
        PARTNER_CLIENT,
        PARTNER_SECRET,
        "SUBSCRIBE_CREDENTIAL_ISSUED_INDIVIDUAL",
        "PUBLISH_CREDENTIAL_STATUS_UPDATE_GENERAL",
        "SUBSCRIBE_REGISTRATION_PROCESSOR_WORKFLOW_COMPLETED_EVENT_GENERAL",
        "SUBSCRIBE_EXAMPLIA_WORKFLOW_ENDED_GENERAL",
        "SUBSCRIBE_REGISTRATION_PROCESSOR_WORKFLOW_PAUSED_FOR_ADDITIONAL_INFO_EVENT_GENERAL",
        "CREDENTIAL_REQUEST");
    client(STATUS_CLIENT, STATUS_SECRET, "REGISTRATION_ADMIN", "REGISTRATION_PROCESSOR");
  }

  /** Adds a client, or gives one another secret and other roles. */
  public void client(String id, String secret, String... roles) {
    clients.put(id, new Client(secret, List.of(roles)));
  }

  /** How long the tokens issued from now on live, by their {@code exp}. */
  public void tokenLife(Duration tokenLife) {
    life = tokenLife;
  }

  /** Whether callees refuse with HTTP 200 and {@code KER-ATH-40x}, rather than with 401 and 403. */
  public void refusesInBody(boolean inBody) {
    refusesInBody = inBody;
  }

  /** Where the token of a login travels: cookie and header, unless one is switched off. */
  public void tokenIn(boolean cookie, boolean header) {
    withCookie = cookie;
    withHeader = header;
  }

  /** Every token issued so far. */
  public List<String> issuedTokens() {
    return List.copyOf(issued);
  }

  /** Ends every token issued so far before its time. */
  public void revokeAll() {
    revoked.addAll(issued);
  }

  public int logins() {
    return issued.size();
  }

  Answer login(Call call) {
    JsonObject request;
    try {
      request = JsonText.child(call.json(), "request");
    } catch (JsonException unreadable) {
      return MosipEnvelope.error(null, "KER-ATH-019", "Bad Request");
    }
    String id = JsonText.text(request, "clientId");
    String secret = JsonText.text(request, "secretKey");
    String appId = JsonText.text(request, "appId");
    if (id == null || id.isBlank() || secret == null || secret.isBlank() || appId == null) {
      return MosipEnvelope.error(null, "KER-ATH-019", "Bad Request");
    }
    if (!APP_IDS.contains(appId)) {
      return MosipEnvelope.error(null, "KER-ATH-026", "Realm not found");
    }
    Client client = clients.get(id);
    if (client == null || !client.secret().equals(secret)) {
      // The identity provider's 401 is caught by nobody on this path.
      JsonObject body = MosipEnvelope.errorBody(null, "500", "401 Unauthorized from POST /token");
      return Answer.json(500, body);
    }
    return loggedIn(id, client);
  }

  private Answer loggedIn(String id, Client client) {
    String token = token(id, client.roles());
    issued.add(token);
    JsonObjectBuilder response =
        JsonText.object().add("status", "Success").add("message", "Clientid and Token combination had been validated successfully");
    Answer answer = MosipEnvelope.response(null, response.build(), JsonValue.NULL).with("Set-Cookie", "SERVERID=node-1; Path=/; HttpOnly");
    if (withCookie) {
      answer = answer.with("Set-Cookie", "Authorization=" + token + "; Max-Age=6000000; Path=/; Secure; HttpOnly");
    }
    return withHeader ? answer.with("Authorization", token) : answer;
  }

  private String token(String id, List<String> roles) {
    long now = Instant.now().getEpochSecond();
    JsonObject claims =
        JsonText.object()
            .add("jti", UUID.randomUUID().toString())
            .add("iss", "https://iam.mosip.example/auth/realms/mosip")
            .add("aud", "account")
            .add("sub", UUID.nameUUIDFromBytes(id.getBytes(java.nio.charset.StandardCharsets.UTF_8)).toString())
            .add("azp", id)
            .add("preferred_username", "service-account-" + id)
            .add("realm_access", JsonText.object().add("roles", JsonText.array(roles)))
            .add("iat", now)
            .add("exp", now + life.toSeconds())
            .build();
    return Jwt.rs256(claims, KEYS.getPrivate());
  }

  /** The refusal of a call whose token lacks all of these roles; empty when it may go on. */
  Optional<Answer> refusal(Call call, String... anyOf) {
    String token = call.cookie("Authorization");
    if (token == null) {
      return Optional.of(refused(401, "KER-ATH-006", "Cookie is not present"));
    }
    JsonObject claims = Jwt.verified(token, KEYS.getPublic());
    if (claims == null) {
      return Optional.of(refused(401, "KER-ATH-401", "Invalid Token"));
    }
    if (revoked.contains(token) || claims.getInt("exp") <= Instant.now().getEpochSecond()) {
      return Optional.of(refused(401, "KER-ATH-402", "Token expired"));
    }
    boolean allowed = clients.containsKey(claims.getString("azp")) && List.of(anyOf).stream().anyMatch(role -> roles(claims).contains(role));
    return allowed ? Optional.empty() : Optional.of(refused(403, "KER-ATH-403", "Forbidden"));
  }

  private static List<String> roles(JsonObject claims) {
    return claims.getJsonObject("realm_access").getJsonArray("roles").getValuesAs(jakarta.json.JsonString::getString);
  }

  /** The client that calls, by the name of its service account. */
  String clientOf(Call call) {
    JsonObject claims = Jwt.verified(call.cookie("Authorization"), KEYS.getPublic());
    return claims == null ? "" : claims.getString("preferred_username").replaceFirst("^service-account-", "");
  }

  private Answer refused(int status, String code, String message) {
    return Answer.json(refusesInBody ? 200 : status, MosipEnvelope.errorBody(null, code, message));
  }
}

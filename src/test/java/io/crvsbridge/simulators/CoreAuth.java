package io.crvsbridge.simulators;

import jakarta.json.JsonObject;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Core's auth service: the published key, system clients, and the exchange of tokens (Core contract, section 2). */
public final class CoreAuth {

  public static final String CLIENT_ID = "7d8f1a52-6a2b-4a86-9c1d-000000000001";
  public static final String CLIENT_SECRET = "fictional-client-secret";

  private static final Duration SYSTEM_TOKEN_LIFE = Duration.ofSeconds(600);
  private static final String EXCHANGE = "urn:opencrvs:oauth:grant-type:token-exchange";
  private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";
  private static final String SINGLE_RECORD = "urn:opencrvs:oauth:token-type:single_record_token";

  private volatile KeyPair keys = Jwt.newKeys();
  private final Set<String> exchanged = ConcurrentHashMap.newKeySet();
  private volatile Duration recordTokenLife = RecordToken.LIFE;

  /** A new signing key; tokens of the old one no longer verify. */
  public void rotateKey() {
    keys = Jwt.newKeys();
  }

  public KeyPair keys() {
    return keys;
  }

  /** How long the tokens issued from now on live. */
  public void recordTokenLife(Duration life) {
    recordTokenLife = life;
  }

  public RecordToken recordToken(String eventId, String actionId, String subject) {
    return new RecordToken(keys, eventId, actionId, subject).expiresIn(recordTokenLife);
  }

  /** What a user's browser holds, and sends along with whatever a form fetches. */
  public RecordToken userToken(String subject) {
    return recordToken("", "", subject).without("eventId").without("actionId").scopes("type=record.read", "type=record.declare");
  }

  Answer publicKey(Call call) {
    return Answer.of(200, "application/octet-stream", RecordToken.pem(keys));
  }

  Answer token(Call call) {
    Map<String, String> asked = call.parameters();
    return switch (asked.getOrDefault("grant_type", "")) {
      case "client_credentials" -> clientCredentials(asked);
      case EXCHANGE -> exchange(asked);
      default -> refused(400, "unsupported_grant_type");
    };
  }

  private Answer clientCredentials(Map<String, String> asked) {
    if (!CLIENT_ID.equals(asked.get("client_id")) || !CLIENT_SECRET.equals(asked.get("client_secret"))) {
      return refused(401, "invalid_client");
    }
    return issued(clientToken().sign());
  }

  /** What our system client gets when it logs in. */
  public RecordToken clientToken() {
    return recordToken("", "", CLIENT_ID)
        .without("eventId")
        .without("actionId")
        .claim("userType", "system")
        .scopes("type=record.search", "type=record.read")
        .expiresIn(SYSTEM_TOKEN_LIFE);
  }

  /** Also for another event or action than the subject token names: that is what was measured. */
  private Answer exchange(Map<String, String> asked) {
    JsonObject subject = claims(asked.get("subject_token"));
    boolean wellFormed =
        ACCESS_TOKEN.equals(asked.get("subject_token_type"))
            && SINGLE_RECORD.equals(asked.get("requested_token_type"))
            && isId(asked.get("event_id"))
            && isId(asked.get("action_id"));
    if (!wellFormed) {
      return refused(400, "invalid_request");
    }
    if (subject == null) {
      return refused(401, "unauthorized_client");
    }
    RecordToken token = recordToken(asked.get("event_id"), asked.get("action_id"), JsonText.text(subject, "sub"));
    token.claim("userType", subject.get("userType"));
    String signed = token.sign();
    exchanged.add(signed);
    return issued(signed);
  }

  /** The claims of a token that Core takes: signed by the present key, not expired. */
  JsonObject claims(String token) {
    JsonObject claims = Jwt.verified(token, keys.getPublic());
    boolean live = claims != null && claims.containsKey("exp") && claims.getInt("exp") > Instant.now().getEpochSecond();
    return live ? claims : null;
  }

  private static boolean isId(String text) {
    try {
      return text != null && UUID.fromString(text).toString().equalsIgnoreCase(text);
    } catch (IllegalArgumentException notAnId) {
      return false;
    }
  }

  private static Answer issued(String token) {
    return Answer.json(200, JsonText.object().add("access_token", token).add("token_type", "Bearer").build());
  }

  private static Answer refused(int status, String error) {
    return Answer.json(status, JsonText.object().add("error", error).build());
  }

  /** How a token came to be: issued for the action, or exchanged by the user's or a system client's token. */
  String kind(String token, JsonObject claims) {
    if ("system".equals(JsonText.text(claims, "userType")) && CLIENT_ID.equals(JsonText.text(claims, "sub"))) {
      return "exchanged-by-system";
    }
    return exchanged.contains(token) ? "exchanged-by-user" : "record";
  }
}

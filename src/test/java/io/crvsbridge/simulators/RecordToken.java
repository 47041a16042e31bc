package io.crvsbridge.simulators;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A record token in the making: as Core issues it, until a test changes something (Core contract, section 2). */
public final class RecordToken {

  static final List<String> CONFIRM_2_0 = List.of("type=record.confirm-registration", "type=record.reject-registration");
  static final List<String> CONFIRM_1_9 = List.of("record.confirm-registration", "record.reject-registration");
  static final Duration LIFE = Duration.ofDays(7);

  private static final List<String> USER_SCOPES =
      List.of("type=record.read&placeOfEvent=administrativeArea", "type=record.reject&placeOfEvent=administrativeArea");
  private static final List<String> AUDIENCE =
      List.of(
          "opencrvs:gateway-user",
          "opencrvs:events-user",
          "opencrvs:user-mgnt-user",
          "opencrvs:auth-user",
          "opencrvs:countryconfig-user",
          "opencrvs:documents-user");

  private final Map<String, JsonValue> claims = new LinkedHashMap<>();
  private final Map<String, JsonValue> header = new LinkedHashMap<>();
  private KeyPair keys;

  RecordToken(KeyPair keys, String eventId, String actionId, String subject) {
    this.keys = keys;
    header("alg", "RS256").header("typ", "JWT");
    long now = Instant.now().getEpochSecond();
    claim("scope", JsonText.array(concat(CONFIRM_2_0, USER_SCOPES)));
    claim("eventId", eventId).claim("actionId", actionId).claim("userType", "user");
    claim("iat", JsonText.value(now)).claim("exp", JsonText.value(now + LIFE.toSeconds()));
    claim("aud", JsonText.array(AUDIENCE)).claim("iss", "opencrvs:auth-service").claim("sub", subject);
  }

  private static List<String> concat(List<String> first, List<String> second) {
    return java.util.stream.Stream.concat(first.stream(), second.stream()).toList();
  }

  public RecordToken claim(String name, JsonValue value) {
    claims.put(name, value);
    return this;
  }

  public RecordToken claim(String name, String value) {
    return claim(name, JsonText.value(value));
  }

  public RecordToken without(String claim) {
    claims.remove(claim);
    return this;
  }

  public RecordToken scopes(String... scopes) {
    return claim("scope", JsonText.array(List.of(scopes)));
  }

  public RecordToken audience(String... audience) {
    return claim("aud", JsonText.array(List.of(audience)));
  }

  public RecordToken issuer(String issuer) {
    return claim("iss", issuer);
  }

  public RecordToken eventId(String id) {
    return claim("eventId", id);
  }

  public RecordToken actionId(String id) {
    return claim("actionId", id);
  }

  /** Counted from now; negative for a token that is past. */
  public RecordToken expiresIn(Duration life) {
    return claim("exp", JsonText.value(Instant.now().plus(life).getEpochSecond()));
  }

  public RecordToken withoutExpiry() {
    return without("exp");
  }

  /** The plain scopes of Core 1.9. */
  public RecordToken asOf19() {
    return claim("scope", JsonText.array(concat(CONFIRM_1_9, List.of("record.read", "record.register"))));
  }

  public RecordToken header(String name, String value) {
    header.put(name, JsonText.value(value));
    return this;
  }

  /** {@code none}, {@code HS256} (keyed with the published PEM, the classic confusion), {@code RS256}, {@code RS384} or {@code RS512}. */
  public RecordToken algorithm(String algorithm) {
    return header("alg", algorithm);
  }

  public RecordToken signedBy(KeyPair other) {
    keys = other;
    return this;
  }

  /** The token in compact form. */
  public String sign() {
    String input = Jwt.encoded(object(header)) + "." + Jwt.encoded(object(claims));
    return input + "." + Jwt.encoded(signature(input, ((jakarta.json.JsonString) header.get("alg")).getString()));
  }

  private static JsonObject object(Map<String, JsonValue> parts) {
    JsonObjectBuilder built = JsonText.object();
    parts.forEach(built::add);
    return built.build();
  }

  private byte[] signature(String input, String algorithm) {
    return switch (algorithm) {
      case "none" -> new byte[0];
      case "HS256" -> keyedWithPublicPem(input);
      case "RS384" -> Jwt.signature("SHA384withRSA", input, keys.getPrivate());
      case "RS512" -> Jwt.signature("SHA512withRSA", input, keys.getPrivate());
      default -> Jwt.signature("SHA256withRSA", input, keys.getPrivate());
    };
  }

  private byte[] keyedWithPublicPem(String input) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(pem(keys).getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
      return mac.doFinal(input.getBytes(StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static String pem(KeyPair keys) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(keys.getPublic().getEncoded());
    return "-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n";
  }
}

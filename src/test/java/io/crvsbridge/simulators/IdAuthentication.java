package io.crvsbridge.simulators;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.stream.Stream;

/**
 * MOSIP's ID authentication (MOSIP contract, section 6): looks at partner, signature, time and hash before it looks at the person, answers in all four classes, and signs
 * what it answers.
 */
public final class IdAuthentication {

  public static final String PATH = "/idauthentication/v1/auth";
  public static final String LICENCE = "fictionalMispLicenceKey0123456789abcdefABCDEF";
  public static final String PARTNER = AuthManager.PARTNER_CLIENT;
  public static final String API_KEY = "8243051";
  public static final String DOMAIN = "https://ida.mosip.example";

  /** What is wrong with the signature of an answer. */
  public enum Flaw {
    NONE,
    /** There is none. */
    UNSIGNED,
    /** Somebody else's key made it. */
    STRANGER,
    /** The answer says yes where it was signed saying no. */
    TAMPERED,
    /** The first answer that said yes comes again, whatever is asked. */
    REPLAYED
  }

  private static final Duration WINDOW = Duration.ofSeconds(30);
  private static final Set<String> ENVIRONMENTS = Set.of("Staging", "Developer", "Pre-Production", "Production");
  private static final int REMEMBERED = 1_000;

  private final IdaKeyPair encryption = IdaKeyPair.encryption();
  private final IdaPeople people = new IdaPeople();
  private final Map<String, IdaRefusal> reported = new ConcurrentHashMap<>();
  private final Deque<JsonObject> asked = new ConcurrentLinkedDeque<>();
  private volatile X509Certificate partner = Partner.load().certificate();
  private volatile IdaKeyPair signing = IdaKeyPair.signing();
  private volatile Duration ahead = Duration.ZERO;
  private volatile Flaw flaw = Flaw.NONE;
  private volatile Answer yes;

  static boolean isAuth(Call call) {
    return call.path().startsWith(PATH + "/") && call.method().equals("POST");
  }

  /** This clock is so far ahead of everybody else's; negative for behind. */
  public void clockAhead(Duration by) {
    ahead = by;
  }

  /** Whoever asks about this identifier gets this error. */
  public void report(String individualId, String code) {
    reported.put(individualId, new IdaRefusal(code, "simulated"));
  }

  /** MOSIP does not hold {@code name}, {@code dob} or {@code gender} of the person. */
  public void forget(String uin, String attribute) {
    people.forget(uin, attribute);
  }

  public void flaw(Flaw what) {
    flaw = what;
  }

  /** MOSIP signs with its next key. */
  public void rotate() {
    signing = IdaKeyPair.nextSigning();
  }

  /** The certificate by which MOSIP knows the partner. */
  public void partner(X509Certificate certificate) {
    partner = certificate;
  }

  /** One more person, with {@code nid, firstName, middleName, familyName, birthDate, gender}. */
  public void add(JsonObject person) {
    people.add(person);
  }

  public List<JsonObject> people() {
    return people.all();
  }

  /** The virtual id of a person. */
  public static String vid(String uin) {
    return IdaPeople.vid(uin);
  }

  /** The latest requests that could be decrypted, as they were sent, with {@code opened} for what was encrypted; the latest first. */
  public List<JsonObject> asked() {
    return List.copyOf(asked);
  }

  public void calm() {
    ahead = Duration.ZERO;
    flaw = Flaw.NONE;
    signing = IdaKeyPair.signing();
    partner = Partner.load().certificate();
    yes = null;
    reported.clear();
    asked.clear();
    people.rememberAll();
  }

  Answer authenticate(Call call) {
    JsonObject body = JsonText.tryParse(call.text()).filter(JsonObject.class::isInstance).map(JsonObject.class::cast).orElse(JsonValue.EMPTY_JSON_OBJECT);
    List<IdaRefusal> refusals;
    try {
      refusals = judged(call, body);
    } catch (IdaRefusal.Thrown thrown) {
      refusals = List.of(thrown.refusal());
    }
    return signed(answer(JsonText.text(body, "transactionID"), refusals));
  }

  private List<IdaRefusal> judged(Call call, JsonObject body) {
    checkCaller(call);
    IdaEnvelope.checkSignature(call.header("signature"), call.body(), partner);
    checkForm(body);
    checkTime(JsonText.text(body, "requestTime"));
    JsonObject opened = opened(body);
    remember(body, opened);
    checkTime(JsonText.text(opened, "timestamp"));
    String id = JsonText.text(body, "individualId");
    if (reported.containsKey(id)) {
      return List.of(reported.get(id));
    }
    String type = JsonText.text(body, "individualIdType");
    String uin = people.uin(id, type);
    if (uin == null) {
      throw (type.equals("VID") ? new IdaRefusal("IDA-MLC-004", "Invalid VID") : new IdaRefusal("IDA-MLC-002", "Invalid UIN")).thrown();
    }
    JsonObject demographics = JsonText.child(opened, "demographics");
    if (demographics.isEmpty()) {
      throw new IdaRefusal("IDA-MLC-008", "No authentication type selected").thrown();
    }
    return people.differences(uin, demographics);
  }

  private static void checkCaller(Call call) {
    String[] parts = call.path().substring(PATH.length() + 1).split("/", -1);
    if (parts.length != 3 || !parts[0].equals(LICENCE)) {
      throw new IdaRefusal("IDA-MPA-007", "License key does not belong to a registered MISP").thrown();
    }
    if (!parts[1].equals(PARTNER)) {
      throw new IdaRefusal("IDA-MPA-009", "Partner is not registered").thrown();
    }
    if (!parts[2].equals(API_KEY)) {
      throw new IdaRefusal("IDA-MPA-039", "API key has expired").thrown();
    }
    if (call.header("Authorization") == null || call.header("Authorization").isBlank()) {
      throw new IdaRefusal("IDA-MLC-006", "Missing Input Parameter - Authorization").thrown();
    }
  }

  private void checkForm(JsonObject body) {
    Stream.of("id", "version", "individualId", "individualIdType", "transactionID", "requestTime", "thumbprint", "domainUri", "env", "request", "requestSessionKey", "requestHMAC")
        .filter(field -> JsonText.text(body, field) == null)
        .findFirst()
        .ifPresent(field -> {
          throw new IdaRefusal("IDA-MLC-006", "Missing Input Parameter - " + field).thrown();
        });
    if (body.get("consentObtained") != JsonValue.TRUE) {
      throw new IdaRefusal("IDA-MLC-012", "Individual's Consent is not available").thrown();
    }
    check(body, "id", "mosip\\.identity\\.auth");
    check(body, "version", "1\\.0");
    check(body, "transactionID", "\\d{10}");
    check(body, "individualIdType", "UIN|VID");
    check(body, "domainUri", java.util.regex.Pattern.quote(DOMAIN));
    check(body, "env", String.join("|", ENVIRONMENTS));
    if (!IdaEnvelope.names(JsonText.text(body, "thumbprint"), encryption.certificate())) {
      throw new IdaRefusal("IDA-MPA-003", "Unable to decrypt Request").thrown();
    }
  }

  private static void check(JsonObject body, String field, String form) {
    if (!JsonText.text(body, field).matches(form)) {
      throw new IdaRefusal("IDA-MLC-009", "Invalid Input Parameter - " + field).thrown();
    }
  }

  private void checkTime(String text) {
    try {
      if (text != null && MosipEnvelope.isUtcMillis(text) && Duration.between(Instant.parse(text), now()).abs().compareTo(WINDOW) <= 0) {
        return;
      }
    } catch (DateTimeParseException notATime) {
      // Refused as one that is too old.
    }
    throw new IdaRefusal("IDA-MLC-001", "Request to be received at MOSIP within 30 seconds").thrown();
  }

  private JsonObject opened(JsonObject body) {
    byte[] session = IdaEnvelope.sessionKey(JsonText.text(body, "requestSessionKey"), encryption.key());
    byte[] plain = IdaEnvelope.opened(JsonText.text(body, "request"), session);
    IdaEnvelope.checkHash(plain, IdaEnvelope.opened(JsonText.text(body, "requestHMAC"), session));
    return JsonText.parseObject(plain);
  }

  private void remember(JsonObject body, JsonObject opened) {
    asked.addFirst(JsonText.object(body).add("opened", opened).build());
    if (asked.size() > REMEMBERED) {
      asked.pollLast();
    }
  }

  private JsonObject answer(String transaction, List<IdaRefusal> refusals) {
    JsonObjectBuilder answer = JsonText.object().add("id", "mosip.identity.auth").add("version", "1.0").add("responseTime", time(now()));
    answer.add("transactionID", transaction == null ? JsonValue.NULL : JsonText.value(transaction));
    JsonObjectBuilder response = JsonText.object().add("authStatus", refusals.isEmpty());
    response.add("authToken", refusals.isEmpty() ? JsonText.value(UUID.randomUUID().toString().replace("-", "")) : JsonValue.NULL);
    answer.add("response", response);
    if (!refusals.isEmpty()) {
      var errors = JsonText.array();
      refusals.forEach(refusal -> errors.add(refusal.json()));
      answer.add("errors", errors);
    }
    return answer.build();
  }

  private Answer signed(JsonObject answer) {
    byte[] bytes = answer.toString().getBytes(StandardCharsets.UTF_8);
    Answer good = Answer.json(200, answer).with("response-signature", IdaEnvelope.signed(bytes, signing));
    if (yes == null && answer.getJsonObject("response").getBoolean("authStatus")) {
      yes = good;
    }
    return switch (flaw) {
      case NONE -> good;
      case UNSIGNED -> Answer.json(200, answer);
      case STRANGER -> Answer.json(200, answer).with("response-signature", IdaEnvelope.signed(bytes, IdaKeyPair.stranger()));
      case TAMPERED -> good.withBody(JsonText.object(answer).remove("errors").add("response", JsonText.object().add("authStatus", true).add("authToken", "forged")).build().toString());
      case REPLAYED -> yes == null ? good : yes;
    };
  }

  private Instant now() {
    return Instant.now().plus(ahead);
  }

  private static String time(Instant instant) {
    return java.time.format.DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(java.time.ZoneOffset.UTC).format(instant);
  }
}

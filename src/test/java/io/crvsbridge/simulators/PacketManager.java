package io.crvsbridge.simulators;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** MOSIP's packet manager: takes a packet, forgets fields silently, overwrites without asking (MOSIP contract, section 2). */
public final class PacketManager {

  private static final String ID = "mosip.registration.packet.writer";
  private static final Set<String> CATEGORIES = Set.of("pvt", "kyc", "none", "evidence", "optional");

  private final AuthManager auth;
  private final MosipLedger ledger;
  private final Set<String> providers = ConcurrentHashMap.newKeySet();
  private final Map<String, AtomicInteger> writing = new ConcurrentHashMap<>();
  private final AtomicInteger silentFailures = new AtomicInteger();
  private volatile long writeMillis = 2;

  PacketManager(AuthManager auth, MosipLedger ledger) {
    this.auth = auth;
    this.ledger = ledger;
    provides("CRVS1", "CRVS_NEW");
    provides("CRVS1", "CRVS_DEATH");
  }

  /** Declares a source and process that the writer knows. */
  public void provides(String source, String process) {
    providers.add(source + "/" + process);
  }

  /** The next so many packets vanish: HTTP 200, {@code response:null}, no error. */
  public void failSilently(int times) {
    silentFailures.set(times);
  }

  /** How long storing takes, which is how long a second call with the same id can collide. */
  public void writeMillis(long millis) {
    writeMillis = millis;
  }

  Answer create(Call call) {
    Optional<Answer> refusal = auth.refusal(call, "REGISTRATION_PROCESSOR", "ONLINE_REGISTRATION_CLIENT");
    if (refusal.isPresent()) {
      return refusal.get();
    }
    JsonObject request;
    Packet packet;
    try {
      request = call.json().getJsonObject("request");
      packet = read(request);
    } catch (JsonException | NullPointerException | ClassCastException unmappable) {
      return MosipEnvelope.error(ID, "KER-KPM-001", "Invalid input parameter");
    }
    ledger.packetCalled(packet.id());
    if (!providers.contains(packet.source() + "/" + packet.process())) {
      return MosipEnvelope.error(ID, "KER-PUT-006", "No available provider found for source and process.");
    }
    if (!(request.get("audits") instanceof JsonArray audits) || audits.isEmpty()) {
      return MosipEnvelope.error(ID, "KER-KPM-008", "Audits are mandatory");
    }
    return oneAtATime(packet, request);
  }

  private Answer oneAtATime(Packet packet, JsonObject request) {
    AtomicInteger parallel = writing.computeIfAbsent(packet.id(), id -> new AtomicInteger());
    if (parallel.getAndIncrement() > 0) {
      ledger.violation("parallel createPacket " + packet.id());
    }
    try {
      if (ledger.hasWorkflow(packet.id())) {
        ledger.violation("createPacket after the workflow's start " + packet.id());
      }
      Waiting.sleep(writeMillis);
      return write(packet, request);
    } finally {
      parallel.decrementAndGet();
    }
  }

  /** Every failure in here is swallowed by the real writer: success is told from {@code response} alone. */
  private Answer write(Packet packet, JsonObject request) {
    if (silentFailures.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
      return silence();
    }
    try {
      Double.parseDouble(request.getString("schemaVersion"));
      JsonObject schema = JsonText.parseObject(request.getString("schemaJson"));
      JsonObject properties = schema.getJsonObject("properties").getJsonObject("identity").getJsonObject("properties");
      Set<String> parts = new LinkedHashSet<>(Set.of("id"));
      Map<String, String> kept = kept(packet, properties, parts);
      checkDocuments(request, parts);
      Packet stored = new Packet(packet.id(), packet.refId(), packet.source(), packet.process(), kept, packet.metaInfo(), request);
      ledger.stored(stored);
      return MosipEnvelope.response(ID, infos(request, parts), JsonValue.EMPTY_JSON_ARRAY);
    } catch (RuntimeException swallowed) {
      return silence();
    }
  }

  private static Answer silence() {
    return MosipEnvelope.response(ID, JsonValue.NULL, JsonValue.EMPTY_JSON_ARRAY);
  }

  private Map<String, String> kept(Packet packet, JsonObject properties, Set<String> parts) {
    Map<String, String> kept = new LinkedHashMap<>();
    packet.fields().forEach(
        (name, value) -> {
          if (!properties.containsKey(name) || value == null || isStringArray(value)) {
            ledger.dropped(packet.id(), name);
            return;
          }
          String category = properties.getJsonObject(name).getString("fieldCategory", "pvt");
          if (!CATEGORIES.contains(category)) {
            throw new IllegalStateException("no such category: " + category);
          }
          parts.add(category.equals("evidence") || category.equals("optional") ? category : "id");
          kept.put(name, value);
        });
    return kept;
  }

  private static boolean isStringArray(String value) {
    return value.startsWith("[")
        && JsonText.tryParse(value).orElse(null) instanceof JsonArray array
        && array.stream().anyMatch(element -> !(element instanceof JsonObject));
  }

  private static void checkDocuments(JsonObject request, Set<String> parts) {
    JsonText.child(request, "documents")
        .forEach(
            (name, document) -> {
              Base64.Decoder decoder = document.asJsonObject().getString("document").matches(".*[-_].*") ? Base64.getUrlDecoder() : Base64.getDecoder();
              decoder.decode(document.asJsonObject().getString("document"));
              parts.add("evidence");
            });
  }

  private static JsonValue infos(JsonObject request, Set<String> parts) {
    JsonArrayBuilder infos = JsonText.array();
    for (String part : parts) {
      JsonObjectBuilder info = JsonText.object().add("id", request.getString("id"));
      info.add("packetName", request.getString("id") + "_" + part);
      for (String copied : new String[] {"source", "process", "refId", "schemaVersion"}) {
        info.add(copied, request.getString(copied));
      }
      info.add("signature", "c2ltdWxhdGVk").add("encryptedHash", "c2ltdWxhdGVk");
      infos.add(info.add("providerName", "PacketWriterImpl").add("providerVersion", "v1.0").add("creationDate", CoreEvents.now()));
    }
    return infos.build();
  }

  private static Packet read(JsonObject request) {
    return new Packet(
        request.getString("id"),
        request.getString("refId"),
        request.getString("source"),
        request.getString("process"),
        texts(request, "fields"),
        texts(request, "metaInfo"),
        request);
  }

  /** A string-to-string map; a number is taken as its text, a structure does not map. */
  private static Map<String, String> texts(JsonObject request, String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    request
        .getJsonObject(key)
        .forEach(
            (name, value) -> {
              if (value instanceof JsonObject || value instanceof JsonArray) {
                throw new JsonException("a structure in a map of texts: " + name);
              }
              texts.put(name, value == JsonValue.NULL ? null : value instanceof JsonString text ? text.getString() : value.toString());
            });
    return texts;
  }
}

package io.crvsbridge.simulators;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/** MOSIP's workflow manager and the routes behind it: always HTTP 200, the outcome comes later (MOSIP contract, section 3). */
public final class WorkflowManager {

  private static final String ID = "mosip.registration.processor.workflow.instance";
  private static final DateTimeFormatter MOSIP_DATE = DateTimeFormatter.ofPattern("yyyy/MM/dd");
  private static final long LONGEST_WAIT_SECONDS = 15;

  private final AuthManager auth;
  private final MosipLedger ledger;
  private final Function<Packet, CompletableFuture<Void>> issue;
  private final Consumer<JsonObject> completed;
  private final ScheduledExecutorService routes;
  private final Map<String, String> instances = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Answer> scripted = new ConcurrentLinkedQueue<>();
  private volatile long delayMillis = 50;
  private volatile boolean credentialFirst;
  private volatile int infantYears = 5;
  private volatile Set<String> officers = Set.of();
  private volatile Set<String> places = Set.of();
  private volatile List<String> mandatory = List.of("fullName", "gender");
  private volatile MosipLedger.Outcome forced;

  WorkflowManager(
      AuthManager auth,
      MosipLedger ledger,
      ScheduledExecutorService routes,
      Function<Packet, CompletableFuture<Void>> issue,
      Consumer<JsonObject> completed) {
    this.auth = auth;
    this.ledger = ledger;
    this.routes = routes;
    this.issue = issue;
    this.completed = completed;
  }

  /** From a workflow's start to its outcome. */
  public void delayMillis(long millis) {
    delayMillis = millis;
  }

  /** Delivers the credential before the call that starts the workflow is answered. */
  public void credentialBeforeAnswer(boolean first) {
    credentialFirst = first;
  }

  /** The age below which a person counts as INFANT; 0 switches the rule off. */
  public void infantBelow(int years) {
    infantYears = years;
  }

  /** The officers MOSIP knows; none switches the check off. */
  public void officers(String... known) {
    officers = Set.of(known);
  }

  /** The centre and machine pairs MOSIP knows, such as {@code 10021_10037}; none switches the check off. */
  public void places(String... known) {
    places = Set.of(known);
  }

  /** Fields without which a birth's route fails, besides a date of birth or an age. */
  public void mandatory(String... fields) {
    mandatory = List.of(fields);
  }

  /** Every route ends like this from now on; null lets the rules decide again. */
  public void outcome(MosipLedger.Outcome outcome) {
    forced = outcome;
  }

  /** The next call is answered with this code, without effect. */
  public void answerNextWith(String code) {
    scripted.add(MosipEnvelope.error(ID, code, "simulated"));
  }

  /** The next call is answered with a JSON string instead of an object, without effect. */
  public void answerNextWithBareString() {
    scripted.add(Answer.json(200, JsonText.value("Unable to access API resource")));
  }

  Answer start(Call call) {
    Optional<Answer> refusal = auth.refusal(call, "ONLINE_REGISTRATION_CLIENT", "REGISTRATION_PROCESSOR", "GLOBAL_ADMIN");
    if (refusal.isPresent()) {
      return refusal.get();
    }
    Answer script = scripted.poll();
    if (script != null) {
      return script;
    }
    JsonObject body;
    try {
      body = call.json();
    } catch (JsonException unreadable) {
      return MosipEnvelope.error(ID, "RPR-WIS-000", "Unknown exception");
    }
    return complaint(body).orElseGet(() -> started(body.getJsonObject("request")));
  }

  private static Optional<Answer> complaint(JsonObject body) {
    JsonObject request = JsonText.child(body, "request");
    for (String key : List.of("id", "version", "requesttime")) {
      if (JsonText.text(body, key) == null) {
        return Optional.of(MosipEnvelope.error(ID, "RPR-WIN-000", "Missing Input Parameter - " + key));
      }
    }
    for (String key : List.of("registrationId", "process", "source")) {
      if (JsonText.text(request, key) == null) {
        return Optional.of(MosipEnvelope.error(ID, "RPR-WIN-000", "Missing Input Parameter - " + key));
      }
    }
    boolean utcMillis = body.getString("requesttime").matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    if (!ID.equals(body.getString("id")) || !utcMillis) {
      return Optional.of(MosipEnvelope.error(ID, "RPR-WIN-001", "Invalid Input Parameter"));
    }
    boolean tooShort = request.getString("registrationId").length() < 10;
    return tooShort ? Optional.of(MosipEnvelope.error(ID, "RPR-WIS-000", "Unknown exception")) : Optional.empty();
  }

  private Answer started(JsonObject request) {
    String rid = request.getString("registrationId");
    ledger.workflowCalled(rid);
    String process = request.getString("process");
    String instance = UUID.randomUUID().toString();
    String further = request.get("additionalInfoReqId") instanceof JsonString text ? text.getString() : "";
    if (instances.putIfAbsent(rid + "/" + process + "/" + further, instance) != null) {
      return MosipEnvelope.error(ID, "RPR-WIS-001", "Workflow instance is already present for this registration id and process");
    }
    ledger.workflowStarted(rid, instance);
    Packet packet = ledger.packet(rid).orElse(null);
    checkRid(rid, packet);
    if (credentialFirst) {
      run(rid, process, packet).orTimeout(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS).exceptionally(late -> null).join();
    } else {
      routes.schedule(() -> run(rid, process, packet), delayMillis, TimeUnit.MILLISECONDS);
    }
    return MosipEnvelope.response(ID, JsonText.object().add("workflowInstanceId", instance).build(), JsonValue.NULL);
  }

  /** The RID is enforced nowhere on this path, but a wrong one makes a new key for every birth. */
  private void checkRid(String rid, Packet packet) {
    if (!rid.matches("\\d{29}")) {
      ledger.violation("the RID is not 29 digits: " + rid);
    } else if (packet != null && !rid.startsWith(packet.refId().replace("_", ""))) {
      ledger.violation("the RID does not begin with the refId: " + rid);
    }
  }

  private CompletableFuture<Void> run(String rid, String process, Packet packet) {
    MosipLedger.Outcome outcome = forced != null ? forced : judge(packet);
    ledger.ended(rid, outcome);
    completed.accept(event(rid, process, outcome));
    boolean credential = outcome == MosipLedger.Outcome.PROCESSED && packet != null && packet.process().equals("CRVS_NEW");
    return credential ? issue.apply(packet) : CompletableFuture.completedFuture(null);
  }

  /** Flat, without the wrapper of other events. */
  private static JsonObject event(String rid, String process, MosipLedger.Outcome outcome) {
    boolean processed = outcome == MosipLedger.Outcome.PROCESSED;
    JsonValue error = processed ? JsonValue.NULL : JsonText.value(outcome == MosipLedger.Outcome.REJECTED ? "PACKET_REJECTED" : "PACKET_FAILED");
    return JsonText.object()
        .add("instanceId", rid)
        .add("resultCode", outcome.name())
        .add("workflowType", process)
        .add("errorCode", error)
        .build();
  }

  private MosipLedger.Outcome judge(Packet packet) {
    boolean sound = packet != null && staffed(packet) && (packet.process().equals("CRVS_DEATH") ? deathIsComplete(packet) : birthIsComplete(packet));
    return sound ? MosipLedger.Outcome.PROCESSED : MosipLedger.Outcome.FAILED;
  }

  private boolean staffed(Packet packet) {
    String officer = packet.label("operationsData", "officerId").orElse("");
    String place = packet.label("metaData", "centerId").orElse("") + "_" + packet.label("metaData", "machineId").orElse("");
    return (officers.isEmpty() || officers.contains(officer)) && (places.isEmpty() || places.contains(place) && places.contains(packet.refId()));
  }

  private static boolean deathIsComplete(Packet packet) {
    return packet.field("UIN").filter(uin -> !uin.isBlank()).isPresent();
  }

  private boolean birthIsComplete(Packet packet) {
    boolean all = mandatory.stream().allMatch(field -> packet.field(field).filter(value -> !value.isBlank()).isPresent());
    boolean dated = packet.field("dateOfBirth").isPresent() || packet.field("age").isPresent();
    return all && dated && (infantYears == 0 || isInfant(packet));
  }

  private boolean isInfant(Packet packet) {
    try {
      String date = packet.field("dateOfBirth").orElse("");
      return LocalDate.parse(date, MOSIP_DATE).isAfter(LocalDate.now(ZoneOffset.UTC).minusYears(infantYears));
    } catch (DateTimeParseException otherFormat) {
      return false;
    }
  }
}

package io.crvsbridge.simulators;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;

/** MOSIP's workflow manager and the routes behind it: always HTTP 200, the outcome comes later (MOSIP contract, section 3). */
public final class WorkflowManager {

  private static final String ID = "mosip.registration.processor.workflow.instance";
  private static final long LONGEST_WAIT_SECONDS = 15;

  private final AuthManager auth;
  private final MosipLedger ledger;
  private final Function<Packet, CompletableFuture<Void>> issue;
  private final WorkflowEvents events;
  private final ScheduledExecutorService routes;
  private final WorkflowRules rules = new WorkflowRules();
  private final WorkflowHistory history = new WorkflowHistory();
  private final Map<String, String> instances = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Answer> scripted = new ConcurrentLinkedQueue<>();
  private final Countdown withoutCredential = new Countdown();
  private volatile long delayMillis = 50;
  private volatile boolean credentialFirst;
  private volatile boolean externalStatus;
  private volatile WorkflowHistory.Reason reason;

  WorkflowManager(
      AuthManager auth, MosipLedger ledger, ScheduledExecutorService routes, Function<Packet, CompletableFuture<Void>> issue, WorkflowEvents events) {
    this.auth = auth;
    this.ledger = ledger;
    this.routes = routes;
    this.issue = issue;
    this.events = events;
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
    rules.infantBelow(years);
  }

  /** The officers MOSIP knows; none switches the check off. */
  public void officers(String... known) {
    rules.officers(known);
  }

  /** The centre and machine pairs MOSIP knows, such as {@code 10021_10037}; none switches the check off. */
  public void places(String... known) {
    rules.places(known);
  }

  /** Fields without which a birth's route fails, besides a date of birth or an age. */
  public void mandatory(String... fields) {
    rules.mandatory(fields);
  }

  /** Every route ends like this from now on; null lets the rules decide again. */
  public void outcome(MosipLedger.Outcome outcome) {
    rules.outcome(outcome);
  }

  /** The routes of these packets end like this; of several that fit a packet, the one added last counts. */
  public void outcomeFor(Predicate<Packet> which, MosipLedger.Outcome outcome) {
    rules.outcomeFor(which, outcome);
  }

  /** The rules alone decide again, for every packet. */
  public void clearOutcomes() {
    rules.clearOutcomes();
  }

  /** The reason that a workflow which does not go through gives to the transaction API; nulls for the usual one of each outcome. */
  public void reason(String subStatusCode, String comment) {
    reason = subStatusCode == null ? null : new WorkflowHistory.Reason(subStatusCode, comment);
  }

  /** The events of the next so many ends are lost; the ends themselves and the credentials are not. */
  public void loseEvents(int next) {
    events.lose(next);
  }

  /** Bad ends come after the identity was made: MOSIP gives up over a later stage. */
  public void identityFirst(boolean first) {
    history.identityFirst(first);
  }

  /** The country's own name for the topic of ended workflows. */
  public void completedTopic(String name) {
    events.completedTopic(name);
  }

  /** Every completed event is published twice. */
  public void completedTwice(boolean twice) {
    events.completedTwice(twice);
  }

  /** The next so many births that are PROCESSED get no credential, until somebody asks for it. */
  public void withoutCredential(int next) {
    withoutCredential.set(next);
  }

  /** Whether MOSIP counts our processes among its main ones, without which the external status API fails. */
  public void externalStatus(boolean configured) {
    externalStatus = configured;
  }

  boolean hasExternalStatus() {
    return externalStatus;
  }

  WorkflowHistory history() {
    return history;
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
    boolean utcMillis = MosipEnvelope.isUtcMillis(body.getString("requesttime"));
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
    history.began(rid, process);
    Packet packet = ledger.packet(rid).orElse(null);
    check(rid, packet);
    if (credentialFirst) {
      run(rid, process, packet).orTimeout(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS).exceptionally(late -> null).join();
    } else {
      routes.schedule(() -> run(rid, process, packet), delayMillis, TimeUnit.MILLISECONDS);
    }
    return MosipEnvelope.response(ID, JsonText.object().add("workflowInstanceId", instance).build(), JsonValue.NULL);
  }

  /** What nothing on this path enforces: a wrong RID makes a new key for every birth, an update of nobody a new person. */
  private void check(String rid, Packet packet) {
    if (!rid.matches("\\d{29}")) {
      ledger.violation("the RID is not 29 digits: " + rid);
    } else if (packet != null && !rid.startsWith(packet.refId().replace("_", ""))) {
      ledger.violation("the RID does not begin with the refId: " + rid);
    }
    if (packet != null && WorkflowRules.lacksUin(packet)) {
      ledger.violation("a packet without UIN would be taken for a new person: " + rid);
    }
  }

  /** A workflow that was ended by hand meanwhile does not end a second time by itself. */
  private CompletableFuture<Void> run(String rid, String process, Packet packet) {
    return history.isRunning(rid) ? ended(rid, process, packet, rules.judge(packet)) : CompletableFuture.completedFuture(null);
  }

  /** Ends a workflow by hand, whether it runs, waits, or has ended before. */
  void end(String rid, MosipLedger.Outcome outcome) {
    String process = history.process(rid).orElseThrow(() -> new IllegalStateException("no workflow was started for " + rid));
    ended(rid, process, ledger.packet(rid).orElse(null), outcome);
  }

  private CompletableFuture<Void> ended(String rid, String process, Packet packet, MosipLedger.Outcome outcome) {
    history.ended(rid, outcome, reason);
    ledger.ended(rid, outcome);
    if (history.hasIdentity(rid)) {
      ledger.identityMade(rid);
    }
    events.ended(rid, process, outcome);
    boolean entitled = outcome == MosipLedger.Outcome.PROCESSED && packet != null && packet.process().equals(WorkflowRules.BIRTH);
    return entitled && !withoutCredential.hit() ? issue.apply(packet) : CompletableFuture.completedFuture(null);
  }
}

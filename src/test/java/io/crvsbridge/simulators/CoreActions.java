package io.crvsbridge.simulators;

import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Accept and reject, with everything that was measured to go wrong in them (Core contract, section 3). */
final class CoreActions {

  private static final Pattern PATH = Pattern.compile("(/events)?/(event\\.actions\\.(.+)\\.(accept|reject))");
  private static final Set<String> NEVER_REJECTED_LATER = Set.of("REJECT", "APPROVE_CORRECTION", "REJECT_CORRECTION");

  private final CoreEvents events;
  private final CoreAuth auth;
  private final CoreLedger ledger;
  private final Predicate<String> triggerUnanswered;
  private final Set<String> declaredFields = ConcurrentHashMap.newKeySet();
  private volatile boolean plainScopes;
  private volatile long raceMillis = 3;

  CoreActions(CoreEvents events, CoreAuth auth, CoreLedger ledger, Predicate<String> triggerUnanswered) {
    this.events = events;
    this.auth = auth;
    this.ledger = ledger;
    this.triggerUnanswered = triggerUnanswered;
  }

  void declares(List<String> fields) {
    declaredFields.addAll(fields);
  }

  void plainScopes(boolean plain) {
    plainScopes = plain;
  }

  /** How long Core takes between looking and writing: it holds no lock meanwhile. */
  void raceMillis(long millis) {
    raceMillis = millis;
  }

  static boolean isAccept(Call call) {
    return PATH.matcher(call.path()).matches() && call.path().endsWith(".accept");
  }

  static boolean isReject(Call call) {
    return PATH.matcher(call.path()).matches() && call.path().endsWith(".reject");
  }

  Answer confirm(Call call) {
    Matcher path = PATH.matcher(call.path());
    if (!path.matches()) {
      return Trpc.unknownProcedure();
    }
    boolean gateway = path.group(1) != null;
    String procedure = path.group(2);
    JsonObject claims = auth.claims(call.bearer());
    if (claims == null || gateway && !hasAudience(claims, "opencrvs:gateway-user")) {
      String message = call.bearer() == null ? "Authorization token is missing" : "Authentication failed";
      return gateway ? Trpc.gatewayUnauthorized() : Trpc.unauthorized(message, procedure);
    }
    String type = Confirmation.TYPES.get(path.group(3));
    if (type == null) {
      return Trpc.unknownProcedure();
    }
    if (!call.method().equals("POST")) {
      String message = "Unsupported " + call.method() + "-request to mutation procedure at path \"" + procedure + "\"";
      return Trpc.error(405, -32005, "METHOD_NOT_SUPPORTED", message, procedure);
    }
    return authenticated(call, claims, procedure, type, path.group(4).equals("accept"));
  }

  private Answer authenticated(Call call, JsonObject claims, String procedure, String type, boolean accept) {
    JsonObject body;
    try {
      body = call.json();
    } catch (JsonException malformed) {
      return Trpc.badRequest("Expected property name or '}' in JSON at position 1", procedure);
    }
    if (!scopes(claims).containsAll(plainScopes ? RecordToken.CONFIRM_1_9 : RecordToken.CONFIRM_2_0)) {
      return Trpc.forbidden("Missing required scopes for action confirmation", procedure);
    }
    if (JsonText.text(claims, "eventId") == null || JsonText.text(claims, "actionId") == null) {
      return Trpc.forbidden("Missing required claims for action confirmation", procedure);
    }
    String complaint = Confirmation.complaint(body, type, accept).orElse(null);
    if (complaint != null) {
      return Trpc.badRequest(complaint, procedure);
    }
    Confirmation asked = Confirmation.of(body.getJsonObject("json"));
    if (!asked.eventId().equals(claims.getString("eventId")) || !asked.actionId().equals(claims.getString("actionId"))) {
      return Trpc.forbidden("FORBIDDEN", procedure);
    }
    return recorded(call, claims, procedure, type, accept, asked);
  }

  private Answer recorded(Call call, JsonObject claims, String procedure, String type, boolean accept, Confirmation asked) {
    CoreEvent event = events.find(asked.eventId()).orElse(null);
    if (event == null) {
      return Trpc.notFound("Event not found with ID: " + asked.eventId(), procedure);
    }
    boolean early = triggerUnanswered.test(asked.actionId());
    ledger.confirming(event.id(), asked.actionId(), accept, asked.transactionId(), auth.kind(call.bearer(), claims), early);
    try {
      return accept ? accept(event, asked, type, claims, procedure) : reject(event, asked, type, claims);
    } finally {
      ledger.confirmed(event.id());
    }
  }

  private Answer accept(CoreEvent event, Confirmation asked, String type, JsonObject claims, String procedure) {
    if (event.action(asked.actionId()).isEmpty()) {
      return Trpc.notFound("Action not found.", procedure);
    }
    if (event.accepted(asked.actionId()).isPresent()) {
      return Trpc.result(event.document());
    }
    if (event.rejected(asked.actionId()).isPresent()) {
      return Trpc.badRequest("Action has already been rejected.", procedure);
    }
    race();
    JsonObjectBuilder action = decided(event, asked, type, "Accepted", claims);
    for (String key : List.of("declaration", "annotation", "registrationNumber", "customActionType", "content", "requestId")) {
      if (asked.input().containsKey(key)) {
        action.add(key, asked.input().get(key));
      }
    }
    boolean poison = !declared(event).containsAll(JsonText.child(asked.input(), "declaration").keySet());
    Answer answer = write(event, action.build(), asked, claims);
    if (poison) {
      // The action is stored, and from then on nobody can read the event.
      ledger.poisons(event.id());
      return Trpc.internal();
    }
    return answer;
  }

  private Answer reject(CoreEvent event, Confirmation asked, String type, JsonObject claims) {
    boolean fails =
        event.action(asked.actionId()).isEmpty()
            || event.accepted(asked.actionId()).isPresent()
            || NEVER_REJECTED_LATER.contains(type);
    if (fails) {
      return Trpc.internal();
    }
    if (event.rejected(asked.actionId()).isPresent()) {
      return Trpc.result(event.document());
    }
    race();
    return write(event, decided(event, asked, type, "Rejected", claims).build(), asked, claims);
  }

  private Answer write(CoreEvent event, JsonObject action, Confirmation asked, JsonObject claims) {
    CoreEvents.Written written = events.write(event, action);
    if (written == CoreEvents.Written.NUMBER_OF_ANOTHER_EVENT) {
      return Trpc.internal();
    }
    if (written == CoreEvents.Written.YES && !asked.input().getBoolean("keepAssignment", false)) {
      unassign(events, event, asked.transactionId(), claims);
    }
    return Trpc.result(event.document());
  }

  private static JsonObjectBuilder decided(CoreEvent event, Confirmation asked, String type, String status, JsonObject claims) {
    String userType = claims.getString("userType", "user");
    return CoreEvents.action(type, status, asked.transactionId(), claims.getString("sub"), userType)
        .add("originalActionId", asked.actionId());
  }

  static void unassign(CoreEvents events, CoreEvent event, String transactionId, JsonObject claims) {
    String userType = claims.getString("userType", "user");
    events.write(
        event,
        CoreEvents.action("UNASSIGN", "Accepted", transactionId, claims.getString("sub"), userType).add("assignedTo", JsonValue.NULL).build());
  }

  /** What the forms declare, with what the event already holds. */
  private Set<String> declared(CoreEvent event) {
    Set<String> fields = new java.util.HashSet<>(declaredFields);
    event.actions().stream()
        .filter(action -> CoreEvent.is(action, "status", "Requested"))
        .forEach(action -> fields.addAll(JsonText.child(action, "declaration").keySet()));
    return fields;
  }

  private void race() {
    Waiting.sleep(raceMillis);
  }

  private static boolean hasAudience(JsonObject claims, String audience) {
    return claims.get("aud") instanceof JsonArray all && all.contains(JsonText.value(audience));
  }

  static List<String> scopes(JsonObject claims) {
    return claims.get("scope") instanceof JsonArray all
        ? all.getValuesAs(JsonValue.class).stream().filter(JsonString.class::isInstance).map(s -> ((JsonString) s).getString()).toList()
        : List.of();
  }
}

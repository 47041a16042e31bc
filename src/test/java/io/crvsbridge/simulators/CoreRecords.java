package io.crvsbridge.simulators;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.UUID;

/** Reading from Core: one event (which leaves a READ action behind), and the search of system clients (Core contract, section 4). */
final class CoreRecords {

  private static final String GET = "event.get";

  private final CoreEvents events;
  private final CoreAuth auth;
  private final CoreLedger ledger;

  CoreRecords(CoreEvents events, CoreAuth auth, CoreLedger ledger) {
    this.events = events;
    this.auth = auth;
    this.ledger = ledger;
  }

  static boolean isGet(Call call) {
    return call.path().equals("/events/" + GET) || call.path().equals("/" + GET);
  }

  Answer get(Call call) {
    JsonObject claims = auth.claims(call.bearer());
    if (claims == null) {
      return Trpc.gatewayUnauthorized();
    }
    String eventId =
        JsonText.tryParse(call.query().getOrDefault("input", ""))
            .map(input -> input instanceof JsonObject object ? JsonText.text(JsonText.child(object, "json"), "eventId") : null)
            .orElse(null);
    if (eventId == null) {
      return Trpc.badRequest("Invalid input: expected string, received undefined", GET);
    }
    boolean ownEvent = eventId.equals(JsonText.text(claims, "eventId"));
    if (!ownEvent && (claims.containsKey("eventId") || !CoreActions.scopes(claims).contains("type=record.read"))) {
      return Trpc.forbidden("FORBIDDEN", GET);
    }
    CoreEvent event = events.find(eventId).orElse(null);
    if (event == null) {
      return Trpc.notFound("Event not found with ID: " + eventId, GET);
    }
    if (ledger.isPoisoned(eventId)) {
      return Trpc.internal();
    }
    String userType = claims.getString("userType", "user");
    events.write(event, CoreEvents.action("READ", "Accepted", UUID.randomUUID().toString(), claims.getString("sub"), userType).build());
    return Trpc.result(event.document());
  }

  /** By tracking id or by registration number; the query's other clauses are not understood here. */
  Answer search(Call call) {
    JsonObject claims = auth.claims(call.bearer());
    if (claims == null) {
      return Trpc.gatewayUnauthorized();
    }
    if (!CoreActions.scopes(claims).contains("type=record.search")) {
      return Trpc.forbidden("FORBIDDEN", "event.search");
    }
    JsonArrayBuilder results = JsonText.array();
    List<CoreEvent> found = events.all().stream().filter(event -> matches(event, call.json())).toList();
    found.forEach(event -> results.add(summary(event)));
    return Answer.json(200, JsonText.object().add("results", results).add("total", found.size()).build());
  }

  private static boolean matches(CoreEvent event, JsonObject search) {
    for (JsonValue clause : JsonText.child(search, "query").getJsonArray("clauses")) {
      JsonObject wanted = clause.asJsonObject();
      String trackingId = JsonText.text(JsonText.child(wanted, "trackingId"), "term");
      String eventType = JsonText.text(wanted, "eventType");
      boolean typeFits = eventType == null || eventType.equals(event.type());
      if (typeFits && event.trackingId().equals(trackingId)) {
        return true;
      }
    }
    return false;
  }

  private static JsonObjectBuilder summary(CoreEvent event) {
    boolean registered = event.find(a -> CoreEvent.is(a, "type", "REGISTER") && CoreEvent.is(a, "status", "Accepted")).isPresent();
    return JsonText.object()
        .add("id", event.id())
        .add("type", event.type())
        .add("status", registered ? "REGISTERED" : "DECLARED")
        .add("trackingId", event.trackingId())
        .add("declaration", Aggregate.of(event));
  }
}

package io.crvsbridge.simulators;

import jakarta.json.JsonObject;
import java.util.UUID;

/** Reading one event from Core, which leaves a READ action behind (Core contract, section 4). */
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
    String eventId = Trpc.input(call) instanceof JsonObject input ? JsonText.text(input, "eventId") : null;
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
}

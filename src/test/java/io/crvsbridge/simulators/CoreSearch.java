package io.crvsbridge.simulators;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The search of system clients, {@code POST /events/events/search} (Core contract, section 4; the clauses by Core's public source,
 * packages/commons/src/events/EventIndex.ts). Of the conditions of a clause it understands the type of event, the status, the tracking id and the registration
 * number, each exactly; any other is refused, so that no test rests on one.
 */
final class CoreSearch {

  private static final String TYPE = "eventType";
  private static final String NUMBER = "legalStatuses.REGISTERED.registrationNumber";
  private static final Set<String> CONDITIONS = Set.of(TYPE, "status", "trackingId", NUMBER);
  private static final int MOST = 100;
  /** What an accepted action makes of an event; any other leaves it as it is. */
  private static final Map<String, String> MOVES =
      Map.of("NOTIFY", "NOTIFIED", "DECLARE", "DECLARED", "VALIDATE", "VALIDATED", "REGISTER", "REGISTERED", "ARCHIVE", "ARCHIVED");

  private final CoreEvents events;
  private final CoreAuth auth;

  CoreSearch(CoreEvents events, CoreAuth auth) {
    this.events = events;
    this.auth = auth;
  }

  static boolean isSearch(Call call) {
    return call.path().equals("/events/events/search") && call.method().equals("POST");
  }

  Answer search(Call call) {
    JsonObject claims = auth.claims(call.bearer());
    if (claims == null) {
      return Trpc.gatewayUnauthorized();
    }
    if (!CoreActions.scopes(claims).contains("type=record.search")) {
      return Trpc.rest(403, "FORBIDDEN", "FORBIDDEN");
    }
    try {
      return found(call.json());
    } catch (JsonException | ClassCastException | NullPointerException unfit) {
      return Trpc.rest(400, "BAD_REQUEST", "Input validation failed");
    }
  }

  private Answer found(JsonObject asked) {
    JsonObject query = asked.getJsonObject("query");
    JsonArray clauses = query.getJsonArray("clauses");
    boolean every = query.getString("type").equals("and");
    if (clauses.isEmpty() || !clauses.stream().allMatch(clause -> !clause.asJsonObject().isEmpty() && CONDITIONS.containsAll(clause.asJsonObject().keySet()))) {
      return Trpc.rest(400, "BAD_REQUEST", "Input validation failed");
    }
    List<CoreEvent> all = events.all().stream().filter(event -> fits(event, clauses, every)).toList();
    JsonArrayBuilder results = JsonText.array();
    all.stream().skip(asked.getInt("offset", 0)).limit(asked.getInt("limit", MOST)).forEach(event -> results.add(entry(event)));
    return Answer.json(200, JsonText.object().add("results", results).add("total", all.size()).build());
  }

  private static boolean fits(CoreEvent event, JsonArray clauses, boolean every) {
    return every ? clauses.stream().allMatch(c -> fits(event, c.asJsonObject())) : clauses.stream().anyMatch(c -> fits(event, c.asJsonObject()));
  }

  private static boolean fits(CoreEvent event, JsonObject clause) {
    return clause.entrySet().stream().allMatch(condition -> wanted(condition.getKey(), condition.getValue()).equals(value(event, condition.getKey())));
  }

  /** The type of event stands there plainly, every other condition as {@code {type: exact, term}}. */
  private static String wanted(String condition, JsonValue value) {
    if (condition.equals(TYPE)) {
      return JsonText.object().add(TYPE, value).build().getString(TYPE);
    }
    if (!value.asJsonObject().getString("type").equals("exact")) {
      throw new JsonException("only exact conditions are understood here");
    }
    return value.asJsonObject().getString("term");
  }

  private static String value(CoreEvent event, String condition) {
    return switch (condition) {
      case TYPE -> event.type();
      case "status" -> status(event);
      case "trackingId" -> event.trackingId();
      default -> registration(event).map(action -> JsonText.text(action, "registrationNumber")).orElse(null);
    };
  }

  private static JsonObjectBuilder entry(CoreEvent event) {
    JsonObjectBuilder legal = JsonText.object();
    accepted(event, "DECLARE").ifPresent(action -> legal.add("DECLARED", signed(action)));
    registration(event).ifPresent(action -> legal.add("REGISTERED", signed(action).add("registrationNumber", action.getString("registrationNumber"))));
    return JsonText.object()
        .add("id", event.id())
        .add("type", event.type())
        .add("status", status(event))
        .add("legalStatuses", legal)
        .add("createdAt", event.document().getString("createdAt"))
        .add("updatedAt", event.document().getString("updatedAt"))
        .add("trackingId", event.trackingId())
        .add("potentialDuplicates", JsonText.array())
        .add("flags", JsonText.array())
        .add("declaration", Aggregate.of(event));
  }

  private static JsonObjectBuilder signed(JsonObject action) {
    JsonObjectBuilder signed = JsonText.object().add("acceptedAt", action.getString("createdAt"));
    List.of("createdAt", "createdBy", "createdByUserType", "createdByRole", "createdAtLocation")
        .forEach(key -> Optional.ofNullable(action.get(key)).ifPresent(value -> signed.add(key, value)));
    return signed;
  }

  private static Optional<JsonObject> registration(CoreEvent event) {
    return accepted(event, "REGISTER");
  }

  private static Optional<JsonObject> accepted(CoreEvent event, String type) {
    return event.find(action -> CoreEvent.is(action, "type", type) && CoreEvent.is(action, "status", "Accepted"));
  }

  private static String status(CoreEvent event) {
    String status = "CREATED";
    for (JsonObject action : event.actions()) {
      status = CoreEvent.is(action, "status", "Accepted") ? MOVES.getOrDefault(action.getString("type"), status) : status;
    }
    return status;
  }
}

package io.crvsbridge.simulators;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Core's places and people. Nothing of it is measured: the forms are those of Core's public source (packages/events/src/router: locations, administrative-areas,
 * user; packages/commons/src/events/locations.ts and users/User.ts). In 2.0 administrative areas are kept apart from offices and facilities; in 1.9 they are
 * locations of another type. Users are shown to users, to system clients they are not.
 */
final class CoreDirectory {

  private static final String PROVINCE = "5c6abc88-26b8-4834-a1a6-2992807e3a72";
  private static final String USERS = "user.get";

  private final CoreAuth auth;
  private final Map<String, JsonObject> locations = new ConcurrentHashMap<>();
  private final Map<String, JsonObject> areas = new ConcurrentHashMap<>();
  private final Map<String, JsonObject> users = new ConcurrentHashMap<>();
  private volatile boolean version19;

  CoreDirectory(CoreAuth auth, String registrar) {
    this.auth = auth;
    area(PROVINCE, "Sunrise Province", null);
    area(Declaration.AREA, "River District", PROVINCE);
    location(Declaration.OFFICE, "River District Office", "CRVS_OFFICE");
    location(Declaration.FACILITY, "River Health Centre", "HEALTH_FACILITY");
    user(registrar, "Amani", "Example");
  }

  void version19() {
    version19 = true;
  }

  private void location(String id, String name, String type) {
    locations.put(id, JsonText.object().add("id", id).add("name", name).add("externalId", JsonValue.NULL)
        .add("administrativeAreaId", Declaration.AREA).add("validUntil", JsonValue.NULL).add("locationType", type).build());
  }

  private void area(String id, String name, String parent) {
    JsonObjectBuilder area = JsonText.object().add("id", id).add("name", name).add("externalId", JsonValue.NULL);
    areas.put(id, (parent == null ? area.addNull("parentId") : area.add("parentId", parent)).add("validUntil", JsonValue.NULL).build());
  }

  private void user(String id, String given, String family) {
    JsonObjectBuilder name = JsonText.object().add("use", "en").add("given", JsonText.array(List.of(given))).add("family", family);
    users.put(id, JsonText.object().add("id", id).add("name", JsonText.array().add(name)).add("role", "LOCAL_REGISTRAR").add("status", "active")
        .add("primaryOfficeId", Declaration.OFFICE).add("type", "user").build());
  }

  static boolean isLocations(Call call) {
    return call.path().equals("/events/locations.list") && call.method().equals("GET");
  }

  static boolean isAreas(Call call) {
    return call.path().equals("/events/administrativeAreas.list") && call.method().equals("GET");
  }

  static boolean isUser(Call call) {
    return call.path().equals("/events/" + USERS) && call.method().equals("GET");
  }

  Answer locations(Call call) {
    if (!version19) {
      return listed(call, locations, "locationIds", "locations.list");
    }
    Map<String, JsonObject> all = new ConcurrentHashMap<>();
    locations.forEach((id, place) -> all.put(id, asOf19(place, "administrativeAreaId", place.getString("locationType"))));
    areas.forEach((id, place) -> all.put(id, asOf19(place, "parentId", "ADMIN_STRUCTURE")));
    return listed(call, all, "locationIds", "locations.list");
  }

  private static JsonObject asOf19(JsonObject place, String parent, String type) {
    return JsonText.object().add("id", place.get("id")).add("name", place.get("name")).add("parentId", place.get(parent))
        .add("validUntil", JsonValue.NULL).add("locationType", type).build();
  }

  Answer areas(Call call) {
    return version19 ? Trpc.unknownProcedure() : listed(call, areas, "ids", "administrativeAreas.list");
  }

  /** All of them, unless the input narrows them. */
  private Answer listed(Call call, Map<String, JsonObject> all, String filter, String procedure) {
    if (auth.claims(call.bearer()) == null) {
      return Trpc.gatewayUnauthorized();
    }
    JsonValue input = Trpc.input(call);
    if (input != null && !(input instanceof JsonObject)) {
      return Trpc.badRequest("Invalid input: expected object", procedure);
    }
    JsonValue ids = input == null ? null : input.asJsonObject().get(filter);
    if (ids != null && !(ids instanceof JsonArray)) {
      return Trpc.badRequest("Invalid input: expected array", procedure);
    }
    Set<String> wanted = ids == null ? all.keySet() : ids.asJsonArray().getValuesAs(JsonString.class).stream().map(JsonString::getString).collect(Collectors.toSet());
    JsonArrayBuilder list = JsonText.array();
    all.entrySet().stream().filter(entry -> wanted.contains(entry.getKey())).forEach(entry -> list.add(entry.getValue()));
    return Trpc.result(list.build());
  }

  Answer user(Call call) {
    JsonObject claims = auth.claims(call.bearer());
    if (claims == null) {
      return Trpc.gatewayUnauthorized();
    }
    if (!claims.getString("userType", "").equals("user")) {
      return Trpc.forbidden("FORBIDDEN", USERS);
    }
    if (!(Trpc.input(call) instanceof JsonString id)) {
      return Trpc.badRequest("Invalid input: expected string", USERS);
    }
    JsonObject user = users.get(id.getString());
    return user == null ? Trpc.notFound("NOT_FOUND", USERS) : Trpc.result(user);
  }
}

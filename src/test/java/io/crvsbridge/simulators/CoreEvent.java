package io.crvsbridge.simulators;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** One event in Core's database: its actions in the order in which they were written. */
public final class CoreEvent {

  private final String id;
  private final String type;
  private final String trackingId;
  private final String createdAt;
  private final List<JsonObject> actions;

  CoreEvent(String id, String type, String trackingId, String createdAt, List<JsonObject> actions) {
    this.id = id;
    this.type = type;
    this.trackingId = trackingId;
    this.createdAt = createdAt;
    this.actions = new ArrayList<>(actions);
  }

  static CoreEvent fromDocument(JsonObject document) {
    return new CoreEvent(
        document.getString("id"),
        document.getString("type"),
        document.getString("trackingId"),
        document.getString("createdAt"),
        document.getJsonArray("actions").getValuesAs(JsonObject.class));
  }

  public String id() {
    return id;
  }

  public String type() {
    return type;
  }

  public String trackingId() {
    return trackingId;
  }

  public synchronized List<JsonObject> actions() {
    return List.copyOf(actions);
  }

  synchronized void append(JsonObject action) {
    actions.add(action);
  }

  /** The event document as Core sends it. */
  public synchronized JsonObject document() {
    JsonArrayBuilder written = JsonText.array();
    actions.forEach(written::add);
    return JsonText.object()
        .add("id", id)
        .add("type", type)
        .add("createdAt", createdAt)
        .add("updatedAt", createdAt)
        .add("actions", written)
        .add("trackingId", trackingId)
        .build();
  }

  /** The one Requested action that nothing has accepted or rejected. */
  public Optional<JsonObject> pending() {
    return actions().stream().filter(a -> is(a, "status", "Requested") && !decided(JsonText.text(a, "id"))).findFirst();
  }

  public String pendingActionId() {
    return pending().map(action -> action.getString("id")).orElseThrow(() -> new IllegalStateException("nothing is pending"));
  }

  Optional<JsonObject> action(String actionId) {
    return find(action -> is(action, "id", actionId));
  }

  Optional<JsonObject> accepted(String actionId) {
    return find(action -> is(action, "originalActionId", actionId) && is(action, "status", "Accepted"));
  }

  Optional<JsonObject> rejected(String actionId) {
    return find(action -> is(action, "originalActionId", actionId) && is(action, "status", "Rejected"));
  }

  boolean decided(String actionId) {
    return accepted(actionId).isPresent() || rejected(actionId).isPresent();
  }

  Optional<JsonObject> find(Predicate<JsonObject> condition) {
    return actions().stream().filter(condition).findFirst();
  }

  static boolean is(JsonObject action, String key, String value) {
    return value.equals(JsonText.text(action, key));
  }
}

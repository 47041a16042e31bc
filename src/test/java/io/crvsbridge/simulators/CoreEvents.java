package io.crvsbridge.simulators;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Core's database with its two constraints: one transaction id per action type and status, one registration number per event. */
final class CoreEvents {

  /** What became of an action that was to be written. */
  enum Written {
    YES,
    /** The transaction id was used before, for whatever event: nothing is written and nobody is told. */
    TRANSACTION_KNOWN,
    NUMBER_OF_ANOTHER_EVENT
  }

  private final Map<String, CoreEvent> byId = new ConcurrentHashMap<>();
  private final Set<String> transactions = ConcurrentHashMap.newKeySet();
  private final Map<String, String> eventByNumber = new ConcurrentHashMap<>();

  void add(CoreEvent event) {
    byId.put(event.id(), event);
    event.actions().forEach(action -> occupy(event, action));
  }

  Optional<CoreEvent> find(String id) {
    return Optional.ofNullable(id == null ? null : byId.get(id));
  }

  Collection<CoreEvent> all() {
    return byId.values();
  }

  synchronized Written write(CoreEvent event, JsonObject action) {
    String number = JsonText.text(action, "registrationNumber");
    if (transactions.contains(transaction(action))) {
      return Written.TRANSACTION_KNOWN;
    }
    String owner = number == null ? null : eventByNumber.get(number);
    if (owner != null && !owner.equals(event.id())) {
      return Written.NUMBER_OF_ANOTHER_EVENT;
    }
    if (owner != null) {
      // Measured: parallel accepts with one number leave one Accepted action, whatever their transaction ids.
      return Written.TRANSACTION_KNOWN;
    }
    occupy(event, action);
    event.append(action);
    return Written.YES;
  }

  private void occupy(CoreEvent event, JsonObject action) {
    transactions.add(transaction(action));
    String number = JsonText.text(action, "registrationNumber");
    if (number != null) {
      eventByNumber.put(number, event.id());
    }
  }

  private static String transaction(JsonObject action) {
    return action.getString("type") + '|' + action.getString("status") + '|' + action.getString("transactionId");
  }

  /** A new action by the registrar, or by the system client. */
  static JsonObjectBuilder action(String type, String status, String transactionId, String by, String userType) {
    JsonObjectBuilder action =
        JsonText.object()
            .add("id", UUID.randomUUID().toString())
            .add("transactionId", transactionId)
            .add("createdByUserType", userType)
            .add("createdAt", now())
            .add("createdBy", by);
    if ("user".equals(userType)) {
      action.add("createdByRole", "LOCAL_REGISTRAR").add("createdAtLocation", Declaration.OFFICE);
    }
    return action.add("declaration", JsonText.object()).add("status", status).add("type", type);
  }

  static String now() {
    return text(Instant.now());
  }

  static String text(Instant when) {
    // Core writes three digits, always; so does MOSIP.
    String instant = when.truncatedTo(ChronoUnit.MILLIS).toString();
    return instant.length() == 20 ? instant.replace("Z", ".000Z") : instant;
  }
}

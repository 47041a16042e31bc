package io.crvsbridge.simulators;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/**
 * A registrar's desk at the simulated Core, for people: {@code POST /demo/births} registers a birth, {@code POST /demo/deaths} a death;
 * {@code POST /demo/corrections} corrects a registered child's name; {@code GET /demo/events/{id}} shows an event.
 */
final class RegistrarDesk {

  private static final String EVENTS = "/demo/events/";

  private final CoreSimulator core;
  private final CoreEvents events;

  RegistrarDesk(CoreSimulator core, CoreEvents events) {
    this.core = core;
    this.events = events;
  }

  static boolean isBirth(Call call) {
    return call.path().equals("/demo/births") && call.method().equals("POST");
  }

  static boolean isDeath(Call call) {
    return call.path().equals("/demo/deaths") && call.method().equals("POST");
  }

  static boolean isCorrection(Call call) {
    return call.path().equals("/demo/corrections") && call.method().equals("POST");
  }

  static boolean isEvent(Call call) {
    return call.path().startsWith(EVENTS) && call.method().equals("GET");
  }

  /** The query may say {@code mother=authenticated|verified|failed|pending} and {@code age=} in years. */
  Answer birth(Call call) {
    Map<String, String> asked = call.query();
    Declaration birth = Declaration.birth();
    try {
      Optional.ofNullable(asked.get("mother")).ifPresent(birth::mother);
      Optional.ofNullable(asked.get("age")).map(Integer::parseInt).ifPresent(years -> birth.childBornOn(LocalDate.now(ZoneOffset.UTC).minusYears(years)));
    } catch (NumberFormatException notANumber) {
      return refused(422, "age is a number of years");
    }
    CoreEvent event = core.declare(birth);
    return told(event, core.register(event));
  }

  Answer death(Call call) {
    CoreEvent event = core.declareDeath();
    return told(event, core.register(event));
  }

  /** The query names the {@code event} and may say which {@code firstname} the child gets. */
  Answer correction(Call call) {
    Map<String, String> asked = call.query();
    CoreEvent event = events.find(asked.get("event")).orElse(null);
    if (event == null) {
      return refused(404, "no such event");
    }
    if (!event.type().equals("birth") || core.ledger().acceptedRegisters(event) == 0 || event.pending().isPresent()) {
      return refused(409, "only a registered birth of which nothing is pending can be corrected");
    }
    JsonObject name = JsonText.child(core.ledger().declaration(event), "child.name");
    JsonObject other = JsonText.object(name).add("firstname", asked.getOrDefault("firstname", "Corrected")).build();
    return told(event, core.correct(event, JsonText.object().add("child.name", other).build()));
  }

  private Answer told(CoreEvent event, TriggerAnswer answer) {
    JsonObjectBuilder told = JsonText.object().add("eventId", event.id()).add("trackingId", event.trackingId());
    told.add("bridgeAnswered", answer.status()).add("outcome", answer.outcome().name()).add("lookAt", core.base() + EVENTS + event.id());
    return Answer.json(201, told.build());
  }

  Answer event(Call call) {
    return events.find(call.path().substring(EVENTS.length()))
        .map(event -> Answer.json(200, shown(event)))
        .orElseGet(() -> refused(404, "no such event"));
  }

  private JsonObject shown(CoreEvent event) {
    boolean registered = core.ledger().acceptedRegisters(event) > 0;
    JsonObjectBuilder summary = JsonText.object().add("id", event.id()).add("trackingId", event.trackingId());
    summary.add("status", registered ? "REGISTERED" : "DECLARED").add("rejected", rejected(event));
    core.ledger().registrationNumber(event).ifPresent(number -> summary.add("registrationNumber", number));
    return summary.add("declaration", core.ledger().declaration(event)).add("actions", event.document().get("actions")).build();
  }

  /** The types of the actions that were rejected. */
  private static JsonArrayBuilder rejected(CoreEvent event) {
    JsonArrayBuilder types = JsonText.array();
    event.actions().stream().filter(action -> CoreEvent.is(action, "status", "Rejected")).forEach(action -> types.add(action.getString("type")));
    return types;
  }

  private static Answer refused(int status, String message) {
    return Answer.json(status, JsonText.object().add("message", message).build());
  }
}

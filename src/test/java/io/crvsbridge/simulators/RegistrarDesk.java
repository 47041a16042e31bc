package io.crvsbridge.simulators;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/** A registrar's desk at the simulated Core, for people: {@code POST /demo/births} registers a birth, {@code GET /demo/events/{id}} shows an event. */
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
      return Answer.json(422, JsonText.object().add("message", "age is a number of years").build());
    }
    CoreEvent event = core.declare(birth);
    TriggerAnswer answer = core.register(event);
    JsonObjectBuilder told = JsonText.object().add("eventId", event.id()).add("trackingId", event.trackingId());
    told.add("bridgeAnswered", answer.status()).add("outcome", answer.outcome().name()).add("lookAt", core.base() + EVENTS + event.id());
    return Answer.json(201, told.build());
  }

  Answer event(Call call) {
    return events.find(call.path().substring(EVENTS.length()))
        .map(event -> Answer.json(200, shown(event)))
        .orElseGet(() -> Answer.json(404, JsonText.object().add("message", "no such event").build()));
  }

  private JsonObject shown(CoreEvent event) {
    boolean registered = core.ledger().acceptedRegisters(event) > 0;
    JsonObjectBuilder summary = JsonText.object().add("id", event.id()).add("trackingId", event.trackingId());
    summary.add("status", registered ? "REGISTERED" : "DECLARED");
    core.ledger().registrationNumber(event).ifPresent(number -> summary.add("registrationNumber", number));
    return summary.add("declaration", core.ledger().declaration(event)).add("actions", event.document().get("actions")).build();
  }
}

package io.crvsbridge.simulators;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** How a route ends: by what MOSIP knows of officers, places and fields, unless a test has chosen (MOSIP contract, sections 3.2 and 8). */
final class WorkflowRules {

  static final String BIRTH = "CRVS_NEW";
  private static final DateTimeFormatter MOSIP_DATE = DateTimeFormatter.ofPattern("yyyy/MM/dd");

  private record Chosen(Predicate<Packet> which, MosipLedger.Outcome outcome) {}

  private final List<Chosen> chosen = new CopyOnWriteArrayList<>();
  private volatile MosipLedger.Outcome forced;
  private volatile int infantYears = 5;
  private volatile Set<String> officers = Set.of();
  private volatile Set<String> places = Set.of();
  private volatile List<String> mandatory = List.of("fullName", "gender");

  void infantBelow(int years) {
    infantYears = years;
  }

  void officers(String... known) {
    officers = Set.of(known);
  }

  void places(String... known) {
    places = Set.of(known);
  }

  void mandatory(String... fields) {
    mandatory = List.of(fields);
  }

  void outcome(MosipLedger.Outcome outcome) {
    forced = outcome;
  }

  void outcomeFor(Predicate<Packet> which, MosipLedger.Outcome outcome) {
    chosen.add(0, new Chosen(which, Objects.requireNonNull(outcome)));
  }

  void clearOutcomes() {
    chosen.clear();
    forced = null;
  }

  /** @param packet null when the workflow was started without one */
  MosipLedger.Outcome judge(Packet packet) {
    MosipLedger.Outcome every = forced;
    MosipLedger.Outcome otherwise = every == null ? judgedByRules(packet) : every;
    return chosen.stream()
        .filter(choice -> packet != null && choice.which().test(packet))
        .map(Chosen::outcome)
        .findFirst()
        .orElse(otherwise);
  }

  /** Every process but that of births updates somebody, who has to be named. */
  static boolean lacksUin(Packet packet) {
    return !packet.process().equals(BIRTH) && packet.field("UIN").filter(uin -> !uin.isBlank()).isEmpty();
  }

  private MosipLedger.Outcome judgedByRules(Packet packet) {
    boolean sound = packet != null && staffed(packet) && (packet.process().equals(BIRTH) ? birthIsComplete(packet) : !lacksUin(packet));
    return sound ? MosipLedger.Outcome.PROCESSED : MosipLedger.Outcome.FAILED;
  }

  private boolean staffed(Packet packet) {
    String officer = packet.label("operationsData", "officerId").orElse("");
    String place = packet.label("metaData", "centerId").orElse("") + "_" + packet.label("metaData", "machineId").orElse("");
    return (officers.isEmpty() || officers.contains(officer)) && (places.isEmpty() || places.contains(place) && places.contains(packet.refId()));
  }

  private boolean birthIsComplete(Packet packet) {
    boolean all = mandatory.stream().allMatch(field -> packet.field(field).filter(value -> !value.isBlank()).isPresent());
    boolean dated = packet.field("dateOfBirth").isPresent() || packet.field("age").isPresent();
    return all && dated && (infantYears == 0 || isInfant(packet));
  }

  private boolean isInfant(Packet packet) {
    try {
      String date = packet.field("dateOfBirth").orElse("");
      return LocalDate.parse(date, MOSIP_DATE).isAfter(LocalDate.now(ZoneOffset.UTC).minusYears(infantYears));
    } catch (DateTimeParseException otherFormat) {
      return false;
    }
  }
}

package io.crvsbridge.simulators;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** What a clerk typed in about a fictional family; every declaration names other people. */
public final class Declaration {

  static final String OFFICE = "028d2c85-ca31-426d-b5d1-2cef545a4902";
  static final String AREA = "7ef2b9c7-5e6d-49f6-ae05-656207d0fc64";
  public static final String FACILITY = "190902f4-1d77-476a-8947-41145af1db7d";
  private static final List<String> FIRST =
      List.of("Amani", "Bwalya", "Chipo", "Dalia", "Ekow", "Farida", "Gamba", "Hanta", "Imara", "Juma", "Kesi", "Luwi", "Mosi", "Nuru");
  private static final List<String> LAST =
      List.of("Almond", "Banda", "Cedar", "Dune", "Ember", "Fig", "Glade", "Harbour", "Island", "Juniper", "Kite", "Lagoon", "Maple");
  private static final List<String> TAIL = List.of("ba", "do", "fe", "go", "ka", "li", "mo", "nu", "pe", "ri", "sa", "to", "wu", "zi");

  private final String eventType;
  private final Map<String, JsonValue> fields = new LinkedHashMap<>();

  private Declaration(String eventType) {
    this.eventType = eventType;
  }

  /** Of a country whose forms are other ones: nothing is typed in yet. */
  public static Declaration blank(String eventType) {
    return new Declaration(eventType);
  }

  /** A newborn whose mother was authenticated. */
  public static Declaration birth() {
    Declaration birth = new Declaration("birth");
    JsonObject mother = name();
    birth.set("child.dob", today().minusDays(19).toString()).set("child.name", name()).set("mother.dob", "1995-03-12");
    birth.set("mother.name", mother).set("child.gender", random(List.of("female", "male"))).set("father.reason", "Father is missing.");
    birth.set("mother.address", address()).set("child.birthType", "SINGLE").set("informant.email", "mother@example.org");
    birth.set("mother.verified", "authenticated").set("informant.phoneNo", "0911223344").set("child.placeOfBirth", "HEALTH_FACILITY");
    birth.set("informant.relation", "MOTHER").set("mother.nationality", "FAR").set("child.birthLocation", FACILITY);
    birth.set("mother.maritalStatus", "MARRIED").set("child.birthLocationId", FACILITY).set("child.attendantAtBirth", "PHYSICIAN");
    birth.set("father.detailsNotAvailable", JsonValue.TRUE).set("mother.verify-nid-http-fetch", fetched(mother, "authenticated"));
    return birth;
  }

  public static Declaration death() {
    Declaration death = new Declaration("death");
    death.set("spouse.dob", "1975-02-18").set("spouse.nid", digits(10)).set("spouse.name", name()).set("deceased.dob", "1950-04-21");
    death.set("deceased.nid", digits(10)).set("deceased.name", name()).set("spouse.idType", "NATIONAL_ID").set("deceased.gender", "male");
    death.set("deceased.idType", "NATIONAL_ID").set("informant.email", "spouse@example.org").set("deceased.address", address());
    death.set("eventDetails.date", today().minusDays(3).toString()).set("informant.relation", "SPOUSE").set("spouse.nationality", "FAR");
    death.set("deceased.nationality", "FAR").set("spouse.addressSameAs", "YES").set("deceased.maritalStatus", "MARRIED");
    death.set("eventDetails.placeOfDeath", "DECEASED_USUAL_RESIDENCE").set("eventDetails.mannerOfDeath", "MANNER_NATURAL");
    return death.set("eventDetails.deathLocationId", AREA).set("eventDetails.causeOfDeathEstablished", JsonValue.TRUE);
  }

  /** {@code verified}, {@code authenticated}, {@code failed} or {@code pending}. */
  public Declaration mother(String verificationStatus) {
    set("mother.verified", verificationStatus);
    return set("mother.verify-nid-http-fetch", fetched((JsonObject) fields.get("mother.name"), verificationStatus));
  }

  public Declaration childBornOn(LocalDate date) {
    return set("child.dob", date.toString());
  }

  public Declaration set(String field, String value) {
    return set(field, JsonText.value(value));
  }

  public Declaration set(String field, JsonValue value) {
    fields.put(field, value);
    return this;
  }

  public Declaration without(String field) {
    fields.remove(field);
    return this;
  }

  public String eventType() {
    return eventType;
  }

  public JsonObject json() {
    JsonObjectBuilder built = JsonText.object();
    fields.forEach(built::add);
    return built.build();
  }

  private static JsonObject fetched(JsonObject name, String status) {
    JsonObjectBuilder data = JsonText.object().add("sub", "psut-" + digits(12)).add("name", name).add("birthDate", "1995-03-12");
    data.add("verificationStatus", status);
    return JsonText.object().add("data", data).add("error", JsonValue.NULL).add("loading", false).build();
  }

  private static JsonObject name() {
    String first = random(FIRST) + random(TAIL) + random(TAIL) + random(TAIL);
    return JsonText.object().add("surname", random(LAST) + random(TAIL)).add("firstname", first).build();
  }

  private static JsonObject address() {
    JsonObjectBuilder street =
        JsonText.object().add("town", "Ibombo").add("number", "12").add("street", "Chilumbulu Rd").add("zipCode", "10101");
    return JsonText.object()
        .add("country", "FAR")
        .add("addressType", "DOMESTIC")
        .add("administrativeArea", AREA)
        .add("streetLevelDetails", street.add("residentialArea", "Kamwala"))
        .build();
  }

  private static LocalDate today() {
    return LocalDate.now(ZoneOffset.UTC);
  }

  static String digits(int count) {
    StringBuilder digits = new StringBuilder().append(ThreadLocalRandom.current().nextInt(1, 10));
    while (digits.length() < count) {
      digits.append(ThreadLocalRandom.current().nextInt(10));
    }
    return digits.toString();
  }

  private static <T> T random(List<T> from) {
    return from.get(ThreadLocalRandom.current().nextInt(from.size()));
  }
}

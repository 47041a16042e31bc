package io.crvsbridge.simulators;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A fictional person whom the simulated eSignet knows. */
public record MockIdentity(String nid, String firstName, String middleName, String familyName, String birthDate, String gender) {

  private static final List<MockIdentity> ALL = read();

  public static List<MockIdentity> all() {
    return ALL;
  }

  public static MockIdentity of(String nid) {
    return ALL.stream().filter(p -> p.nid().equals(nid)).findFirst().orElseThrow();
  }

  private static List<MockIdentity> read() {
    try (InputStream in = MockIdentity.class.getResourceAsStream("/esignet/mock-identities.json")) {
      JsonArray people = JsonText.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)).asJsonArray();
      return people.stream().map(JsonValue::asJsonObject).map(MockIdentity::of).toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static MockIdentity of(JsonObject p) {
    return new MockIdentity(
        p.getString("nid"), p.getString("firstName"), p.getString("middleName", ""), p.getString("familyName"), p.getString("birthDate"), p.getString("gender"));
  }

  public String fullName() {
    return firstName + " " + middleName + " " + familyName;
  }
}

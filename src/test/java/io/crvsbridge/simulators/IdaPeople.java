package io.crvsbridge.simulators;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The people whom ID authentication knows, all of them fictional, and how their data are compared. */
final class IdaPeople {

  private static final String RESOURCE = "/ida/people.json";
  private static final String VID_PREFIX = "902604";
  private static final String LANGUAGE = "eng";

  private final Map<String, JsonObject> byUin = new ConcurrentHashMap<>();
  private final Map<String, Set<String>> unheld = new ConcurrentHashMap<>();

  IdaPeople() {
    try (InputStream file = IdaPeople.class.getResourceAsStream(RESOURCE)) {
      JsonArray people = (JsonArray) JsonText.parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
      people.forEach(person -> byUin.put(JsonText.text(person.asJsonObject(), "nid"), person.asJsonObject()));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** One more, who is known until the end. */
  void add(JsonObject person) {
    byUin.put(JsonText.text(person, "nid"), person);
  }

  List<JsonObject> all() {
    return List.copyOf(byUin.values());
  }

  static String vid(String uin) {
    return VID_PREFIX + uin;
  }

  /** The UIN behind an identifier of this kind, or null. */
  String uin(String id, String type) {
    String uin = "VID".equals(type) && id.startsWith(VID_PREFIX) ? id.substring(VID_PREFIX.length()) : "UIN".equals(type) ? id : "";
    return byUin.containsKey(uin) ? uin : null;
  }

  /** From now on MOSIP does not hold this attribute of the person. */
  void forget(String uin, String attribute) {
    unheld.computeIfAbsent(uin, u -> ConcurrentHashMap.newKeySet()).add(attribute);
  }

  void rememberAll() {
    unheld.clear();
  }

  /** What does not match. */
  List<IdaRefusal> differences(String uin, JsonObject demographics) {
    JsonObject person = byUin.get(uin);
    List<IdaRefusal> found = new ArrayList<>();
    demographics.forEach((attribute, value) -> {
      boolean held = !unheld.getOrDefault(uin, Set.of()).contains(attribute);
      if (!held) {
        found.add(new IdaRefusal("IDA-DEA-003", "Demographic data " + attribute + " not available in database"));
      } else if (!matches(person, attribute, value)) {
        found.add(new IdaRefusal("IDA-DEA-001", "Demographic data " + attribute + (value instanceof JsonArray ? " in eng" : "") + " did not match"));
      }
    });
    return found;
  }

  private static boolean matches(JsonObject person, String attribute, JsonValue value) {
    return switch (attribute) {
      case "name" -> texts(value).allMatch(name -> words(fullName(person)).containsAll(words(name)));
      case "dob" -> date(value).replace('/', '-').equals(JsonText.text(person, "birthDate"));
      case "gender" -> texts(value).allMatch(gender -> gender.equalsIgnoreCase(JsonText.text(person, "gender")));
      default -> throw new IdaRefusal("IDA-MLC-009", "Invalid Input Parameter - " + attribute).thrown();
    };
  }

  static String fullName(JsonObject person) {
    return String.join(" ", Stream.of("firstName", "middleName", "familyName").map(part -> JsonText.text(person, part)).filter(part -> part != null && !part.isBlank()).toList());
  }

  private static List<String> words(String name) {
    return List.of(name.toLowerCase(Locale.ROOT).trim().split("\\s+"));
  }

  private static String date(JsonValue value) {
    if (value instanceof JsonString text && text.getString().matches("\\d{4}/\\d{2}/\\d{2}")) {
      return text.getString();
    }
    throw new IdaRefusal("IDA-MLC-009", "Invalid Input Parameter - dob").thrown();
  }

  private static Stream<String> texts(JsonValue value) {
    if (!(value instanceof JsonArray entries) || entries.isEmpty()) {
      throw new IdaRefusal("IDA-MLC-009", "Invalid Input Parameter - demographics").thrown();
    }
    return entries.stream().map(JsonValue::asJsonObject).map(entry -> {
      if (!LANGUAGE.equals(JsonText.text(entry, "language"))) {
        throw new IdaRefusal("IDA-DEA-002", "Unsupported Language Code - " + JsonText.text(entry, "language")).thrown();
      }
      return JsonText.text(entry, "value");
    });
  }
}
